// 转接: what to do next in one line, everything taken with one tap, people by their role.

frappe.ui.form.on("Campus File Handover", {
	setup(frm) {
		frm.set_query("units", () => ({ filters: { unit_type: "Class" } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.from_user) frm.set_value("from_user", frappe.session.user);
	},

	refresh(frm) {
		const is_draft = frm.is_new() || frm.doc.status === "Draft";
		const { grid } = frm.fields_dict.items;
		grid.cannot_add_rows = grid.cannot_delete_rows = !is_draft;
		grid.refresh();
		frm.set_intro("");
		const says = what_now(frm);
		if (says) frm.set_intro(says, "blue");
		const takes = frm.doc.status === "Signed" && frm.doc.to_user === frappe.session.user;
		if (takes && !frm.is_new())
			frm.add_custom_button(__("Take All"), () => take_all(frm)).addClass("btn-primary");
	},
});

function what_now({ doc }) {
	const me = frappe.session.user;
	if (doc.__islocal)
		return __(
			"Save: everything that is open in your name is found and listed. Then write what must be known."
		);
	if (doc.status === "Draft")
		return __("Write what whoever takes over must know, tick the last line, and sign.");
	if (doc.status === "Signed" && doc.to_user === me)
		return __("Show the contents, read them, then take each item or write why not.");
	if (doc.status === "Received")
		return __("The College Lead witnesses it. Until then whoever hands over goes on answering.");
	return "";
}

async function take_all(frm) {
	for (const row of frm.doc.items)
		if (!row.rejected_reason) await frappe.model.set_value(row.doctype, row.name, "received", 1);
	await frm.save();
}
