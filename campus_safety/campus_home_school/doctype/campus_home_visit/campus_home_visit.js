frappe.ui.form.on("Campus Home Visit", {
	setup(frm) {
		// "Home" means the start page elsewhere: here its Chinese is 入户, found by the context
		const modes = campus_safety.choices_of(frm.doctype, "visit_mode");
		frm.set_df_property(
			"visit_mode",
			"options",
			modes.map((value) => ({ value, label: __(value, null, frm.doctype) }))
		);
		frm.set_query("user", "visitors", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},

	onload(frm) {
		if (!frm.is_new()) return;
		if (!(frm.doc.visitors || []).some((row) => row.user)) {
			const row = frm.doc.visitors?.[0] || frm.add_child("visitors");
			Object.assign(row, { user: frappe.session.user, visitor_name: frappe.session.user_fullname });
			frm.refresh_field("visitors");
		}
		if (frm.doc.student) frm.trigger("student");
	},

	refresh(frm) {
		// the phone shows the pen large enough to sign with a finger
		const pen = frm.fields_dict.guardian_signature.$wrapper.addClass("campus-signature");
		pen.find(".signature-reset").attr("aria-label", __("Clear the Signature"));
		campus_safety.show_photos(frm, "photos");
		if (frm.doc.status === "Approved")
			frm.set_intro(
				__(
					"After the visit: fill in what you found, let the guardian sign, save, then choose Record Visit."
				),
				"blue"
			);
	},

	student(frm) {
		if (!frm.doc.student || !frm.is_new()) return;
		campus_safety.get("students.get_family", { student: frm.doc.student }).then((family) => {
			frm.set_value("address", family.address || "");
			frm.set_value("guardian_name", family.guardian_name || "");
		});
	},

	visit_mode(frm) {
		if (frm.doc.visit_mode === "Home") frm.set_value("exempt_reason", "");
	},
});
