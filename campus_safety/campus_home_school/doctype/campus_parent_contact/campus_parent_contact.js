// 家长联系: tap the student, ring the number beside the form, tap the result; two texts when somebody answered.

const CHIPS = ["result", "channel", "topics"];

frappe.ui.form.on("Campus Parent Contact", {
	refresh(frm) {
		campus_safety.offer_students(frm);
		campus_safety.show_student_card(frm);
		campus_safety.as_chips(frm, CHIPS);
		if (frm.campus_was_new && !frm.is_new()) campus_safety.offer_next(frm, __("Next Contact"));
		if (!frm.is_new() && !frm.doc.counts && frm.doc.status === "Recorded") {
			frm.set_intro(
				__(
					"It does not count towards the duty of the term: only a family reached by the school does, with both texts."
				),
				"blue"
			);
		}
	},

	student(frm) {
		if (frm.is_new()) {
			frm.set_value("guardian_name", "");
			frm.set_value("relation", "");
		}
		campus_safety.offer_students(frm);
		campus_safety.show_student_card(frm);
	},

	student_card(frm) {
		const { guardians } = frm.campus_card;
		if (!frm.is_new()) return;
		if (!frm.doc.guardian_name && guardians.length) fill(frm, guardians[0]);
		offer_guardians(frm);
	},

	guardian_name: offer_guardians,

	result: (frm) => campus_safety.as_chips(frm, CHIPS),
	channel: (frm) => campus_safety.as_chips(frm, CHIPS),
	topics: (frm) => campus_safety.as_chips(frm, CHIPS),

	before_save(frm) {
		frm.campus_was_new = frm.is_new();
	},
});

function fill(frm, { guardian_name, relation }) {
	frm.set_value("guardian_name", guardian_name);
	frm.set_value("relation", relation);
}

// Under the name: the other guardians by one tap, and the number to ring.
function offer_guardians(frm) {
	const guardians = frm.campus_card?.guardians || [];
	const { escape } = campus_safety;
	const buttons = guardians.map((row, index) => {
		const pressed = row.guardian_name === frm.doc.guardian_name;
		return `<button type="button" class="btn btn-default btn-sm campus-chip" data-index="${index}"
			aria-pressed="${pressed}">${escape(row.guardian_name)} ${escape(__(row.relation))}</button>`;
	});
	const mobile = guardians.find((row) => row.guardian_name === frm.doc.guardian_name)?.mobile;
	const call = mobile
		? `<a class="btn btn-default btn-sm campus-chip" href="tel:${escape(encodeURI(mobile))}">
			${__("Call {0}", [escape(mobile)])}</a>`
		: "";
	const shown = [guardians.length > 1 ? buttons.join("") : "", call].join("");
	frm.get_field("guardian_name").set_description(shown ? `<span class="campus-chips">${shown}</span>` : "");
	frm.fields_dict.guardian_name.$wrapper.find("button.campus-chip").on("click", (event) => {
		fill(frm, guardians[event.currentTarget.dataset.index]);
	});
}
