frappe.ui.form.on("Campus Training Record", {
	setup(frm) {
		frm.set_query("user", () => ({ filters: { user_type: "System User", enabled: 1 } }));
		frm.set_query("unit", () => ({ filters: { disabled: 0 } }));
	},

	audience(frm) {
		const fields = { Person: "user", Student: "student", Unit: "unit" };
		for (const [audience, field] of Object.entries(fields)) {
			if (audience !== frm.doc.audience && frm.doc[field]) frm.set_value(field, null);
		}
	},
});
