frappe.listview_settings["Campus Dorm Visit"] = {
	add_fields: ["hazards", "late_entry", "status"],
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		return doc.hazards
			? [__("Hazards"), "orange", "hazards,is,set"]
			: [__("Visited", null, "Campus Dorm Visit"), "green", "status,=,Recorded"];
	},
};
