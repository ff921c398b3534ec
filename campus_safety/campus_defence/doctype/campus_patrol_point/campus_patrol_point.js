frappe.ui.form.on("Campus Patrol Point", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Print the Code"), () => frm.print_doc());
		frm.add_custom_button(__("Make a New Code"), () => {
			frappe.confirm(
				__("Every print that hangs now becomes worthless. Print and hang the new one at once?"),
				() => frm.call("make_new_code").then(() => frm.reload_doc())
			);
		});
	},
});
