// How far a sync is; what it found is looked through here, or in the list of the import that it has made.

const AT_WORK = ["Reading", "Writing"];

campus_safety.watch_run("Campus Host Sync", ({ status }) => AT_WORK.includes(status));

frappe.ui.form.on("Campus Host Sync", {
	refresh(frm) {
		frm.disable_save();
		const { status, import_doctype, import_name } = frm.doc;
		if (status !== "Previewed") return;
		const button = import_name
			? frm.add_custom_button(__("Open the List"), () =>
					frappe.set_route("Form", import_doctype, import_name)
				)
			: frm.add_custom_button(__("Start"), () => start(frm));
		button.addClass("btn-primary");
	},
});

function start(frm) {
	const { created, changed } = frm.doc;
	frappe.confirm(__("Make {0} new and change {1}?", [created, changed]), async () => {
		await campus_safety.post("host.start", { name: frm.doc.name });
		frm.reload_doc();
	});
}
