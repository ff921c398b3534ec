frappe.query_reports["Campus Cover Sheet"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "from_date", label: __("From Date", null, "Report"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date", null, "Report"), fieldtype: "Date" },
	],
});
