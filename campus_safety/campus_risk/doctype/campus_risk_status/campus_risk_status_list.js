frappe.listview_settings["Campus Risk Status"] = {
	get_indicator: (doc) =>
		doc.status === "Active"
			? [__("Being Followed"), "orange", "status,=,Active"]
			: [__("Closed"), "gray", "status,=,Closed"],
};
