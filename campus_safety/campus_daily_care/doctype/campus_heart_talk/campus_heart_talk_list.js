frappe.listview_settings["Campus Heart Talk"] = {
	add_fields: ["mental_state", "late_entry", "suspected_batch", "status"],
	hide_name_column: true,
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		if (doc.status === "Void") return [__("Void"), "gray", "status,=,Void"];
		if (doc.suspected_batch) return [__("Suspected Batch"), "orange", "suspected_batch,=,1"];
		const colors = { Steady: "green", Fluctuating: "yellow", Abnormal: "red" };
		return [
			__(doc.mental_state, null, doc.doctype),
			colors[doc.mental_state],
			`mental_state,=,${doc.mental_state}`,
		];
	},
};
