frappe.query_reports["Campus Network Coverage"] = campus_safety.ledger_report({
	filters: [],

	look(shown, value, { fieldname }, data) {
		const short =
			fieldname === "counsellors"
				? data && data.counsellors < data.counsellors_needed
				: fieldname?.endsWith("_rate") && fieldname !== "training_rate" && data && value < 100;
		return short ? campus_safety.in_red(shown) : shown;
	},
});
