frappe.listview_settings["Campus Off Campus Residence"] = {
	add_fields: ["late_entry"],
	hide_name_column: true,

	onload: (list) => campus_safety.offer_ledger(list),
};
