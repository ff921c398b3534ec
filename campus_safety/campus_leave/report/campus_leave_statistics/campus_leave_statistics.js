frappe.query_reports["Campus Leave Statistics"] = {
	filters: [
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
		{
			fieldname: "college",
			label: __("College"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "College" } }),
		},
	],

	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname?.endsWith("_rate") && (value === null || value === undefined)) return "—";
		const shown = default_formatter(value, row, column, data);
		return ["overdue", "unapproved"].includes(column.fieldname) && value
			? `<span class="text-danger">${shown}</span>`
			: shown;
	},
};
