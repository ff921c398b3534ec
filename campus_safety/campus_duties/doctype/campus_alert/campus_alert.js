frappe.ui.form.on("Campus Alert", {
	refresh(frm) {
		frm.disable_save();
		campus_safety.show_own_alert(frm);
		if (!frm.doc.__onload?.opens) return;
		frm.add_custom_button(__("Open the Record"), () =>
			frappe.set_route("Form", frm.doc.reference_doctype, frm.doc.reference_name)
		);
	},
});
