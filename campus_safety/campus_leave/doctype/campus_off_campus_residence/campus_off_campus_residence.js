frappe.ui.form.on("Campus Off Campus Residence", {
	setup(frm) {
		frm.set_query("visitor", "visits", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.status === "Counsellor Review") {
			frm.set_intro(
				__(
					"Phone the parent with the number of the student's record, tick what you have checked, save, then pass it to the college."
				),
				"blue"
			);
		}
		if (frm.doc.status === "Active") {
			frm.add_custom_button(__("Enter a Visit"), () => {
				frm.add_child("visits", {
					visit_date: frappe.datetime.get_today(),
					visitor: frappe.session.user,
					result: "In Order",
				});
				frm.refresh_field("visits");
				frm.scroll_to_field("visits");
			});
		}
	},
});
