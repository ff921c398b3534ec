// 心理档案销毁记录: what is proposed, who has signed, and the step that carries it out.

frappe.ui.form.on("Campus Destruction Record", {
	refresh(frm) {
		if (frm.is_new()) return;
		const { status, name } = frm.doc;
		if (status === "Draft")
			frm.set_intro(
				__("Propose it: the files are counted then. Two people sign, nothing is destroyed before.")
			);
		if (["Proposed", "Signed"].includes(status) && frappe.model.can_read("Campus Psych File"))
			frm.add_custom_button(__("Show the Files"), () =>
				frappe.set_route("List", "Campus Psych File", { destruction: name })
			);
		// of a signed one the head alone is an editor
		if (status !== "Signed" || frappe.workflow.is_read_only(frm.doctype, frm.docname)) return;
		frm.add_custom_button(frm.doc.begun_at ? __("Go on Destroying") : __("Destroy the Files"), () =>
			frappe.confirm(
				__("Destroy the files of {0} students? This cannot be undone.", [frm.doc.students_proposed]),
				() => destroy(frm)
			)
		).addClass("btn-danger");
	},
});

async function destroy(frm) {
	await campus_safety.post("psychology.begin_destruction", { record: frm.doc.name });
	frappe.show_alert({
		message: __("It has begun. The certificate is here once it is done."),
		indicator: "green",
	});
	await frm.reload_doc();
}
