frappe.query_reports["Campus Absence Verification"] = {
	filters: [
		{
			fieldname: "from_date",
			label: __("From Date"),
			fieldtype: "Date",
			default: frappe.datetime.add_months(frappe.datetime.get_today(), -1),
		},
		{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
		{
			fieldname: "group_by",
			label: __("Group By"),
			fieldtype: "Select",
			options: ["", "Case", "Class", "College", "Source"].map((value) => ({
				value,
				label: value && __(value),
			})),
		},
		{
			fieldname: "college",
			label: __("College"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "College" } }),
		},
		{
			fieldname: "unit",
			label: __("Class"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "Class" } }),
		},
		{
			fieldname: "dormitory",
			label: __("Building"),
			fieldtype: "Link",
			options: "Campus Dormitory",
			get_query: () => ({ filters: { dormitory_type: "Building" } }),
		},
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		if (value === null && ["Float", "Percent"].includes(column.fieldtype)) return "—"; // nothing to average is no zero
		const shown = default_formatter(value, row, column, data);
		return column.fieldname === "lost_contact" && value
			? `<span class="text-danger">${shown}</span>`
			: shown;
	},
};
