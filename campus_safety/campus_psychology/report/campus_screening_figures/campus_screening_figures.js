frappe.query_reports["Campus Screening Figures"] = campus_safety.figures_report([
	{
		fieldname: "campaign",
		label: __("Campaign", null, "Campus Screening Result"),
		fieldtype: "Link",
		options: "Campus Screening Campaign",
	},
	{
		fieldname: "by",
		label: __("By", null, "Report"),
		fieldtype: "Select",
		options: [
			{ value: "College", label: __("College") },
			{ value: "Class", label: __("Class") },
		],
		default: "College",
	},
]);
