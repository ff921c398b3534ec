frappe.listview_settings["Campus Inspection Campaign"] = {
	add_fields: ["status", "missing", "due", "problems"],
	hide_name_column: true,

	onload(list) {
		campus_safety.offer_ledger(list);
		if (campus_safety.declared.may.supervise_hazards)
			list.page.add_inner_button(__("Start a Round"), () => start_round(list));
	},

	formatters: {
		missing(value, _df, doc) {
			const text = campus_safety.escape(value || 0);
			return value ? `<span class="text-danger">${text}</span>` : doc.status === "Done" ? text : "";
		},
	},
};

function start_round(list) {
	const { doctype } = list;
	frappe.prompt(
		[
			{ fieldname: "title", fieldtype: "Data", label: __("Title", null, doctype), reqd: 1 },
			{ fieldname: "due", fieldtype: "Date", label: __("Due Date", null, doctype), reqd: 1 },
			{ fieldname: "colleges", fieldtype: "Check", label: __("Every College"), default: 1 },
			{ fieldname: "departments", fieldtype: "Check", label: __("Every Department"), default: 1 },
		],
		async (values) => {
			const made = await campus_safety.post("hazards.start_round", values);
			frappe.show_alert({
				message: __("{0} inspections were made", [made.length]),
				indicator: "green",
			});
			list.refresh();
		},
		__("Start a Round"),
		__("Start a Round")
	);
}
