frappe.query_reports["Campus Education Hours"] = campus_safety.ledger_report({
	filters: [
		{
			fieldname: "college",
			label: __("College"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "College" } }),
		},
		{
			fieldname: "group_by",
			label: __("Group By", null, "Report"),
			fieldtype: "Select",
			options: ["Class", "College"].map((value) => ({ value, label: __(value) })),
			default: "Class",
		},
	],
});
