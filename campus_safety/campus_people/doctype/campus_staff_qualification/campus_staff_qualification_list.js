frappe.listview_settings["Campus Staff Qualification"] = {
	add_fields: ["kind", "cert_no", "valid_until"],
	hide_name_column: true,
	get_indicator(doc) {
		if (doc.valid_until && doc.valid_until < frappe.datetime.get_today())
			return [
				__("Expired", null, "Campus Staff Qualification"),
				"red",
				`valid_until,<,${frappe.datetime.get_today()}`,
			];
		if (doc.kind === "Guard" && !doc.cert_no)
			return [__("No Certificate"), "orange", "kind,=,Guard|cert_no,is,not set"];
		return [__("Valid"), "green", ""];
	},
};
