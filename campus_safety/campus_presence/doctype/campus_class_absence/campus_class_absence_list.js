frappe.listview_settings["Campus Class Absence"] = {
	onload: (list) => campus_safety.offer_ledger(list),
};
