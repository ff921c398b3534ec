frappe.query_reports["Campus Late Entries"] = campus_safety.ledger_report({
	filters: [
		{ fieldname: "from_date", label: __("Written From"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Written Until"), fieldtype: "Date" },
		campus_safety.college_filter(),
		{ fieldname: "unit", label: __("Class or Unit"), fieldtype: "Link", options: "Campus Unit" },
		{ fieldname: "recorded_by", label: __("Recorded By"), fieldtype: "Link", options: "User" },
	],
});
