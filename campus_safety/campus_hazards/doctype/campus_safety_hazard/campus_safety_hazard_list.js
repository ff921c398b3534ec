const GRADES = { General: "yellow", Major: "red" };

frappe.listview_settings["Campus Safety Hazard"] = {
	add_fields: ["grade", "deadline", "status", "area", "late", "recurred_from"],
	hide_name_column: true,

	onload: (list) => campus_safety.offer_ledger(list),

	formatters: {
		grade(value) {
			const label = campus_safety.escape(__(value, null, "Campus Safety Hazard"));
			return `<span class="indicator-pill ${GRADES[value] || "gray"}">${label}</span>`;
		},

		deadline(value, _df, doc) {
			if (!value) return "";
			const text = campus_safety.day(value);
			const open = ["Assigned", "Rectifying"].includes(doc.status);
			return open && value < frappe.datetime.get_today()
				? `<span class="text-danger">${text}</span>`
				: text;
		},
	},
};
