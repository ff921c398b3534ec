frappe.ui.form.on("Campus Self Test", {
	refresh(frm) {
		const colours = { Well: "green", Look: "orange", Alarm: "red" };
		const state = frm.doc.state;
		frm.page.set_indicator(__(state, null, "Campus Self Test"), colours[state]);
	},
});
