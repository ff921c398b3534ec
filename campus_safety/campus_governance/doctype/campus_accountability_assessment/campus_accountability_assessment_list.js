frappe.listview_settings["Campus Accountability Assessment"] = {
	add_fields: ["assessed_unit", "person_name", "term", "grade"],
	hide_name_column: true,

	onload(list) {
		campus_safety.offer_ledger(list);
		if (!frappe.model.can_create(list.doctype)) return;
		list.page.add_inner_button(__("All Colleges"), () => campus_assess_colleges(list));
	},

	// known by whom it assesses, not by a number
	refresh(list) {
		const rows = Object.fromEntries(list.data.map((doc) => [doc.name, doc]));
		list.$result.find(".list-subject a").each((_index, link) => {
			const doc = rows[link.dataset.name];
			const name = doc && [doc.assessed_unit || doc.person_name, doc.term].filter(Boolean).join(" ");
			if (name) $(link).text(name).attr("title", doc.name);
		});
	},

	formatters: {
		// who owed nothing has no score
		score: (value, field, doc) =>
			doc.grade === "Nothing Owed" ? "—" : frappe.format(value, field, { inline: true }, doc),
	},
};

async function campus_assess_colleges(list) {
	const { first, last } = await campus_safety.running_term();
	frappe.prompt(
		[
			{
				fieldname: "period_from",
				fieldtype: "Date",
				label: __("From", null, "Campus Accountability Assessment"),
				reqd: 1,
				default: first,
			},
			{ fieldname: "period_to", fieldtype: "Date", label: __("To"), reqd: 1, default: last },
		],
		async (period) => {
			const made = await campus_safety.post("assessment.make_for_colleges", period);
			frappe.show_alert({ message: __("{0} drafts made.", [made.length]), indicator: "green" });
			list.refresh();
		},
		__("Assess All Colleges"),
		__("Make Drafts")
	);
}
