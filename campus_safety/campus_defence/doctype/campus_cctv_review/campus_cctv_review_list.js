frappe.listview_settings["Campus CCTV Review"] = {
	onload: (list) => campus_safety.offer_ledger(list),
};
