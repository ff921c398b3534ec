frappe.listview_settings["Campus Stay Registration"] = {
	onload: (list) => campus_safety.offer_ledger(list),
};
