frappe.listview_settings["Campus Night Roll Call"] = {
	add_fields: ["status", "reported_at", "missing"],
	hide_name_column: true,
	onload: (list) =>
		list.page.add_inner_button(__("Roll-call Page"), () => window.open("/campus-roll-call")),
	get_indicator(doc) {
		if (doc.status === "Locked" && !doc.reported_at)
			return [__("Never Reported"), "red", "reported_at,is,not set"];
		const colors = { Open: "orange", Reported: "green", Locked: "gray" };
		return [__(doc.status, null, doc.doctype), colors[doc.status], `status,=,${doc.status}`];
	},
};
