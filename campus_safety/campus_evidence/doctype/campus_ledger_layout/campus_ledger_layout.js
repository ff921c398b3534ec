frappe.ui.form.on("Campus Ledger Layout", {
	setup(frm) {
		frm.set_query("document_type", () => ({ filters: { istable: 0, issingle: 0, is_virtual: 0 } }));
		frm.set_query("linked_doctype", "columns", () => ({ filters: { istable: 0, issingle: 0 } }));
		frm.set_query("form", () => ({ filters: { doc_type: frm.doc.document_type } }));
	},

	refresh(frm) {
		list_fields(frm);
	},

	document_type(frm) {
		list_fields(frm);
	},
});

// The names that a column may use, beside what people call them.
function list_fields(frm) {
	const { $wrapper } = frm.get_field("columns");
	$wrapper.find(".campus-known-fields").remove();
	if (!frm.doc.document_type) return;
	frappe.model.with_doctype(frm.doc.document_type, () => {
		const { escape } = campus_safety;
		const named = frappe
			.get_meta(frm.doc.document_type)
			.fields.filter((df) => df.label && !frappe.model.layout_fields.includes(df.fieldtype))
			.map((df) => `<code>${escape(df.fieldname)}</code> ${escape(__(df.label, null, df.parent))}`);
		const help = $('<p class="help-box small text-muted campus-known-fields"></p>').appendTo($wrapper);
		help.html(__("Fields: {0}", [named.join(" · ")]));
	});
}
