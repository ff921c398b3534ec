// 推送公安: minimum fields, four approvals, a numbered and watermarked export.

const { declared, print_push } = campus_safety;
const APPROVALS = [
	"Approve for the College",
	"Approve for the Centre",
	"Approve for Security",
	"Approve the Push",
];

frappe.ui.form.on("Campus Police Push", {
	setup(frm) {
		frm.set_query("for_college", () => ({ filters: { unit_type: "College", disabled: 0 } }));
	},

	refresh(frm) {
		frm.set_intro("");
		if (frm.doc.status === "Drafted")
			frm.set_intro(
				__(
					"Name, number, class, area, contact and category are sent, nothing else. Counselling, scores, diagnosis, poverty and family stand nowhere in it."
				),
				"orange"
			);
		if (frm.is_new() || frm.doc.nil_return || !declared.may.export_push) return;
		if (!["Approved", "Sent"].includes(frm.doc.status)) return;
		frm.add_custom_button(__("Print for the Police"), () => print_push(frm));
	},

	before_workflow_action(frm) {
		if (APPROVALS.includes(frm.selected_workflow_action) && frm.doc.rows?.length)
			return campus_safety.read_before_step(frm);
	},
});
