// 五项管理: the five stand there as fine; only what is not is typed.

const ITEMS = ["Homework", "Sleep", "Phone", "Reading", "Physique"];

frappe.ui.form.on("Campus Five Management", {
	setup(frm) {
		const units = { unit_type: "Class", disabled: 0 };
		if (campus_safety.declared.my_units.length) units.name = ["in", campus_safety.declared.my_units];
		frm.set_query("unit", () => ({ filters: units }));
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.rows?.length) return;
		for (const item of ITEMS) frm.add_child("rows", { item, state: "Fine" });
		frm.refresh_field("rows");
	},

	refresh(frm) {
		frm.set_df_property("rows", "cannot_add_rows", true);
		frm.set_df_property("rows", "cannot_delete_rows", true);
	},
});
