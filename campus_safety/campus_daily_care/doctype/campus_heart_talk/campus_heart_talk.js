// 谈心谈话, in under a minute on a phone: name, type and state by tapping, topic and two sentences by typing.

const CHIPS = ["talk_type", "mental_state", "escalate_to"];
const DEFAULT_PLACE = __("Counsellor's office");

frappe.ui.form.on("Campus Heart Talk", {
	onload(frm) {
		if (!frm.is_new()) return;
		if (!frm.doc.place) frm.set_value("place", campus_safety.kept.get("place") || DEFAULT_PLACE);
	},

	refresh(frm) {
		campus_safety.offer_students(frm);
		campus_safety.show_student_card(frm);
		campus_safety.as_chips(frm, CHIPS);
		if (frm.campus_was_new && !frm.is_new()) campus_safety.offer_next(frm, __("Next Talk"));
	},

	student(frm) {
		campus_safety.offer_students(frm);
		campus_safety.show_student_card(frm);
	},

	student_card(frm) {
		if (frm.is_new() && frm.campus_card.student.status === "Internship") frm.set_value("mode", "Online");
	},

	talk_type: (frm) => campus_safety.as_chips(frm, CHIPS),
	escalate_to: (frm) => campus_safety.as_chips(frm, CHIPS),

	mental_state(frm) {
		campus_safety.as_chips(frm, CHIPS);
		if (frm.doc.mental_state === "Abnormal" && (frm.doc.escalate_to || "None") === "None") {
			frappe.show_alert({
				message: __("Choose below under Next Step who takes it on."),
				indicator: "orange",
			});
		}
	},

	before_save(frm) {
		frm.campus_was_new = frm.is_new();
		frm.campus_passed_on = frm.doc.escalated_at;
	},

	after_save(frm) {
		campus_safety.kept.set("place", frm.doc.place);
		if (frm.doc.escalated_at !== frm.campus_passed_on) say_passed_on(frm);
	},
});

// The nomination speaks for itself: the server says what it opened and leads there.
function say_passed_on(frm) {
	const words = {
		"Abnormal Report": __("The College Lead was told the number of this talk."),
		"Psych Centre": __("The Psych Head was told the number of this talk."),
	};
	const message = words[frm.doc.escalate_to];
	if (message) frappe.show_alert({ message, indicator: "green" }, 7);
}
