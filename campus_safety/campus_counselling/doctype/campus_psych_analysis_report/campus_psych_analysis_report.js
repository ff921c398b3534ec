frappe.ui.form.on("Campus Psych Analysis Report", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Draft" || !campus_safety.declared.may.lead_centre) return;
		frm.add_custom_button(__("Count Again"), () => act(frm, "count_analysis"));
		frm.add_custom_button(__("Publish the Report"), () =>
			frappe.confirm(
				__("It is read by the school's offices, and nothing in it changes any more. Publish?"),
				() => act(frm, "publish_analysis")
			)
		).addClass("btn-primary");
	},
});

async function act(frm, method) {
	if (frm.is_dirty()) await frm.save();
	await campus_safety.post(`counselling.${method}`, { report: frm.doc.name });
	await frm.reload_doc();
}
