// 休学: who keeps in touch; each contact with one tap while the student is away.

frappe.ui.form.on("Campus Study Suspension", {
	refresh(frm) {
		const panel = frm.fields_dict.panel.$wrapper.empty();
		if (frm.doc.status !== "Suspended" || !frm.perm[0]?.write) return;
		const { next_contact_due: due, review_starts_on: review } = frm.doc;
		const contact = line(__("Next Contact Due", null, frm.doctype), due).appendTo(panel);
		add_button(contact, __("Write Down a Contact"), () => ask_contact(frm));
		if (frm.doc.asked_back_on) return;
		const way_back = line(__("Way Back Begins On", null, frm.doctype), review).appendTo(panel);
		add_button(way_back, __("Begin the Way Back"), () =>
			campus_safety.begin_with("Campus Resumption Assessment", { student: frm.doc.student })
		);
	},
});

// what is to be done next, each with one button; on a phone the buttons of the head lie in a menu
function line(title, day) {
	const shown = campus_safety.escape(campus_safety.day(day));
	return $('<div class="campus-call"></div>')
		.toggleClass("is-late", day < frappe.datetime.get_today())
		.append(
			`<span class="campus-call-name">${campus_safety.escape(title)}<small>${shown}</small></span>`
		);
}

function add_button(place, label, act) {
	const buttons = $('<span class="campus-call-buttons"></span>').appendTo(place);
	$('<button type="button" class="btn btn-default btn-sm"></button>')
		.text(label)
		.on("click", act)
		.appendTo(buttons);
}

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
