// 法定节假日: what comes with the app is not edited; a day of the school's own for the same date counts instead.

frappe.ui.form.on("Campus Public Holiday", {
	refresh(frm) {
		if (!frm.doc.shipped) return;
		frm.disable_form();
		frm.set_intro(
			__(
				"Shipped with the app and renewed by each update. A day of your own for this date counts instead."
			),
			"blue"
		);
		if (frm.perm[0]?.create) {
			frm.add_custom_button(__("Enter a Day of Our Own"), () => {
				const { date, holiday_name, kind } = frm.doc;
				campus_safety.begin_with("Campus Public Holiday", { date, holiday_name, kind });
			});
		}
	},
});
