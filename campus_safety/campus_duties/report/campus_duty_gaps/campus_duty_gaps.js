frappe.query_reports["Campus Duty Gaps"] = {
	filters: [
		{ fieldname: "only_overdue", label: __("Only Overdue"), fieldtype: "Check", default: 0 },
		{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
		{ fieldname: "from_date", label: __("Due From"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Due Until"), fieldtype: "Date" },
		{
			fieldname: "college",
			label: __("College"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "College" } }),
		},
		{ fieldname: "unit", label: __("Class or Unit"), fieldtype: "Link", options: "Campus Unit" },
		{
			fieldname: "responsible_user",
			label: __("Who Is Responsible"),
			fieldtype: "Link",
			options: "User",
		},
		{ fieldname: "clause", label: __("Clause"), fieldtype: "Link", options: "Campus Notice Clause" },
		{ fieldname: "rule", label: __("Rule"), fieldtype: "Link", options: "Campus Duty Rule" },
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		return ["state", "days_over"].includes(column.fieldname) && data?.overdue
			? `<span class="text-danger">${shown}</span>`
			: shown;
	},
};
