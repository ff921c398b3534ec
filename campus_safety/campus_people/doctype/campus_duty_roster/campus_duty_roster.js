frappe.ui.form.on("Campus Duty Roster", {
	setup(frm) {
		const { my_roster, my_units } = campus_safety.declared;
		const only_own = !my_roster.includes("School"); // a college's lead
		frm.set_query("unit", () => ({
			filters: { unit_type: "College", ...(only_own ? { name: ["in", my_units] } : {}) },
		}));
		frm.set_query("dormitory", () => ({ filters: { dormitory_type: "Building" } }));
	},

	onload(frm) {
		const { my_roster } = campus_safety.declared;
		if (!frm.is_new() || !my_roster.length) return;
		const words = my_roster.map((value) => ({ value, label: __(value, null, frm.doctype) }));
		frm.set_df_property("level", "options", words);
		if (!my_roster.includes(frm.doc.level)) frm.set_value("level", my_roster[0]);
	},
});
