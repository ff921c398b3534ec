"""What is owed in education: a part of the table of duty rules (一(三), 二(三), 三(一))."""

from campus_safety.declared.duty_rule_parts import COUNTS, TERM, TO_AFFAIRS, TO_LEAD, VISITS, place

OF_EDUCATION: dict[str, tuple[str, str, dict]] = {
	"safety_education": (
		"每学期专题教育",
		"二(三)",
		place(
			"College",
			"Campus Safety Education",
			"units.unit",
			"occurred_on",
			responsible_position="College Lead",
			ladder=(TO_AFFAIRS,),
			**TERM,
		),
	),
	"public_practice": (
		"每学期公益性课外实践",
		"一(三)",
		place(
			"College",
			"Campus Safety Education",
			"units.unit",
			"occurred_on",
			evidence_filter=[COUNTS, ["course_kind", "=", "Public-benefit Practice"]],
			responsible_position="College Lead",
			ladder=(TO_AFFAIRS,),
			**TERM,
		),
	),
	"five_management": (
		"每月检查五项管理",
		"三(一)",
		place(
			"Class",
			"Campus Five Management",
			"unit",
			"occurred_on",
			evidence_filter=[COUNTS],
			responsible_position="Class Adviser",
			ladder=(TO_LEAD,),
			**VISITS,
		),
	),
}
