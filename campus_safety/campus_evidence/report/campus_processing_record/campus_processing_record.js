frappe.query_reports["Campus Processing Record"] = campus_safety.ledger_report({
	filters: [
		{
			fieldname: "level",
			label: __("Confidentiality"),
			fieldtype: "Select",
			options: ["", "L1", "L2", "L3", "L4"],
		},
	],
});
