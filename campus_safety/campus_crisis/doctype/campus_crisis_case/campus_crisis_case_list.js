const COLORS = { General: "yellow", Severe: "orange", Diagnosed: "red" };

frappe.listview_settings["Campus Crisis Case"] = {
	add_fields: ["crisis_level", "danger_now", "next_due", "status"],

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		crisis_level(value) {
			const label = campus_safety.escape(__(value, null, "Campus Crisis Case"));
			return `<span class="indicator-pill ${COLORS[value] || "gray"}">${label}</span>`;
		},

		next_due(value) {
			if (!value) return "";
			const text = campus_safety.minute(value);
			return value < frappe.datetime.now_datetime() ? `<span class="text-danger">${text}</span>` : text;
		},
	},
};
