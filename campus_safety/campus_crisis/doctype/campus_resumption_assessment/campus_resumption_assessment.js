// 复学评估: the papers, then the panel; each member says an opinion with one tap.

const PANELIST = "Campus Resumption Panelist";

frappe.ui.form.on("Campus Resumption Assessment", {
	setup(frm) {
		frm.set_query("student", () => ({ filters: { status: "Suspended" } }));
	},

	refresh(frm) {
		const panel = frm.fields_dict.next_step.$wrapper.empty();
		const own = (frm.doc.panel || []).find((row) => row.member === frappe.session.user);
		if (frm.doc.status !== "With the Panel" || !own) return;
		$('<div class="campus-call"></div>')
			.append(`<span class="campus-call-name">${campus_safety.escape(words_of(own))}</span>`)
			.append('<span class="campus-call-buttons"></span>')
			.appendTo(panel);
		$('<button type="button" class="btn btn-default btn-sm"></button>')
			.text(__("Say My Opinion"))
			.on("click", () => ask_opinion(frm, own))
			.appendTo(panel.find(".campus-call-buttons"));
	},
});

const words_of = (row) =>
	row.opinion ? __(row.opinion, null, PANELIST) : __("Your opinion is still to be given.");

function ask_opinion(frm, row) {
	const options = ["Return", "Not Yet"].map((value) => ({
		value,
		label: __(value, null, "Campus Resumption Panelist"),
	}));
	frappe.prompt(
		[
			{
				fieldname: "opinion",
				fieldtype: "Select",
				label: __("Opinion", null, PANELIST),
				options,
				reqd: 1,
			},
			{ fieldname: "opinion_note", fieldtype: "Small Text", label: __("Why", null, PANELIST) },
		],
		async (values) => {
			await frappe.model.set_value(row.doctype, row.name, values);
			await frm.save();
		},
		__("Say My Opinion"),
		__("Write down")
	);
}
