frappe.listview_settings["Campus Safety Education"] = {
	add_fields: ["status", "late_entry"],
	hide_name_column: true,
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		return doc.late_entry
			? [__("Late Entry", null, "Campus Safety Education"), "orange", "late_entry,=,1"]
			: [__("Recorded"), "green", "status,=,Recorded"];
	},
};
