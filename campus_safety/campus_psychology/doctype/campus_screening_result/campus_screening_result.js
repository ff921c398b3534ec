frappe.ui.form.on("Campus Screening Result", {
	refresh(frm) {
		if (!["Untested", "Declined"].includes(frm.doc.status)) return;
		frm.add_custom_button(__("Excuse from Screening"), () =>
			frappe.prompt(
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Why Excused"),
					description: __("Suspended, abroad, in hospital. Encrypted."),
					reqd: 1,
				},
				({ reason }) =>
					campus_safety
						.post("psychology.excuse", { result: frm.docname, reason })
						.then(() => frm.reload_doc())
			)
		);
	},
});
