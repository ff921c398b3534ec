// 落实情况报告: figures stand there by themselves; the unit writes what was done, sends it, brings the paper.

frappe.ui.form.on("Campus Implementation Report", {
	refresh(frm) {
		const { status, name, paper_received_at } = frm.doc;
		const act = async (method, values = {}) => {
			await campus_safety.post(`work_reports.${method}`, { report: name, ...values });
			frm.reload_doc();
		};
		if (!frm.is_new() && frappe.perm.has_perm(frm.doctype, 0, "print", frm.doc))
			frm.page.add_menu_item(__("Download as Word File"), () =>
				campus_safety.download_file(
					"work_reports.export_paper",
					{ report: name },
					(given) => `${__("Campus Implementation Report")} ${given}`,
					{ meanwhile: __("Writing the paper …"), failed: __("Not written") }
				)
			);
		const may_write = frm.doc.__onload?.may_write;
		frm.set_df_property("clauses", "cannot_add_rows", true);
		frm.set_df_property("clauses", "cannot_delete_rows", true);
		frm.set_intro("");
		if (status === "Drafted" && frm.doc.given_back)
			frm.set_intro(__("Given back: {0}", [campus_safety.escape(frm.doc.given_back)]), "orange");
		if (status === "Drafted" && may_write) {
			frm.add_custom_button(__("Count Again"), () => act("refresh"));
			frm.add_custom_button(__("Approve and Send"), () =>
				frappe.confirm(__("Its figures and words stand still then. Send it?"), () => act("approve"))
			);
		}
		if (!frappe.model.can_create("Campus Report Round")) return;
		if (status !== "Frozen" && !paper_received_at)
			frm.add_custom_button(__("The Paper Is Here"), () =>
				frappe.prompt(
					[{ fieldname: "signed_by", fieldtype: "Data", label: __("Paper Signed By"), reqd: 1 }],
					({ signed_by }) => act("receive_paper", { signed_by }),
					__("The Paper Is Here")
				)
			);
		if (["Sent", "Complete"].includes(status))
			frm.add_custom_button(__("Give Back"), () =>
				frappe.prompt(
					[
						{
							fieldname: "reason",
							fieldtype: "Small Text",
							label: __("Why It Was Given Back"),
							reqd: 1,
						},
					],
					({ reason }) => act("give_back", { reason }),
					__("Give Back")
				)
			);
		if (status === "Complete")
			frm.add_custom_button(__("Freeze"), () =>
				frappe.confirm(__("Nothing in it changes any more then. Freeze it?"), () => act("freeze"))
			);
	},
});
