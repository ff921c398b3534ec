frappe.listview_settings["Campus Network Position"] = {
	add_fields: ["enabled", "covert"],
	hide_name_column: true,
	get_indicator(doc) {
		return doc.enabled
			? [__("Enabled", null, "Campus Network Position"), "green", "enabled,=,1"]
			: [__("Disabled", null, "Campus Network Position"), "gray", "enabled,=,0"];
	},
};
