frappe.ui.form.on("Campus Key Feedback", {
	setup(frm) {
		for (const [field, kind] of [
			["attention_points", "Attention"],
			["advice", "Advice"],
		])
			frm.set_query(field, () => ({ filters: { kind, enabled: 1 } }));
	},
	refresh(frm) {
		if (frm.is_new()) return;
		frm.toggle_enable(["level", "consent", "basis", "attention_points", "advice"], false);
		if (!campus_safety.declared.my_units.includes(frm.doc.college)) return;
		if (frm.doc.status === "Sent")
			frm.add_custom_button(__("Acknowledge This Feedback"), () =>
				act(frm, "acknowledge_feedback")
			).addClass("btn-primary");
		if (frm.doc.status !== "Answered") frm.add_custom_button(__("Answer the Centre"), () => ask(frm));
	},
});

async function act(frm, method, values = {}) {
	await campus_safety.post(`counselling.${method}`, { feedback: frm.doc.name, ...values });
	await frm.reload_doc();
}

function ask(frm) {
	frappe.prompt(
		{
			fieldname: "text",
			fieldtype: "Small Text",
			label: __("What the College Does"),
			description: __("Who does what, and until when. The centre reads it."),
			reqd: 1,
		},
		(values) => act(frm, "answer_feedback", values),
		__("Answer the Centre")
	);
}
