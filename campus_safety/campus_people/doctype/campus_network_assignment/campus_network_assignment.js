// the level a post is usually held on, and the kind of unit that level names
const LEVEL_OF_POSITION = {
	Counsellor: "Class",
	"Class Adviser": "Class",
	Mentor: "Class",
	"Psych Committee Member": "Class",
	"Room Leader": "Dormitory",
	"College Psych Station Head": "College",
	"Dorm Manager": "Dormitory",
	"College Lead": "College",
};
const UNIT_TYPES = {
	School: ["School", "Department"],
	College: ["College", "Department"],
	Class: ["Class"],
};
const HELD_BY_STUDENTS = ["Psych Committee Member", "Room Leader"];

frappe.ui.form.on("Campus Network Assignment", {
	setup(frm) {
		frm.set_query("unit", () => ({
			filters: { unit_type: ["in", UNIT_TYPES[frm.doc.level] || []], disabled: 0 },
		}));
		frm.set_query("dormitory", () => ({
			filters: {
				disabled: 0,
				...(frm.doc.position === "Room Leader" ? { dormitory_type: "Room" } : {}),
			},
		}));
		frm.set_query("holder_user", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},

	refresh(frm) {
		toggle_holder(frm);
		if (frm.doc.end_blocked) {
			frm.dashboard.clear_headline();
			frm.dashboard.set_headline_alert(frappe.utils.escape_html(frm.doc.end_blocked), "orange");
		}
		if (!frm.is_new() && frm.doc.status === "Active" && frm.perm[0]?.write) {
			frm.add_custom_button(__("End Today"), () =>
				frappe.confirm(
					__("{0} loses access to this scope at once. End the assignment?", [
						frappe.utils.escape_html(frm.doc.holder_name || ""),
					]),
					async () => {
						await frm.set_value("to_date", frappe.datetime.get_today());
						frm.save();
					}
				)
			);
		}
	},

	position(frm) {
		const level = LEVEL_OF_POSITION[frm.doc.position];
		if (level) frm.set_value("level", level);
		toggle_holder(frm);
	},

	level(frm) {
		if (frm.doc.level === "Dormitory") frm.set_value("unit", null);
		else frm.set_value("dormitory", null);
	},
});

function toggle_holder(frm) {
	const by_student = HELD_BY_STUDENTS.includes(frm.doc.position);
	const either = frm.doc.position === "Hidden Safety Officer" || !frm.doc.position;
	frm.toggle_display("holder_user", either || !by_student);
	frm.toggle_display("holder_student", either || by_student);
}
