frappe.listview_settings["Campus Cultural Recommendation"] = {
	add_fields: ["status"],
	hide_name_column: true,
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator: (doc) => [
		__(doc.status, null, "Campus Cultural Recommendation"),
		doc.status === "Recommended" ? "green" : "gray",
		`status,=,${doc.status}`,
	],
};
