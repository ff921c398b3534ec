frappe.query_reports["Campus Training Rates"] = {
	filters: [
		{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
		{
			fieldname: "college",
			label: __("College"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "College" } }),
		},
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname === "college" && !value) return __("Without College");
		return default_formatter(value, row, column, data);
	},
};
