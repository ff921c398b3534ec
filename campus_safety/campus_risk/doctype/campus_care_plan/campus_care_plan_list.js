frappe.listview_settings["Campus Care Plan"] = {
	add_fields: ["status", "next_review_due"],

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		next_review_due(value) {
			if (!value) return "";
			const day = campus_safety.day(value);
			return value < frappe.datetime.get_today() ? `<span class="text-danger">${day}</span>` : day;
		},
	},
};
