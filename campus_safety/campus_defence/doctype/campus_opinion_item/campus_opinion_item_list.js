frappe.listview_settings["Campus Opinion Item"] = {
	add_fields: ["status", "grade"],
	hide_name_column: true,
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		const color = doc.status === "Closed" ? "gray" : doc.grade === "Serious" ? "red" : "orange";
		return [__(doc.status, null, "Campus Opinion Item"), color, `status,=,${doc.status}`];
	},
};
