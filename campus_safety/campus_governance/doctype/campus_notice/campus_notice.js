frappe.ui.form.on("Campus Notice", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Read the Text"), () =>
			frappe.confirm(__("The clauses below are replaced by those of the text. Go on?"), async () => {
				await campus_safety.post("work_reports.read_notice", { notice: frm.docname });
				frm.reload_doc();
			})
		);
	},
});
