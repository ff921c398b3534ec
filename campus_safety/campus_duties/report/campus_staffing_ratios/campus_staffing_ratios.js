frappe.query_reports["Campus Staffing Ratios"] = {
	filters: [
		{
			fieldname: "college",
			label: __("College"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "College" } }),
		},
		{ fieldname: "only_missing", label: __("Only What Is Missing"), fieldtype: "Check", default: 0 },
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname === "unit" && !value) return __("Whole School");
		if (["holders", "unknown", "filled_rate", "ratio"].includes(column.fieldname) && (value ?? "") === "")
			return "";
		const shown = default_formatter(value, row, column, data);
		return data?.missing && ["missing", "verdict"].includes(column.fieldname)
			? `<span class="text-danger">${shown}</span>`
			: shown;
	},
};
