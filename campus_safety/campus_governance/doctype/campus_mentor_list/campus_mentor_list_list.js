frappe.listview_settings["Campus Mentor List"] = {
	onload: (list) => campus_safety.offer_ledger(list),
};
