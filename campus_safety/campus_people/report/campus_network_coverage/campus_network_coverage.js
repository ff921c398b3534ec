frappe.query_reports["Campus Network Coverage"] = {
	filters: [],
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		const short =
			column.fieldname === "counsellors"
				? data && data.counsellors < data.counsellors_needed
				: ["counsellor_rate", "adviser_rate"].includes(column.fieldname) &&
					data &&
					value !== null &&
					value < 100;
		return short ? `<span class="text-danger">${shown}</span>` : shown;
	},
};
