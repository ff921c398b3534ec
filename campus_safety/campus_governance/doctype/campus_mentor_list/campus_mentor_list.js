frappe.ui.form.on("Campus Mentor List", {
	refresh(frm) {
		if (frm.is_new() || frm.is_dirty()) return;
		const signed = (frm.doc.signatures || []).filter((row) => !row.void);
		const mine = signed.some((row) => row.user === frappe.session.user);
		const [mentor, office] = campus_safety.declared.mentor_list_keys;
		const open = (role) => !signed.some((row) => row.role === role);
		const may =
			(frm.doc.mentor === frappe.session.user && open(mentor)) ||
			(frappe.user.has_role(office) && open(office));
		if (mine || !may) return;
		frm.add_custom_button(__("Sign the List"), async () => {
			await campus_safety.read_now(frm);
			frappe.confirm(
				__(
					"You sign for {0} students and {1} duties. When the mentor and the HR Office have both signed, the mentor sees these students.",
					[(frm.doc.students || []).length, (frm.doc.duties || []).length]
				),
				() => sign(frm)
			);
		}).addClass("btn-primary");
	},
});

async function sign(frm) {
	const { complete, missing } = await campus_safety.post("mentors.sign", { mentor_list: frm.doc.name });
	await frm.reload_doc();
	frappe.show_alert({
		message: complete
			? __("Both have signed: the students are the mentor's.")
			: __("Your signature is recorded. Still to sign: {0}.", [
					missing.map((role) => __(role)).join(", "),
				]),
		indicator: complete ? "green" : "orange",
	});
}
