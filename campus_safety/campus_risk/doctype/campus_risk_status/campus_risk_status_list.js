frappe.listview_settings["Campus Risk Status"] = {
	get_indicator: (doc) =>
		doc.status === "Active"
			? [__("Being Followed"), "orange", "status,=,Active"]
			: [__("Closed", null, "Campus Risk Status"), "gray", "status,=,Closed"],
};
