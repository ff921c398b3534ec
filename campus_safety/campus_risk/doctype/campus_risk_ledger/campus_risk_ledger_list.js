frappe.listview_settings["Campus Risk Ledger"] = {
	add_fields: ["risk_level", "proposed_level", "next_dispatch_due", "late_entry"],

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		risk_level(value) {
			const color = campus_safety.declared.level_colors[value] || "gray";
			return `<span class="indicator-pill ${color}">${campus_safety.escape(__(value))}</span>`;
		},

		next_dispatch_due(value) {
			if (!value) return "";
			const day = campus_safety.day(value);
			return value < frappe.datetime.get_today() ? `<span class="text-danger">${day}</span>` : day;
		},
	},
};
