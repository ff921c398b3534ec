const campus_student_colours = {
	Enrolled: "green",
	Internship: "blue",
	Suspended: "orange",
	Withdrawn: "gray",
	Graduated: "gray",
};

frappe.listview_settings["Campus Student"] = {
	add_fields: ["status", "is_minor"],
	hide_name_column: true,
	hide_name_filter: true,
	get_indicator(doc) {
		return [
			__(doc.status, null, doc.doctype),
			campus_student_colours[doc.status] || "gray",
			`status,=,${doc.status}`,
		];
	},
};
