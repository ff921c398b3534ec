frappe.ui.form.on("Campus Unit", {
	setup(frm) {
		frm.set_query("parent_campus_unit", () => ({
			filters: { is_group: 1, name: ["!=", frm.doc.name || ""] },
		}));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Students", null, "Campus Unit"), () => {
			const field = frm.doc.unit_type === "College" ? "college" : "unit";
			frappe.set_route("List", "Campus Student", { [field]: frm.doc.name });
		});
		frm.add_custom_button(__("Assignments", null, "Campus Unit"), () =>
			frappe.set_route("List", "Campus Network Assignment", { unit: frm.doc.name })
		);
	},
});
