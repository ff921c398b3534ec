frappe.query_reports["Campus Training Rates"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
		campus_safety.college_filter(),
	],
});
