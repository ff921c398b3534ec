frappe.ui.form.on("Campus Impact Assessment", {
	refresh(frm) {
		const decides =
			campus_safety.declared.may.approve_assessment && frm.doc.recorded_by !== frappe.session.user;
		if (!frm.is_new() && frm.doc.status !== "Draft") frm.disable_form();
		if (frm.is_new() || frm.doc.status !== "Draft" || !decides) return;
		frm.add_custom_button(__("Approve", null, "Campus Impact Assessment"), async () => {
			if (frm.is_dirty()) await frm.save();
			await campus_safety.post("privacy.approve", { assessment: frm.doc.name });
			await frm.reload_doc();
		}).addClass("btn-primary");
	},
});
