// 事后心理援助: who was near, one row each; the room and the class come with one tap.

frappe.ui.form.on("Campus Postvention", {
	setup(frm) {
		const staff = () => ({ filters: { user_type: "System User", enabled: 1 } });
		frm.set_query("spokesperson", staff);
		frm.set_query("talker", "people", staff);
		frm.set_query("unit", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.doc.status === "Closed" || !frm.perm[0]?.create) return;
		frm.add_custom_button(__("Add Room and Class of a Student"), () => ask_near(frm));
	},
});

function ask_near(frm) {
	const field = {
		fieldname: "student",
		fieldtype: "Link",
		options: "Campus Student",
		label: __("Student"),
		reqd: 1,
	};
	frappe.prompt(
		[field],
		async ({ student }) => {
			const rows = await campus_safety.post("crisis.get_near", { student });
			const known = new Set((frm.doc.people || []).map((row) => row.student || row.person));
			for (const row of rows) if (!known.has(row.student || row.person)) frm.add_child("people", row);
			frm.refresh_field("people");
		},
		__("Add Room and Class of a Student"),
		__("Add These")
	);
}
