frappe.query_reports["Campus Centre Hours"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "from_date", label: __("From", null, "Report"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Until", null, "Report"), fieldtype: "Date" },
	],

	look: (shown, value, { fieldname }, data) =>
		fieldname === "state_name" && ["Short", "No Shifts"].includes(data?.state)
			? campus_safety.in_red(shown)
			: shown,
});
