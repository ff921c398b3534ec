const { day, escape, get, post } = campus_safety;

frappe.ui.form.on("Campus Term", {
	refresh(frm) {
		if (frm.perm[0]?.write) {
			frm.add_custom_button(__("Fill in Public Holidays"), () => fill_in_holidays(frm));
		}
		if (!frm.is_new()) {
			frm.add_custom_button(__("Days", null, "Campus Term"), () =>
				frappe.set_route("List", "Campus Day", { term: frm.doc.name })
			);
			if (
				campus_safety.declared.may.open_term &&
				(frm.doc.break_until || frm.doc.end_date) >= frappe.datetime.get_today()
			) {
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
	const known = await get("calendar.suggest_holidays", {
		start_date: frm.doc.start_date,
		end_date: frm.doc.end_date,
	});
	const present = (frm.doc.holidays || []).filter((row) => row.from_date);
	const overlaps = (row) =>
		present.some(
			(other) => other.from_date <= row.to_date && row.from_date <= (other.to_date || other.from_date)
		);
	const fresh = (known || []).filter((row) => !overlaps(row));
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
	const preview = await get("calendar.preview_term", { term: frm.doc.name }, { freeze: true });
	const dialog = new frappe.ui.Dialog({
		title: __("Open the Term {0}", [frm.doc.name]),
		size: "large",
		fields: [{ fieldtype: "HTML", options: preview_html(preview) }],
		primary_action_label: __("Open the Term"),
		async primary_action() {
			dialog.hide();
			const run = await post("calendar.open_term", { term: frm.doc.name });
			frappe.set_route("Form", "Campus Coverage Run", run);
		},
	});
	dialog.show();
}

function preview_html(preview) {
	const { posts, students } = preview;
	return [
		opened_before(preview),
		section(__("School Calendar"), [line(calendar_text(preview.days))]),
		section(__("Duties That Are Made"), [line(duties_text(preview)), duties_table(preview.duties)]),
		section(__("Posts of the Network"), [
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
					__(
						"Of these something is still to be handed over. A handover opens and the College Lead is told:"
					)
				),
			table(
				posts.waiting.map((row) => [
					__(row.position),
					row.holder_name,
					row.unit || row.dormitory,
					day(row.to_date),
				])
			),
		]),
		section(__("Students", null, "Campus Term"), [
			line(
				__("{0} without a class, {1} in classes without a counsellor.", [
					students.without_class,
					students.without_counsellor,
				])
			),
			table(students.classes.map((row) => [row.unit, row.students])),
		]),
	].join("");
}

const section = (title, lines) => `<h5>${title}</h5>${lines.filter(Boolean).join("")}`;
const line = (words) => `<p>${words}</p>`;

function table(rows) {
	if (!rows.length) return "";
	const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`);
	return `<table class="table table-bordered table-sm"><tbody>${body.join("")}</tbody></table>`;
}

function opened_before({ last_run }) {
	if (!last_run) return "";
	const url = frappe.utils.get_form_link("Campus Coverage Run", last_run.name);
	const status = escape(__(last_run.status, null, "Campus Coverage Run"));
	const run = `<a href="${url}">${escape(last_run.name)}</a> (${status}).`;
	return line(`${__("Opened before:")} ${run} ${__("Opening again adds only what is missing.")}`);
}

function calendar_text({ wanted, present, edited }) {
	return __("{0} days, of which {1} are there already; {2} edited by hand stay as they are.", [
		wanted,
		present,
		edited,
	]);
}

function duties_text({ duties, has_begun, begins }) {
	const total = duties.reduce((sum, { duties: number }) => sum + number, 0);
	if (has_begun) return __("{0} new duties in the periods running today:", [total]);
	return __(
		"The term begins on {0}: its duties are made in the night of that day. About {1} would be made:",
		[day(begins), total]
	);
}

function duties_table(duties) {
	return table(
		duties
			.filter((row) => row.duties)
			.map((row) => [row.rule, __(row.period, null, "Campus Duty Rule"), row.duties])
	);
}
