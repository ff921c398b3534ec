frappe.ui.form.on("Campus Legal Hold", {
	setup(frm) {
		frm.set_query("reference_doctype", () => ({
			filters: { name: ["like", "Campus %"], istable: 0, issingle: 0 },
		}));
	},

	refresh(frm) {
		if (frm.doc.status === "Released") frm.disable_form();
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (frm.doc.status === "Open") frm.add_custom_button(__("Propose the Release"), () => propose(frm));
		if (frm.doc.status !== "Release Proposed") return;
		frm.add_custom_button(__("Keep It On"), () => step(frm, "keep_on"));
		if (frm.doc.release_proposed_by !== frappe.session.user)
			frm.add_custom_button(__("Release"), () =>
				frappe.confirm(__("Release it? What it kept may then be deleted by the usual rules."), () =>
					step(frm, "release")
				)
			).addClass("btn-primary");
	},
});

function propose(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason", null, "Campus Legal Hold"),
			reqd: 1,
		},
		({ reason }) => step(frm, "propose_release", { reason })
	);
}

async function step(frm, name, values = {}) {
	await campus_safety.post(`privacy.${name}`, { hold: frm.doc.name, ...values });
	await frm.reload_doc();
}
