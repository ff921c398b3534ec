frappe.query_reports["Campus Night Trends"] = campus_safety.ledger_report({
	filters: [
		{
			fieldname: "step",
			label: __("Group By", null, "Report"),
			fieldtype: "Select",
			options: [
				{ value: "Night", label: __("Night by Night") },
				{ value: "Week", label: __("Week") },
				{ value: "Month", label: __("Month") },
			],
			default: "Week",
			reqd: 1,
		},
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date", null, "Report"), fieldtype: "Date" },
		campus_safety.college_filter(),
		{
			fieldname: "unit",
			label: __("Class"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "Class" } }),
		},
		{
			fieldname: "dormitory",
			label: __("Building"),
			fieldtype: "Link",
			options: "Campus Dormitory",
			get_query: () => ({ filters: { dormitory_type: "Building" } }),
		},
	],

	look: (shown, value, { fieldname }) =>
		fieldname === "missing" && value ? campus_safety.in_red(shown) : shown,
});
