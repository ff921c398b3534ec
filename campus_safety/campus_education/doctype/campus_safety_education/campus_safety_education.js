// 专题教育: offered are the units that the server takes from this person; a class that has one is filled in.

frappe.ui.form.on("Campus Safety Education", {
	setup(frm) {
		const units = { unit_type: ["in", ["Class", "College"]], disabled: 0 };
		if (!campus_safety.declared.may.teach_anybody)
			units.name = [
				"in",
				campus_safety.declared.my_units.length ? campus_safety.declared.my_units : [""],
			];
		frm.set_query("units", () => ({ filters: units }));
		frm.set_query("student", "absent", () => ({
			filters: { unit: frm.doc.units?.[0]?.unit || "" },
		}));
	},
});
