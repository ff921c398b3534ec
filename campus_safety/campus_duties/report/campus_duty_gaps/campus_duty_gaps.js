frappe.query_reports["Campus Duty Gaps"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "only_overdue", label: __("Only Overdue"), fieldtype: "Check", default: 0 },
		{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
		{ fieldname: "from_date", label: __("Due From"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Due Until"), fieldtype: "Date" },
		campus_safety.college_filter(),
		{ fieldname: "unit", label: __("Class or Unit"), fieldtype: "Link", options: "Campus Unit" },
		{
			fieldname: "responsible_user",
			label: __("Who Is Responsible"),
			fieldtype: "Link",
			options: "User",
		},
		{ fieldname: "clause", label: __("Clause"), fieldtype: "Link", options: "Campus Notice Clause" },
		{ fieldname: "rule", label: __("Rule"), fieldtype: "Link", options: "Campus Duty Rule" },
	],

	look: (shown, value, { fieldname }, data) =>
		["state", "days_over"].includes(fieldname) && data?.overdue ? campus_safety.in_red(shown) : shown,
});
