frappe.listview_settings["Campus Home Visit"] = {
	add_fields: ["late_entry", "counts_as"],
	hide_name_column: true,

	onload: (list) => campus_safety.offer_ledger(list),
};
