frappe.listview_settings["Campus Emergency Drill"] = {
	add_fields: ["status", "drill_type"],
	onload: (list) => campus_safety.offer_ledger(list),
};
