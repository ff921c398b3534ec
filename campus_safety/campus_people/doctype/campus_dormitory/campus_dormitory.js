frappe.ui.form.on("Campus Dormitory", {
	setup(frm) {
		frm.set_query("parent_campus_dormitory", () => ({
			filters: { is_group: 1, name: ["!=", frm.doc.name || ""] },
		}));
	},

	refresh(frm) {
		if (frm.is_new() || !["Building", "Room"].includes(frm.doc.dormitory_type)) return;
		frm.add_custom_button(__("Students", null, "Campus Dormitory"), () => {
			const field = frm.doc.dormitory_type === "Building" ? "dormitory_building" : "dormitory";
			frappe.set_route("List", "Campus Student", { [field]: frm.doc.name });
		});
	},
});
