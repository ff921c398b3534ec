// 八件套检查: the school's list is there before anybody counts; the numbers are not.

frappe.ui.form.on("Campus Equipment Check", {
	async onload(frm) {
		if (!frm.is_new() || frm.doc.lines?.length) return;
		for (const { name, standard } of await campus_safety.get("defence.get_equipment"))
			frm.add_child("lines", { item: name, standard, condition: "Good" });
		frm.refresh_field("lines");
	},
});
