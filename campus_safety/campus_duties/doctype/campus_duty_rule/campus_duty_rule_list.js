// A post is shown by its own name, an office by its role's.
const campus_responsible = (name) =>
	name in campus_safety.declared.network.posts || ["Responsible Person", "Lead in Charge"].includes(name)
		? __(name)
		: __(`Campus ${name}`);

frappe.listview_settings["Campus Duty Rule"] = {
	hide_name_column: true,
	formatters: { responsible_position: (name) => campus_safety.escape(campus_responsible(name || "")) },
};
