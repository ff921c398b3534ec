frappe.listview_settings["Campus Access Log"] = {
	onload: (list) => campus_safety.offer_ledger(list),
};
