const GRADES = { General: "yellow", Larger: "orange", Major: "red", Extraordinary: "red" };

frappe.listview_settings["Campus Emergency Incident"] = {
	add_fields: ["grade", "status", "next_due", "incident_type", "false_alarm"],

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		grade(value) {
			const label = campus_safety.escape(__(value, null, "Campus Emergency Incident"));
			return `<span class="indicator-pill ${GRADES[value] || "gray"}">${label}</span>`;
		},

		next_due(value) {
			if (!value) return "";
			const text = campus_safety.minute(value);
			return value < frappe.datetime.now_datetime() ? `<span class="text-danger">${text}</span>` : text;
		},
	},
};
