frappe.query_reports["Campus Duty Burden"] = campus_safety.ledger_report({
	filters: [{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" }],
});
