frappe.query_reports["Campus Risk Ledger Statistics"] = campus_safety.figures_report([
	{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
]);
