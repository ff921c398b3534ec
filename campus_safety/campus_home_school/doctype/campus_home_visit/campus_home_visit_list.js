frappe.listview_settings["Campus Home Visit"] = {
	add_fields: ["late_entry", "counts_as"],
	onload: (list) => campus_safety.offer_ledger(list),
};
