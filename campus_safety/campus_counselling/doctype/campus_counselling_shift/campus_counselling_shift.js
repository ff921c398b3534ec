frappe.ui.form.on("Campus Counselling Shift", {
	refresh(frm) {
		const { status, counsellor } = frm.doc;
		if (frm.is_new()) {
			if (!counsellor && campus_safety.declared.may.work_at_centre)
				frm.set_value("counsellor", frappe.session.user);
			return;
		}
		const head = campus_safety.declared.may.lead_centre;
		if (counsellor !== frappe.session.user && !head) return frm.disable_form();
		if (status === "Planned") primary(frm, __("I Am Here: Open"), "counselling.begin_shift");
		if (status === "Open") primary(frm, __("I Close Now"), "counselling.finish_shift");
		if (["Planned", "Open"].includes(status))
			frm.add_custom_button(__("Cancel this Shift"), () => cancel(frm));
		if (head) frm.add_custom_button(__("Enter the Real Hours"), () => correct(frm));
	},
});

function primary(frm, label, method) {
	frm.add_custom_button(label, () => act(frm, method)).addClass("btn-primary");
}

async function act(frm, method, values = {}) {
	if (frm.is_dirty()) await frm.save();
	await campus_safety.post(method, { shift: frm.doc.name, ...values });
	await frm.reload_doc();
}

function cancel(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Data",
			label: __("Reason", null, "Campus Counselling Shift"),
			description: __("Whoever has booked is told, and offered another time. No health data here."),
			reqd: 1,
		},
		({ reason }) => act(frm, "counselling.cancel_shift", { reason }),
		__("Cancel this Shift")
	);
}

function correct(frm) {
	const at = (time) => `${frm.doc.date} ${time}`;
	frappe.prompt(
		[
			{
				fieldname: "actual_from",
				fieldtype: "Datetime",
				label: __("Really Open From"),
				default: frm.doc.actual_from || at(frm.doc.from_time),
				reqd: 1,
			},
			{
				fieldname: "actual_to",
				fieldtype: "Datetime",
				label: __("Really Open Until"),
				default: frm.doc.actual_to || at(frm.doc.to_time),
				reqd: 1,
			},
			{ fieldname: "reason", fieldtype: "Data", label: __("Why It Is Entered Afterwards"), reqd: 1 },
		],
		(values) => act(frm, "counselling.correct_shift", values),
		__("Enter the Real Hours")
	);
}
