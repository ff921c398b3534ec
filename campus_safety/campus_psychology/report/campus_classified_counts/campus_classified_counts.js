frappe.query_reports["Campus Classified Counts"] = campus_safety.figures_report([
	{
		fieldname: "by",
		label: __("By", null, "Report"),
		fieldtype: "Select",
		options: [
			{ value: "College", label: __("College") },
			{ value: "Grade", label: __("Grade", null, "Campus Unit") },
		],
		default: "College",
	},
]);
