frappe.ui.form.on("Campus Session Note", {
	setup(frm) {
		frm.set_query("template", () => ({ filters: { enabled: 1 } }));
		frm.set_query("concerns", () => ({ filters: { enabled: 1 } }));
	},
	async template(frm) {
		if (!frm.doc.template || (frm.doc.note || "").trim()) return;
		const { message } = await frappe.db.get_value(
			"Campus Session Note Template",
			frm.doc.template,
			"body"
		);
		frm.set_value("note", message.body);
	},
	session_kind(frm) {
		if (frm.doc.session_kind === "Group") frm.set_value("student", null);
		else frm.clear_table("participants");
		frm.refresh_field("participants");
	},
	risk_check(frm) {
		if (!["Plan", "Act"].includes(frm.doc.risk_check)) return;
		frappe.msgprint({
			title: __("Somebody Is in Danger"),
			indicator: "red",
			message: __(
				"Stay with the student, or have somebody stay. Call 120 or 110 where it is now. When you save, the Psych Head is told the number of this note and nothing else. What you tell others without consent: enter it below as a row."
			),
		});
	},
});
