// 预警: which signals came together, and three buttons: take it, confirm it into a ledger, dismiss it with a reason.

const { escape, post } = campus_safety;

frappe.ui.form.on("Campus Early Warning", {
	refresh(frm) {
		frm.set_intro("");
		frm.disable_save();
		draw(frm);
		const may = frm.doc.__onload?.may || [];
		if (may.includes("take"))
			frm.add_custom_button(__("Take It"), () => act(frm, "take")).addClass("btn-primary");
		if (may.includes("confirm")) frm.add_custom_button(__("Confirm: Risk Ledger"), () => confirm(frm));
		if (may.includes("dismiss"))
			frm.add_custom_button(__("Dismiss", null, "Campus Early Warning"), () => dismiss(frm));
	},
});

function draw(frm) {
	const panel = frm.fields_dict.panel.$wrapper.empty();
	const now = frm.doc.__onload?.score_now;
	if (!["New", "Taken"].includes(frm.doc.status) || now === undefined) return;
	$('<p class="text-muted"></p>')
		.text(
			__(
				"It had {0} when it was made and has {1} today; {2} were asked for. It is a reason to look, no judgement.",
				[frm.doc.score, now, frm.doc.threshold]
			)
		)
		.appendTo(panel);
}

async function act(frm, method, values = {}) {
	const answer = await post(`warning.${method}`, { warning: frm.docname, ...values });
	await frm.reload_doc();
	return answer;
}

function confirm(frm) {
	ask(
		__("Confirm: Risk Ledger"),
		[
			{
				fieldname: "signs",
				fieldtype: "Small Text",
				label: __("What Did You See?"),
				reqd: 1,
				description: __(
					"It becomes the nomination, encrypted. Where a ledger is open already, those in charge are told."
				),
			},
		],
		async (values) => {
			const ledger = await act(frm, "confirm", values);
			if (ledger) frappe.set_route("Form", "Campus Risk Ledger", ledger);
		}
	);
}

function dismiss(frm) {
	const reasons = frappe.meta
		.get_docfield(frm.doctype, "dismiss_reason")
		.options.split("\n")
		.filter(Boolean);
	ask(
		__("Dismiss", null, "Campus Early Warning"),
		[
			{
				fieldname: "reason",
				fieldtype: "Select",
				label: __("Why Not", null, frm.doctype),
				reqd: 1,
				options: reasons.map((value) => ({ value, label: escape(__(value, null, frm.doctype)) })),
			},
			{ fieldname: "note", fieldtype: "Small Text", label: __("In Words", null, frm.doctype), reqd: 1 },
		],
		(values) => act(frm, "dismiss", values)
	);
}

function ask(title, fields, done) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: title,
		async primary_action(values) {
			dialog.hide();
			await done(values);
		},
	});
	dialog.show();
}
