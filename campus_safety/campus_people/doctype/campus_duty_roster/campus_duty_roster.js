frappe.ui.form.on("Campus Duty Roster", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { unit_type: "College" } }));
		frm.set_query("dormitory", () => ({ filters: { dormitory_type: "Building" } }));
	},
});
