frappe.treeview_settings["Campus Unit"] = {
	...campus_safety.tree_root,
	breadcrumb: "Campus People",
	title: __("Campus Units"),
	fields: [
		{
			fieldtype: "Data",
			fieldname: "unit_name",
			label: __("Unit Name"),
			reqd: true,
			description: __(
				"The name people use, for a class exactly as it stands on student lists, e.g. 软件技术2401班."
			),
		},
		{
			fieldtype: "Select",
			fieldname: "unit_type",
			label: __("Unit Type"),
			options: ["School", "College", "Department", "Class"].map((value) => ({
				value,
				label: __(value, null, "Campus Unit"),
			})),
			get default() {
				return campus_safety.tree_root.likely_type("Campus Unit", "School", "Class");
			},
			reqd: true,
		},
		{ fieldtype: "Data", fieldname: "code", label: __("Code") },
		{
			fieldtype: "Data",
			fieldname: "grade",
			label: __("Grade", null, "Campus Unit"),
			depends_on: "eval:doc.unit_type=='Class'",
		},
	],
	get_label(node) {
		const { escape } = campus_safety;
		const { title, value } = node.data;
		if (!title || title === value) return escape(title || __(value || node.label));
		return `${escape(title)} <span class="text-muted">${escape(value)}</span>`;
	},
};
