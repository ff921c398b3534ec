// What a host gives, field by field: the fields that it has are offered, and “Read Now” shows what would happen.

frappe.ui.form.on("Campus Host Mapping", {
	refresh(frm) {
		offer_choices(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(__("Read Now"), () => read_now(frm)).addClass("btn-primary");
		frm.add_custom_button(__("Syncs"), () =>
			frappe.set_route("List", "Campus Host Sync", { mapping: frm.doc.name })
		);
	},

	subject: offer_choices,
	system: offer_choices,
});

async function offer_choices(frm) {
	const { subject, system } = frm.doc;
	if (!subject || !system) return;
	const { targets, sources } = await campus_safety.get("host.get_choices", { subject, system });
	const grid = (table) => frm.fields_dict[table].grid;
	grid("fields_read").update_docfield_property("source", "options", sources);
	grid("fields_read").update_docfield_property("target", "options", targets);
	grid("words").update_docfield_property("target", "options", targets);
}

async function read_now(frm) {
	if (frm.is_dirty()) await frm.save();
	const name = await campus_safety.post("host.read_now", { name: frm.doc.name });
	frappe.set_route("Form", "Campus Host Sync", name);
}
