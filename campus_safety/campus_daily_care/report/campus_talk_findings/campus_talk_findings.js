frappe.query_reports["Campus Talk Findings"] = {
	filters: [
		{
			fieldname: "group_by",
			label: __("Group By"),
			fieldtype: "Select",
			options: ["Class", "College"].map((value) => ({ value, label: __(value) })),
			default: "Class",
		},
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

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		if (["Int", "Percent"].includes(column.fieldtype) && (value ?? "") === "") return "—";
		return default_formatter(value, row, column, data);
	},
};
