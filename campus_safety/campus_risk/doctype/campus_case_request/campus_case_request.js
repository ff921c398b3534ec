frappe.ui.form.on("Campus Case Request", {
	refresh(frm) {
		const mine = frm.doc.recorded_by === frappe.session.user;
		if (frm.is_new() || mine || frm.doc.status !== "Requested") return;
		frm.add_custom_button(__("Open the Handover"), () => decide(frm, "grant_case_request")).addClass(
			"btn-primary"
		);
		frm.add_custom_button(__("Refuse"), () =>
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Why Refused"), reqd: 1 },
				({ reason }) => decide(frm, "refuse_case_request", { reason })
			)
		);
	},
});

const decide = (frm, method, more) =>
	campus_safety.post(`risk.${method}`, { request: frm.docname, ...more }).then(() => frm.reload_doc());
