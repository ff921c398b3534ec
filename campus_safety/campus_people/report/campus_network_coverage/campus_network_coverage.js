frappe.query_reports["Campus Network Coverage"] = {
	filters: [],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname?.endsWith("_rate") && (value ?? "") === "") return "—";
		const shown = default_formatter(value, row, column, data);
		const short =
			column.fieldname === "counsellors"
				? data && data.counsellors < data.counsellors_needed
				: column.fieldname?.endsWith("_rate") &&
					column.fieldname !== "training_rate" &&
					data &&
					value !== null &&
					value < 100;
		return short ? `<span class="text-danger">${shown}</span>` : shown;
	},
};
