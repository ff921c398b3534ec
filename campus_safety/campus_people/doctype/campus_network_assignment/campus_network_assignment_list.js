const campus_assignment_colours = { Planned: "blue", Active: "green", Ended: "gray" };

frappe.listview_settings["Campus Network Assignment"] = {
	add_fields: ["status", "end_blocked"],
	hide_name_column: true,
	hide_name_filter: true,
	filters: [["status", "!=", "Ended"]],
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		if (doc.end_blocked)
			return [__("Waiting", null, "Campus Network Assignment"), "orange", "end_blocked,is,set"];
		return [
			__(doc.status, null, doc.doctype),
			campus_assignment_colours[doc.status] || "gray",
			`status,=,${doc.status}`,
		];
	},
};
