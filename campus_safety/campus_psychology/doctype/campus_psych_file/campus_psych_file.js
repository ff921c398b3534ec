// 心理档案: what else there is about the student, one tap away; each record asks for itself who may open it.

const BESIDE = [
	"Campus Care Plan",
	"Campus Medical Support",
	"Campus Safety Plan",
	"Campus Crisis Case",
	"Campus Study Suspension",
];

frappe.ui.form.on("Campus Psych File", {
	async refresh(frm) {
		if (frm.is_new()) return;
		const readable = BESIDE.filter((doctype) => frappe.model.can_read(doctype));
		const found = await Promise.all(
			readable.map((doctype) =>
				frappe.db.get_list(doctype, { filters: { student: frm.doc.student }, limit: 1 })
			)
		);
		readable.forEach((doctype, place) => {
			if (!found[place].length) return;
			frm.add_custom_button(
				__(doctype),
				() => frappe.set_route("List", doctype, { student: frm.doc.student }),
				__("Beside This File")
			);
		});
	},
});
