frappe.listview_settings["Campus Heart Talk"] = {
	add_fields: ["mental_state", "late_entry", "suspected_batch", "status"],
	hide_name_column: true,
	onload(list) {
		campus_safety.offer_ledger(list);
		if (frappe.model.can_create(list.doctype))
			list.page.add_inner_button(__("Group Talk"), () => enter_group_talk(list));
	},
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		if (doc.suspected_batch) return [__("Suspected Batch"), "orange", "suspected_batch,=,1"];
		const colors = { Steady: "green", Fluctuating: "yellow", Abnormal: "red" };
		return [
			__(doc.mental_state, null, doc.doctype),
			colors[doc.mental_state],
			`mental_state,=,${doc.mental_state}`,
		];
	},
};

// Several students at one table: time, place and topic once, and for each a line of their own. Without a line no talk.
async function enter_group_talk(list) {
	const { get, kept } = campus_safety;
	const load = (unit) => get("daily_care.get_class_students", { doctype: list.doctype, unit });
	let shown = await load(kept.get("unit") || null);
	if (!shown.unit) return frappe.msgprint(__("You look after no class."));
	const dialog = new frappe.ui.Dialog({
		title: __("Group Talk"),
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
					if (unit && unit !== shown.unit) show_students(dialog, (shown = await load(unit)));
				},
			},
			{
				fieldname: "talk_time",
				fieldtype: "Datetime",
				label: __("Talk Time"),
				default: "Now",
				reqd: 1,
				hide_timezone: 1,
			},
			{ fieldname: "place", fieldtype: "Data", label: __("Place"), reqd: 1 },
			{
				fieldname: "topics",
				fieldtype: "Data",
				label: __("Topics", null, "Campus Heart Talk"),
				reqd: 1,
			},
			{ fieldname: "students", fieldtype: "HTML" },
		],
		primary_action_label: __("Save"),
		primary_action: (values) => save_group_talk(list, dialog, values),
	});
	dialog.$wrapper.addClass("campus-group-talk");
	show_students(dialog, shown);
	dialog.show();
}

function show_students(dialog, { students }) {
	const { escape } = campus_safety;
	const states = ["Steady", "Fluctuating"]
		.map((state) => `<option value="${state}">${__(state, null, "Campus Heart Talk")}</option>`)
		.join("");
	const rows = students.map(
		({ name, student_name }) => `
		<div class="campus-attempt" data-student="${escape(name)}">
			<label for="line-${escape(name)}">${escape(student_name)}</label>
			<select class="form-control input-sm" aria-label="${__("Mental State")}">${states}</select>
			<input id="line-${escape(name)}" class="form-control campus-attempt-line" maxlength="1000"
				placeholder="${__("What this student said; empty: did not take part")}">
			<div class="campus-attempt-fault" role="alert"></div>
		</div>`
	);
	const hint = __(
		"A line of their own for each. Whoever is not well gets a talk of their own, with its next step."
	);
	dialog.fields_dict.students.$wrapper.html(`<p class="text-muted">${hint}</p>${rows.join("")}`);
}

async function save_group_talk(list, dialog, { talk_time, place, topics }) {
	const rows = dialog.fields_dict.students.$wrapper.find(".campus-attempt").get();
	const lines = rows.filter((row) => $(row).find(".campus-attempt-line").val().trim());
	if (!lines.length)
		return frappe.show_alert({
			message: __("Write a line for at least one student."),
			indicator: "orange",
		});
	let saved = 0;
	for (const row of lines) {
		const talk = {
			doctype: list.doctype,
			student: row.dataset.student,
			mental_state: $(row).find("select").val(),
			content: $(row).find(".campus-attempt-line").val().trim(),
			mode: "In Person",
			talk_type: "Routine",
			talk_time,
			place,
			topics,
		};
		try {
			await frappe.db.insert(talk);
			row.remove(); // saved ones leave the sheet, the others say what is wrong
			saved += 1;
		} catch {
			$(row).find(".campus-attempt-fault").text(__("Not saved. See the message."));
		}
	}
	frappe.show_alert({ message: __("{0} talks saved.", [saved]), indicator: "green" });
	list.refresh();
	if (saved === lines.length) dialog.hide();
}
