frappe.listview_settings["Campus Five Management"] = {
	add_fields: ["status", "problems"],
	hide_name_column: true,
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		return doc.problems
			? [__("Problem", null, "Campus Five Management Row"), "orange", "problems,>,0"]
			: [__("Fine", null, "Campus Five Management Row"), "green", "problems,=,0"];
	},
};
