// Who witnesses a refusal are people of the school.

frappe.ui.form.on("Campus Parent Risk Notice", {
	setup(frm) {
		for (const field of ["first_witness", "second_witness"])
			frm.set_query(field, () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},
});
