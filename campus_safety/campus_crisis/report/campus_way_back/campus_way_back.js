frappe.query_reports["Campus Way Back"] = campus_safety.figures_report([
	{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
]);
