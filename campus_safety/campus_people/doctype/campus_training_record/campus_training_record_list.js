frappe.listview_settings["Campus Training Record"] = {
	add_fields: ["status", "late_entry"],
	hide_name_column: true,
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		return doc.late_entry
			? [__("Late Entry", null, "Campus Training Record"), "orange", "late_entry,=,1"]
			: [__("Recorded"), "green", "status,=,Recorded"];
	},
};
