frappe.ui.form.on("Campus Term", {
	refresh(frm) {
		if (frm.perm[0]?.write) {
			frm.add_custom_button(__("Fill in Public Holidays"), () => fill_in_holidays(frm));
		}
		if (!frm.is_new()) {
			frm.add_custom_button(__("Days"), () =>
				frappe.set_route("List", "Campus Day", { term: frm.doc.name })
			);
			const opens = ["Campus Student Affairs", "System Manager"].some((role) =>
				frappe.user.has_role(role)
			);
			if (opens && (frm.doc.break_until || frm.doc.end_date) >= frappe.datetime.get_today()) {
				frm.add_custom_button(__("Open the Term"), () => preview_term(frm)).addClass("btn-primary");
			}
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
		present.some(
			(other) => other.from_date <= row.to_date && row.from_date <= (other.to_date || other.from_date)
		);
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

// What opening the term would do, shown first; then it is done in the background and its run says how far it is.
async function preview_term(frm) {
	if (frm.is_dirty()) await frm.save();
	const { message } = await frappe.call({
		method: "campus_safety.api.calendar.preview_term",
		type: "GET",
		args: { term: frm.doc.name },
		freeze: true,
	});
	const dialog = new frappe.ui.Dialog({
		title: __("Open the Term {0}", [frm.doc.name]),
		size: "large",
		fields: [{ fieldtype: "HTML", options: preview_html(message) }],
		primary_action_label: __("Open the Term"),
		async primary_action() {
			dialog.hide();
			const run = await frappe.call({
				method: "campus_safety.api.calendar.open_term",
				type: "POST",
				args: { term: frm.doc.name },
				freeze: true,
			});
			frappe.set_route("Form", "Campus Coverage Run", run.message);
		},
	});
	dialog.show();
}

function preview_html({ days, duties, posts, students, has_begun, begins, last_run }) {
	const text = (value) => frappe.utils.escape_html(String(value ?? ""));
	const section = (title, ...lines) => `<h5>${title}</h5>${lines.filter(Boolean).join("")}`;
	const line = (words) => `<p>${words}</p>`;
	const table = (rows) =>
		rows.length &&
		`<table class="table table-bordered table-sm"><tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join("")}</tr>`).join("")}</tbody></table>`;
	const total = duties.reduce((sum, { duties: number }) => sum + number, 0);
	return [
		last_run &&
			line(
				`${__("Opened before:")} <a href="${frappe.utils.get_form_link("Campus Coverage Run", last_run.name)}">${text(last_run.name)}</a> (${text(__(last_run.status, null, "Campus Coverage Run"))}). ${__("Opening again adds only what is missing.")}`
			),
		section(
			__("Calendar"),
			line(
				__("{0} days, of which {1} are there already; {2} edited by hand stay as they are.", [
					days.wanted,
					days.present,
					days.edited,
				])
			)
		),
		section(
			__("Duties That Are Made"),
			line(
				has_begun
					? __("{0} new duties in the periods running today:", [total])
					: __(
							"The term begins on {0}: its duties are made in the night of that day. About {1} would be made:",
							[frappe.datetime.str_to_user(begins), total]
						)
			),
			table(duties.filter((row) => row.duties).map((row) => [row.rule, __(row.period), row.duties]))
		),
		section(
			__("Posts of the Network"),
			line(
				__("{0} go on, {1} begin, {2} end today; {3} have ended before.", [
					posts.continue,
					posts.begin,
					posts.end,
					posts.ended,
				])
			),
			posts.waiting.length &&
				line(
					__("These have passed their last day and wait for a handover. The College Lead is told:")
				),
			table(
				posts.waiting.map((row) => [
					__(row.position),
					row.holder_name,
					row.unit || row.dormitory,
					frappe.datetime.str_to_user(row.to_date),
				])
			)
		),
		section(
			__("Students"),
			line(
				__("{0} without a class, {1} in classes without a counsellor.", [
					students.without_class,
					students.without_counsellor,
				])
			),
			table(students.classes.map((row) => [row.unit, row.students]))
		),
	]
		.filter(Boolean)
		.join("");
}
