// 八件套检查: the school's list is there before anybody counts; the numbers are not.

frappe.ui.form.on("Campus Equipment Check", {
	async onload(frm) {
		if (!frm.is_new() || frm.doc.lines?.length) return;
		for (const { name, standard } of await campus_safety.get("defence.get_equipment"))
			frm.add_child("lines", { item: name, standard, condition: "Good" });
		frm.refresh_field("lines");
	},

	/** Every line that was asked for stays; the newest check of a post is put right by who counted. */
	refresh(frm) {
		const stays = Number(!frm.is_new() && !frm.doc.__onload?.may_correct);
		for (const field of ["post", "occurred_on", "lines", "note"])
			frm.set_df_property(field, "read_only", stays);
		frm.set_df_property("lines", "cannot_add_rows", true);
		frm.set_df_property("lines", "cannot_delete_rows", true);
	},
});
