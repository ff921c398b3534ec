frappe.ui.form.on("Campus Spot Check", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { unit_type: ["in", ["College", "Class"]], disabled: 0 } }));
	},

	refresh(frm) {
		const rows = frm.fields_dict.rows.grid;
		rows.cannot_add_rows = true;
		rows.cannot_delete_rows = true;
		rows.refresh();
		if (frm.doc.status === "Done") frm.disable_form();
	},
});
