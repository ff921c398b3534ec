frappe.treeview_settings["Campus Dormitory"] = {
	...campus_safety.tree_root,
	breadcrumb: "Campus People",
	title: __("Campus Dormitories"),
	fields: [
		{
			fieldtype: "Data",
			fieldname: "dormitory_name",
			label: __("Dormitory Name"),
			reqd: true,
			description: __(
				"Campus, building, floor or room number as it is called there, e.g. 3号楼 or 305."
			),
		},
		{
			fieldtype: "Select",
			fieldname: "dormitory_type",
			label: __("Dormitory Type"),
			options: ["Campus", "Building", "Floor", "Room"].map((value) => ({
				value,
				label: __(value, null, "Campus Dormitory"),
			})),
			get default() {
				return campus_safety.tree_root.likely_type("Campus Dormitory", "Building", "Room");
			},
			reqd: true,
		},
		{
			fieldtype: "Int",
			fieldname: "beds",
			label: __("Beds"),
			depends_on: "eval:doc.dormitory_type=='Room'",
		},
		{
			fieldtype: "Select",
			fieldname: "gender",
			label: __("Gender"),
			options: ["", "Male", "Female", "Mixed"].map((value) => ({
				value,
				label: __(value, null, "Campus Dormitory"),
			})),
		},
	],
	get_label(node) {
		return campus_safety.escape(node.data.title || __(node.data.value || node.label));
	},
};
