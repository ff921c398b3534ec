frappe.query_reports["Campus Late Entries"] = {
	filters: [
		{ fieldname: "from_date", label: __("Written From"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Written Until"), fieldtype: "Date" },
		{
			fieldname: "college",
			label: __("College"),
			fieldtype: "Link",
			options: "Campus Unit",
			get_query: () => ({ filters: { unit_type: "College" } }),
		},
		{ fieldname: "unit", label: __("Class or Unit"), fieldtype: "Link", options: "Campus Unit" },
		{ fieldname: "recorded_by", label: __("Recorded By"), fieldtype: "Link", options: "User" },
	],

	onload(report) {
		campus_safety.offer_report_ledger(report);
	},
};
