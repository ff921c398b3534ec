frappe.ui.form.on("Campus Parent Meeting", {
	setup(frm) {
		frm.set_query("units", () => ({
			filters: { unit_type: "Class", name: ["in", campus_safety.declared.my_units] },
		}));
	},

	async onload(frm) {
		const mine = frm.is_new() && !frm.doc.units?.length && (await my_classes());
		if (mine?.length === 1) {
			frm.add_child("units", { unit: mine[0] });
			frm.refresh_field("units");
		}
	},

	attended(frm) {
		if ((frm.doc.invited || 0) && frm.doc.attended > frm.doc.invited) {
			frappe.show_alert({
				message: __("More families came than were invited: correct one of the numbers."),
				indicator: "orange",
			});
		}
	},
});

function my_classes() {
	return frappe.db.get_list("Campus Unit", {
		filters: { unit_type: "Class", disabled: 0, name: ["in", campus_safety.declared.my_units] },
		pluck: "name",
		limit: 2,
	});
}
