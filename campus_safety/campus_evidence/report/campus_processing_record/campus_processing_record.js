frappe.query_reports["Campus Processing Record"] = {
	filters: [
		{
			fieldname: "level",
			label: __("Confidentiality"),
			fieldtype: "Select",
			options: ["", "L1", "L2", "L3", "L4"],
		},
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},
};
