frappe.listview_settings["Campus Parent Meeting"] = {
	add_fields: ["counts", "late_entry", "status"],
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		return doc.counts
			? [__("Counts for the Duty"), "green", "counts,=,1"]
			: [__("Does Not Count"), "orange", "counts,=,0"];
	},
};
