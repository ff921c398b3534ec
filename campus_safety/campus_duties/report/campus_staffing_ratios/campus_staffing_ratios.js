frappe.query_reports["Campus Staffing Ratios"] = campus_safety.ledger_report({
	filters: [
		campus_safety.college_filter(),
		{ fieldname: "only_missing", label: __("Only What Is Missing"), fieldtype: "Check", default: 0 },
	],

	look: (shown, value, { fieldname }, data) =>
		data?.missing && ["missing", "verdict"].includes(fieldname) ? campus_safety.in_red(shown) : shown,
});
