const COLORS = { Normal: "blue", Pressing: "orange", Urgent: "red" };

frappe.listview_settings["Campus Abnormal Report"] = {
	add_fields: ["urgency", "status", "next_due", "tray"],

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		urgency(value) {
			const label = campus_safety.escape(__(value, null, "Campus Abnormal Report"));
			return `<span class="indicator-pill ${COLORS[value] || "gray"}">${label}</span>`;
		},

		next_due(value) {
			if (!value) return "";
			const text = campus_safety.minute(value);
			return value < frappe.datetime.now_datetime() ? `<span class="text-danger">${text}</span>` : text;
		},
	},
};
