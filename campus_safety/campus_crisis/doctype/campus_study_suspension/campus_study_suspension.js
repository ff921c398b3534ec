// 休学: who keeps in touch; each contact with one tap while the student is away.

frappe.ui.form.on("Campus Study Suspension", {
	setup(frm) {
		const staff = () => ({ filters: { user_type: "System User", enabled: 1 } });
		for (const field of ["contact_person", "lead"]) frm.set_query(field, staff);
	},

	refresh(frm) {
		if (frm.doc.status !== "Suspended" || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Write Down a Contact"), () => ask_contact(frm));
		if (!frm.doc.asked_back_on)
			frm.add_custom_button(__("Begin the Way Back"), () =>
				frappe.new_doc("Campus Resumption Assessment", { student: frm.doc.student })
			);
	},
});

const CONTACT = "Campus Suspension Contact";
const choices = (field) =>
	frappe.meta
		.get_docfield(CONTACT, field)
		.options.split("\n")
		.map((value) => ({ value, label: __(value, null, CONTACT) }));

function ask_contact(frm) {
	const select = (fieldname, label, initial) => ({
		fieldname,
		label,
		fieldtype: "Select",
		options: choices(fieldname),
		default: initial,
		reqd: 1,
	});
	frappe.prompt(
		[
			select("way", __("Way", null, CONTACT), "Phone"),
			select("with_whom", __("With", null, CONTACT), "Student"),
			select("result", __("Result", null, CONTACT)),
			{ fieldname: "note", fieldtype: "Small Text", label: __("How It Goes", null, CONTACT) },
		],
		async (values) => {
			frm.add_child("contacts", { ...values, contact_on: frappe.datetime.get_today() });
			await frm.save();
		},
		__("Write Down a Contact"),
		__("Write down")
	);
}
