// 来访: the host confirms by the link or here, belongings are checked, then in and out with one tap.

const { post } = campus_safety;

frappe.ui.form.on("Campus Gate Visit", {
	setup(frm) {
		frm.set_query("building", () => ({ filters: { dormitory_type: "Building" } }));
	},

	refresh(frm) {
		frm.set_intro("");
		if (frm.is_new()) return;
		const { host, host_confirmed, status, name } = frm.doc;
		const act = async (method, values = {}) => {
			await post(`defence.${method}`, { visit: name, ...values });
			frm.reload_doc();
		};
		if (host === frappe.session.user && host_confirmed === "Waiting") {
			frm.add_custom_button(__("I Expect Them"), () => act("confirm_visit", { expected: 1 }));
			frm.add_custom_button(__("I Do Not Expect Them"), () => act("confirm_visit", { expected: 0 }));
		}
		if (!frm.perm[0]?.write) return;
		if (host_confirmed === "Waiting") {
			frm.set_intro(__("The host has not confirmed: send them the link, or call them."), "orange");
			frm.add_custom_button(__("Copy the Link for the Host"), async () =>
				frappe.utils.copy_to_clipboard(await post("defence.get_visit_link", { visit: name }))
			);
		}
		if (status === "Confirmed") frm.add_custom_button(__("Let In"), () => act("let_in"));
		if (status === "Inside") frm.add_custom_button(__("Has Left"), () => act("let_out"));
		if (status === "Not Seen Leaving") {
			frm.set_intro(__("Not seen leaving by closing: find out, and write how."), "red");
			frm.add_custom_button(__("Has Left"), () =>
				frappe.prompt(
					[
						{
							fieldname: "note",
							fieldtype: "Small Text",
							label: __("How It Was Found Out", null, "Campus Gate Visit"),
							reqd: 1,
						},
					],
					({ note }) => act("let_out", { note }),
					__("Has Left")
				)
			);
		}
	},
});
