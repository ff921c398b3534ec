frappe.ui.form.on("Campus Term", {
	refresh(frm) {
		if (frm.perm[0]?.write) {
			frm.add_custom_button(__("Fill in Public Holidays"), () => fill_in_holidays(frm));
		}
		if (!frm.is_new()) {
			frm.add_custom_button(__("Days"), () =>
				frappe.set_route("List", "Campus Day", { term: frm.doc.name })
			);
		}
	},

	start_date: suggest_name,
});

async function fill_in_holidays(frm) {
	if (!frm.doc.start_date || !frm.doc.end_date) {
		frappe.msgprint(__("Enter the first and last day of the term first."));
		return;
	}
	const { message } = await frappe.call({
		method: "campus_safety.api.calendar.suggest_holidays",
		type: "GET",
		args: { start_date: frm.doc.start_date, end_date: frm.doc.end_date },
	});
	const present = (frm.doc.holidays || []).filter((row) => row.from_date);
	const overlaps = (row) =>
		present.some((other) => other.from_date <= row.to_date && row.from_date <= (other.to_date || other.from_date));
	const fresh = (message || []).filter((row) => !overlaps(row));
	fresh.forEach((row) => frm.add_child("holidays", row));
	frm.refresh_field("holidays");
	frappe.show_alert({
		message: fresh.length
			? __("{0} rows added. Compare them with the State Council's notice, then save.", [fresh.length])
			: __("Nothing to add: the known holidays are there already."),
		indicator: fresh.length ? "green" : "blue",
	});
}

function suggest_name(frm) {
	if (!frm.is_new() || frm.doc.term_name || !frm.doc.start_date) return;
	const [year, month] = frm.doc.start_date.split("-").map(Number);
	// the academic year begins in autumn: its first term starts in July or later
	frm.set_value("term_name", month >= 7 ? `${year}-${year + 1}-1` : `${year - 1}-${year}-2`);
}
