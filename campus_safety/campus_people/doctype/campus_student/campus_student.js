frappe.ui.form.on("Campus Student", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { unit_type: "Class", disabled: 0 } }));
		frm.set_query("user", () => ({ filters: { ignore_user_type: 1, user_type: "Website User" } }));
		frm.set_query("dormitory", () => ({ filters: { dormitory_type: "Room", disabled: 0 } }));
	},

	refresh(frm) {
		show_actions(frm);
		if (!frm.is_new() && frm.doc.id_no && campus_safety.declared.may.see_id_no) {
			frm.add_custom_button(__("Show ID Number"), () => show_id_no(frm));
		}
	},

	residence_type(frm) {
		if (frm.doc.residence_type !== "Dormitory" && (frm.doc.dormitory || frm.doc.bed_no)) {
			frm.set_value({ dormitory: null, bed_no: null });
			frappe.show_alert(__("Room and bed were cleared."));
		}
	},
});

// What is done about a student stands above everything that is known of them.
function show_actions(frm) {
	frm.layout.wrapper.children(".campus-student-actions").remove();
	if (!frm.is_new()) campus_safety.actions_of(frm.doc.name).prependTo(frm.layout.wrapper);
}

function show_id_no(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason", null, "Campus Student"),
			reqd: 1,
			description: __("Kept in the access log with your name and the time."),
		},
		async ({ reason }) => {
			const number = await campus_safety.post("students.reveal_id_no", {
				student: frm.doc.name,
				reason,
			});
			if (!number) return;
			frappe.msgprint({
				title: __("ID Number"),
				message: `<code>${campus_safety.escape(number)}</code>`,
			});
		},
		__("Show ID Number"),
		__("Show")
	);
}
