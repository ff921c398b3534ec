frappe.query_reports["Campus Nightly Report"] = {
	filters: [
		{ fieldname: "roll_date", label: __("Roll Date"), fieldtype: "Date" },
		{
			fieldname: "group_by",
			label: __("Group By"),
			fieldtype: "Select",
			options: ["", "Building", "College", "Class"].map((value) => ({
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
		{ fieldname: "without_names", label: __("Figures Only"), fieldtype: "Check" },
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname === "state" && data) {
			const look = {
				"Not Reported": "red",
				"Partly Reported": "orange",
				"Zero Report": "green",
				Reported: "blue",
			};
			const color = look[data.state_code];
			return color ? `<span class="indicator-pill no-indicator-dot ${color}">${shown}</span>` : shown;
		}
		if (column.fieldname === "missing" && value) return `<span class="text-danger">${shown}</span>`;
		return column.fieldname === "student" && value ? `<strong>${shown}</strong>` : shown;
	},
};
