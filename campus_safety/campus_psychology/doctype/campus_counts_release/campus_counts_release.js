// 归类统计发布: the report shows what was told.
frappe.ui.form.on("Campus Counts Release", {
	refresh(frm) {
		frm.set_intro("");
		if (frm.is_new())
			frm.set_intro(
				__(
					"Saving releases the counts as they stand now to everybody with the right to them. What is out stays out: later releases hide what the difference would tell."
				),
				"blue"
			);
		else {
			frm.disable_save(); // what was told stays
			frm.add_custom_button(__("Campus Classified Counts"), () =>
				frappe.set_route("query-report", "Campus Classified Counts")
			);
		}
	},
});
