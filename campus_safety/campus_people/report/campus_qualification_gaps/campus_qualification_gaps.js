frappe.query_reports["Campus Qualification Gaps"] = {
	filters: [
		{
			fieldname: "kind",
			label: __("Kind"),
			fieldtype: "Select",
			options: ["", "Guard", "Psych Teacher", "Counsellor"].map((value) => ({
				value,
				label: value && __(value, null, "Campus Staff Qualification"),
			})),
		},
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},
};
