frappe.listview_settings["Campus Incident Review"] = {
	add_fields: ["status", "due"],
	onload: (list) => campus_safety.offer_ledger(list),
};
