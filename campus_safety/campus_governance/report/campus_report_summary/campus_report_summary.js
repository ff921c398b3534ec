frappe.query_reports["Campus Report Summary"] = campus_safety.ledger_report({
	filters: [
		{
			fieldname: "round",
			label: __("Report Round"),
			fieldtype: "Link",
			options: "Campus Report Round",
		},
	],
});
