frappe.query_reports["Campus Qualification Gaps"] = campus_safety.ledger_report({
	filters: [
		{
			fieldname: "kind",
			label: __("Kind"),
			fieldtype: "Select",
			options: ["", "Guard", "Psych Teacher", "Counsellor"].map((value) => ({
				value,
				label: value ? __(value, null, "Campus Staff Qualification") : __("All Together"),
			})),
		},
	],
});
