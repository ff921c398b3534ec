frappe.ui.form.on("Campus Data Incident", {
	refresh(frm) {
		if (frm.is_new() || frm.is_dirty() || frm.doc.status !== "Open" || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Close Incident"), () =>
			campus_safety
				.post("psychology.close_incident", { incident: frm.docname })
				.then(() => frm.reload_doc())
		);
	},
});
