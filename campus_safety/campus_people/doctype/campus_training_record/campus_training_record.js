frappe.ui.form.on("Campus Training Record", {
	async setup(frm) {
		const staff = { user_type: "System User", enabled: 1, name: ["!=", frappe.session.user] };
		const units = { disabled: 0 };
		frm.set_query("user", () => ({ filters: staff }));
		frm.set_query("unit", () => ({ filters: units }));
		if (campus_safety.declared.may.train_anybody) return;
		// offered are those whom the server takes from this person
		units.name = ["in", campus_safety.declared.my_units];
		staff.name = ["in", [""]];
		const in_care = await campus_safety.get("people.get_staff_in_care");
		staff.name = ["in", in_care.length ? in_care : [""]];
	},

	// an office begins with the trainings that it holds
	onload(frm) {
		const held = campus_safety.declared.my_trainings;
		if (frm.is_new() && held.length && !held.includes(frm.doc.kind)) frm.set_value("kind", held[0]);
	},

	audience(frm) {
		const fields = { Person: "user", Student: "student", Unit: "unit" };
		for (const [audience, field] of Object.entries(fields)) {
			if (audience !== frm.doc.audience && frm.doc[field]) frm.set_value(field, null);
		}
	},
});
