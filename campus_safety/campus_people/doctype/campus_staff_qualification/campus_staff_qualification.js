frappe.ui.form.on("Campus Staff Qualification", {
	setup(frm) {
		frm.set_query("user", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},
});
