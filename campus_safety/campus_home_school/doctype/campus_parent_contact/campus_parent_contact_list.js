frappe.listview_settings["Campus Parent Contact"] = {
	formatters: campus_safety.options_of("Campus Parent Contact", ["channel", "result"]),
	add_fields: ["result", "counts", "late_entry", "status"],
	hide_name_column: true,
	onload(list) {
		campus_safety.offer_ledger(list);
		if (frappe.model.can_create(list.doctype)) {
			list.page.add_inner_button(__("Attempts of a Class"), () => enter_attempts(list));
		}
	},
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		const colors = {
			Reached: doc.counts ? "green" : "blue",
			"No Answer": "orange",
			"Wrong Number": "red",
			Refused: "red",
		};
		return [__(doc.result, null, doc.doctype), colors[doc.result], `result,=,${doc.result}`];
	},
};

// Whom one tried to reach in vain, for a class at once. What was said is written student by student.
async function enter_attempts(list) {
	const API = "campus_safety.api.daily_care";
	const load = (unit) =>
		frappe
			.call({ method: `${API}.get_class_students`, type: "GET", args: { doctype: list.doctype, unit } })
			.then(({ message }) => message);
	let shown = await load(campus_safety.kept.get("unit") || null);
	if (!shown.unit) return frappe.msgprint(__("You look after no class."));

	const dialog = new frappe.ui.Dialog({
		title: __("Attempts of a Class"),
		fields: [
			{
				fieldname: "unit",
				fieldtype: "Select",
				label: __("Class"),
				options: shown.units,
				default: shown.unit,
				reqd: 1,
				async onchange() {
					const unit = dialog.get_value("unit");
					if (unit && unit !== shown.unit) show((shown = await load(unit)));
				},
			},
			{
				fieldname: "contact_time",
				fieldtype: "Datetime",
				label: __("Contact Time"),
				default: "Now",
				reqd: 1,
			},
			{ fieldname: "students", fieldtype: "HTML" },
		],
		primary_action_label: __("Save"),
		primary_action: save,
	});
	const body = dialog.fields_dict.students.$wrapper.addClass("campus-attempts");
	const results = ["No Answer", "Wrong Number", "Refused"];

	function show({ students }) {
		const options = results
			.map((result) => `<option value="${result}">${__(result, null, list.doctype)}</option>`)
			.join("");
		const rows = students.map(
			(student) => `
			<div class="campus-attempt" data-student="${frappe.utils.escape_html(student.name)}">
				<label>${frappe.utils.escape_html(student.student_name)}</label>
				<select class="form-control input-sm"><option value="">—</option>${options}</select>
				<div class="campus-attempt-fault"></div>
			</div>`
		);
		body.html(
			`<p class="text-muted">${__("Only where nobody was reached. A talk with parents is written student by student.")}</p>${rows.join("")}`
		);
	}

	async function save({ unit, contact_time }) {
		const rows = body
			.find(".campus-attempt")
			.get()
			.map((row) => ({
				student: row.dataset.student,
				result: $(row).find("select").val(),
				contact_time,
			}))
			.filter((row) => row.result);
		if (!rows.length)
			return frappe.show_alert({
				message: __("Choose a result for at least one student."),
				indicator: "orange",
			});
		const { message } = await frappe.call({
			method: `${API}.record_contacts`,
			type: "POST",
			args: { unit, rows, all_or_nothing: 0 },
			freeze: true,
		});
		frappe.show_alert({ message: __("{0} contacts saved.", [message.names.length]), indicator: "green" });
		list.refresh();
		if (!message.bad_rows.length) return dialog.hide();
		// saved ones leave the sheet, the others say what is wrong
		const faults = Object.fromEntries(message.bad_rows.map((row) => [row.student, row.message]));
		for (const { student } of rows) {
			const row = body
				.find(".campus-attempt")
				.filter((_index, element) => element.dataset.student === student);
			if (faults[student]) row.find(".campus-attempt-fault").text(strip_html(faults[student]));
			else row.remove();
		}
	}

	show(shown);
	dialog.show();
}
