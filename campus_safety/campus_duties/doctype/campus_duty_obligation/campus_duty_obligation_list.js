frappe.listview_settings["Campus Duty Obligation"] = {
	add_fields: ["state", "subject", "rule", "due_date", "exempt_requested_by", "taken_by"],
	filters: [["state", ...campus_safety.duties.still_owed()]],
	hide_name_column: true,
	hide_name_filter: true,
	get_indicator(doc) {
		if (campus_safety.duties.is_open(doc) && doc.exempt_requested_by)
			return [__("Exemption asked for"), "yellow", "exempt_requested_by,is,set"];
		return [
			__(doc.state, null, doc.doctype),
			campus_safety.duties.COLORS[doc.state],
			`state,=,${doc.state}`,
		];
	},
	// what is about no student is named by its class, room or college; on a phone the rule stands behind the name
	refresh(list) {
		const rows = Object.fromEntries(list.data.map((doc) => [doc.name, doc]));
		list.$result.find(".list-subject a").each((_index, link) => {
			const doc = rows[link.dataset.name];
			if (!doc) return;
			if (!doc.student) $(link).text(doc.subject).attr("title", doc.subject);
			$('<span class="campus-duty-of"></span>').text(doc.rule).insertAfter(link);
		});
	},
};
