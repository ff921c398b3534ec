frappe.query_reports["Campus Safety Overview"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date", null, "Report"), fieldtype: "Date" },
	],

	look: (shown, value, { fieldname }) =>
		fieldname === "late" && value ? campus_safety.in_red(shown) : shown,
});
