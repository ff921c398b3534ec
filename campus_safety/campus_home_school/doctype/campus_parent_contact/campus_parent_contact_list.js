frappe.listview_settings["Campus Parent Contact"] = {
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
	const { escape, get, kept, post } = campus_safety;
	const load = (unit) => get("daily_care.get_class_students", { doctype: list.doctype, unit });
	let shown = await load(kept.get("unit") || null);
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
	const results = campus_safety.choices_of(list.doctype, "result").filter((result) => result !== "Reached");

	function show({ students }) {
		const options = results
			.map((result) => `<option value="${result}">${__(result, null, list.doctype)}</option>`)
			.join("");
		const rows = students.map(
			(student) => `
			<div class="campus-attempt" data-student="${escape(student.name)}">
				<label>${escape(student.student_name)}</label>
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
		const saved = await post("daily_care.record_contacts", { unit, rows, all_or_nothing: 0 });
		frappe.show_alert({ message: __("{0} contacts saved.", [saved.names.length]), indicator: "green" });
		list.refresh();
		if (!saved.bad_rows.length) return dialog.hide();
		// saved ones leave the sheet, the others say what is wrong
		const faults = Object.fromEntries(saved.bad_rows.map((row) => [row.student, row.message]));
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
