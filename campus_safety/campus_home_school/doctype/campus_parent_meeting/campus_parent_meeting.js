frappe.ui.form.on("Campus Parent Meeting", {
	setup(frm) {
		frm.set_query("units", () => ({ filters: { unit_type: "Class" } }));
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
