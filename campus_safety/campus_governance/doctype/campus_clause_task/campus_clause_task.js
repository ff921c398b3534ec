frappe.ui.form.on("Campus Clause Task", {
	setup(frm) {
		frm.set_query("responsible_unit", () => ({
			filters: { unit_type: ["in", ["Department", "College"]], disabled: 0 },
		}));
	},

	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		const gives = frappe.model.can_create(frm.doctype);
		if (frm.doc.status === "Open") {
			frm.add_custom_button(__("Report as Done"), () => report_done(frm)).addClass("btn-primary");
			if (gives) frm.add_custom_button(__("Withdraw the Task"), () => with_reason(frm, "withdraw"));
		} else if (gives && frm.doc.status !== "Withdrawn") {
			frm.add_custom_button(__("Return to the Unit"), () => with_reason(frm, "give_back"));
		}
	},
});

async function report_done(frm) {
	if (frm.is_dirty()) await frm.save();
	if (!frm.doc.result) {
		frm.scroll_to_field("result");
		frappe.throw(__("Write under Result what was done, then report it."));
	}
	await campus_safety.post("clause_tasks.report_done", { task: frm.doc.name });
	await frm.reload_doc();
}

function with_reason(frm, step) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason", null, "Campus Clause Task"),
			reqd: 1,
		},
		async ({ reason }) => {
			await campus_safety.post(`clause_tasks.${step}`, { task: frm.doc.name, reason });
			await frm.reload_doc();
		}
	);
}
