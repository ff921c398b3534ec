frappe.listview_settings["Campus Dispute Case"] = {
	add_fields: ["status", "deadline"],
	onload: (list) => campus_safety.offer_ledger(list),
};
