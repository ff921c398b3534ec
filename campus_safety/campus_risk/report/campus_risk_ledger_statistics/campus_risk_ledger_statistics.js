frappe.query_reports["Campus Risk Ledger Statistics"] = {
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
		if (["Int", "Percent"].includes(column.fieldtype) && (value ?? "") === "") return "—";
		return default_formatter(value, row, column, data);
	},
};
