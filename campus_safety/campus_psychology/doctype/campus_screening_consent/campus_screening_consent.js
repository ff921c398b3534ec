frappe.ui.form.on("Campus Screening Consent", {
	refresh(frm) {
		if (frm.doc.status !== "Given" || frm.doc.guardian_agreed_at) return;
		frm.add_custom_button(__("A Parent Has Agreed"), () => {
			frappe.prompt(
				{
					fieldname: "guardian",
					fieldtype: "Data",
					label: __("Guardian", null, "Campus Screening Consent"),
					description: __("Who agreed, and how: on paper, by telephone."),
					reqd: 1,
				},
				({ guardian }) =>
					campus_safety
						.post("psychology.record_guardian", { consent: frm.docname, guardian })
						.then(() => frm.reload_doc()),
				__("A Parent Has Agreed")
			);
		});
	},
});
