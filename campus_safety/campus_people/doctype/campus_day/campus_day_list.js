const campus_day_colours = {
	Teaching: "blue",
	Weekend: "gray",
	Holiday: "red",
	"Make-up": "orange",
	"Winter Break": "cyan",
	"Summer Break": "cyan",
};

frappe.listview_settings["Campus Day"] = {
	add_fields: ["day_type", "edited"],
	hide_name_column: true,
	hide_name_filter: true,
	get_indicator(doc) {
		return [
			__(doc.day_type, null, doc.doctype),
			campus_day_colours[doc.day_type] || "gray",
			`day_type,=,${doc.day_type}`,
		];
	},
};
