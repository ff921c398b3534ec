frappe.query_reports["Campus Incident Figures"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date", null, "Report"), fieldtype: "Date" },
		{
			fieldname: "group_by",
			label: __("Group By", null, "Report"),
			fieldtype: "Select",
			options: ["Type", "Grade"].map((value) => ({
				value,
				label: __(value, null, "Campus Incident Figures"),
			})),
			default: "Type",
		},
	],
});
