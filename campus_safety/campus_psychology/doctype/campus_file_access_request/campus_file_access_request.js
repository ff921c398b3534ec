frappe.ui.form.on("Campus File Access Request", {
	refresh(frm) {
		const decides =
			frappe.user.has_role(frm.doc.approver_role) && frm.doc.recorded_by !== frappe.session.user;
		if (frm.is_new() || frm.doc.status !== "Requested" || !decides) return;
		frm.add_custom_button(__("Approve Reading"), () => act(frm, "approve_reading")).addClass(
			"btn-primary"
		);
		frm.add_custom_button(__("Refuse"), () =>
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Why Refused"), reqd: 1 },
				({ reason }) => act(frm, "refuse_reading", { reason })
			)
		);
	},
});

const act = (frm, method, more) =>
	campus_safety
		.post(`psychology.${method}`, { request: frm.docname, ...more })
		.then(() => frm.reload_doc());
