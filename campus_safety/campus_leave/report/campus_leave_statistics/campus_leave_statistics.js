frappe.query_reports["Campus Leave Statistics"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date", null, "Report"), fieldtype: "Date" },
		campus_safety.college_filter(),
	],

	look: (shown, value, { fieldname }) =>
		["overdue", "unapproved"].includes(fieldname) && value ? campus_safety.in_red(shown) : shown,
});
