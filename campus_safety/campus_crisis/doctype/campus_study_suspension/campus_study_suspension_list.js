frappe.listview_settings["Campus Study Suspension"] = {
	add_fields: ["status", "next_contact_due"],

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		next_contact_due(value) {
			if (!value) return "";
			const text = campus_safety.day(value);
			return value < frappe.datetime.get_today() ? `<span class="text-danger">${text}</span>` : text;
		},
	},
};
