frappe.listview_settings["Campus Accountability Assessment"] = {
	formatters: {
		// who owed nothing has no score
		score: (value, field, doc) =>
			doc.grade === "Nothing Owed" ? "—" : frappe.format(value, field, { inline: true }, doc),
	},
};
