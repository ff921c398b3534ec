frappe.query_reports["Campus Care by Category"] = campus_safety.figures_report([
	{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
]);
