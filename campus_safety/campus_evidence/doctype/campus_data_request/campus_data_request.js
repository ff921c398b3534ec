frappe.ui.form.on("Campus Data Request", {
	refresh(frm) {
		frm.toggle_enable(["student", "channel", "requester", "received_on", "request"], frm.is_new());
		if (frm.is_new()) return;
		if (frm.doc.status !== "Open" || !frappe.user.has_role(frm.doc.decider)) return frm.disable_form();
		if (frm.doc.kind === "Copy" && frm.doc.concerns === "General") {
			frm.add_custom_button(__("Make the Copy"), () => make_copy(frm));
		}
		frm.add_custom_button(__("Grant and Answer"), () => answer(frm)).addClass("btn-primary");
		frm.add_custom_button(__("Refuse"), () => refuse(frm));
	},
});

// one workbook for the person: they get it, the app keeps none
function make_copy(frm) {
	return campus_safety.download_file(
		"privacy.make_copy",
		{ request: frm.doc.name },
		(given) => given || `${frm.doc.name}.xlsx`,
		{ meanwhile: __("The copy is being made"), failed: __("The copy could not be made") }
	);
}

function answer(frm) {
	frappe.prompt(
		{
			fieldname: "answer",
			fieldtype: "Text",
			label: __("Answer"),
			description: __("The person reads this: what was done, where the copy is."),
			default: frm.doc.answer,
			reqd: 1,
		},
		async ({ answer: text }) => {
			if (frm.is_dirty()) await frm.save();
			await campus_safety.post("privacy.grant", { request: frm.doc.name, answer: text });
			await frm.reload_doc();
		}
	);
}

function refuse(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Text",
			label: __("Why It Is Refused"),
			description: __("The person reads this. The law asks for the reason."),
			reqd: 1,
		},
		async ({ reason }) => {
			if (frm.is_dirty()) await frm.save();
			await campus_safety.post("privacy.refuse", { request: frm.doc.name, reason });
			await frm.reload_doc();
		}
	);
}
