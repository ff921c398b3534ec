frappe.listview_settings["Campus Risk Ledger"] = {
	add_fields: ["risk_level", "proposed_level", "next_dispatch_due", "late_entry"],

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		risk_level(value) {
			const color = frappe.boot.campus_safety.level_colors[value] || "gray";
			return `<span class="indicator-pill ${color}">${frappe.utils.escape_html(__(value))}</span>`;
		},

		next_dispatch_due(value) {
			if (!value) return "";
			const day = frappe.datetime.str_to_user(value);
			return value < frappe.datetime.get_today() ? `<span class="text-danger">${day}</span>` : day;
		},
	},
};
