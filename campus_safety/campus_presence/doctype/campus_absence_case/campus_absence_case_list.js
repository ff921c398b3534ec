frappe.listview_settings["Campus Absence Case"] = {
	add_fields: ["status", "taken_by", "lost_contact", "next_step_at", "detected_at"],
	hide_name_column: true,
	refresh: (list) => campus_safety.headlines_in_list(list),
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		if (doc.lost_contact && campus_safety.declared.open_states.absence.includes(doc.status))
			return [__("Lost Contact"), "red", "lost_contact,=,1"];
		const colors = {
			Pending: "red",
			Checking: "orange",
			Located: "blue",
			Cleared: "blue",
			Closed: "green",
		};
		return [__(doc.status, null, doc.doctype), colors[doc.status], `status,=,${doc.status}`];
	},
};
