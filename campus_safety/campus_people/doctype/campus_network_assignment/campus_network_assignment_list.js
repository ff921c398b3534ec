const campus_assignment_colours = { Planned: "blue", Active: "green", Ended: "gray" };

frappe.listview_settings["Campus Network Assignment"] = {
	add_fields: ["status"],
	hide_name_column: true,
	hide_name_filter: true,
	filters: [["status", "!=", "Ended"]],
	onload: (list) => campus_safety.offer_ledger(list),
	get_indicator(doc) {
		return [
			__(doc.status, null, doc.doctype),
			campus_assignment_colours[doc.status] || "gray",
			`status,=,${doc.status}`,
		];
	},
};
