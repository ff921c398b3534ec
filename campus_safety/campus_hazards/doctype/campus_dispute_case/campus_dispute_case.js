// 矛盾纠纷: two sides, a mediator of neither; what a step needs is said before it.

frappe.ui.form.on("Campus Dispute Case", {
	setup(frm) {
		frm.set_query("person", "parties", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},

	refresh(frm) {
		frm.set_intro("");
		if (frm.is_new())
			frm.set_intro(
				__("Danger now: call first. Then write down who stands on which side and what they want.")
			);
	},
});
