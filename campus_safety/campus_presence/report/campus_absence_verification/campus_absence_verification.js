frappe.query_reports["Campus Absence Verification"] = campus_safety.ledger_report({
	filters: [
		{
			fieldname: "from_date",
			label: __("From Date"),
			fieldtype: "Date",
			default: frappe.datetime.add_months(frappe.datetime.get_today(), -1),
		},
		{ fieldname: "to_date", label: __("To Date", null, "Report"), fieldtype: "Date" },
		{
			fieldname: "group_by",
			label: __("Group By", null, "Report"),
			fieldtype: "Select",
			options: ["", "Case", "Class", "College", "Source"].map((value) => ({
				value,
				label: value ? __(value, null, "Report") : __("All Together"),
			})),
		},
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
		fieldname === "lost_contact" && value ? campus_safety.in_red(shown) : shown,
});
