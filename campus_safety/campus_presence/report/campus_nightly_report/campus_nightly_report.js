frappe.query_reports["Campus Nightly Report"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "roll_date", label: __("Roll Date"), fieldtype: "Date" },
		{
			fieldname: "group_by",
			label: __("Group By", null, "Report"),
			fieldtype: "Select",
			options: ["", "Building", "College", "Class"].map((value) => ({
				value,
				label: value ? __(value, null, "Report") : __("All Together"),
			})),
		},
		campus_safety.college_filter(),
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

	look(shown, value, { fieldname }, data) {
		if (fieldname === "state" && data) {
			const look = {
				"Not Reported": "red",
				"Partly Reported": "orange",
				"Zero Report": "green",
				Reported: "blue",
			};
			const color = look[data.state_code];
			return color ? `<span class="indicator-pill no-indicator-dot ${color}">${shown}</span>` : shown;
		}
		if (fieldname === "missing" && value) return campus_safety.in_red(shown);
		return fieldname === "student" && value ? `<strong>${shown}</strong>` : shown;
	},
});
