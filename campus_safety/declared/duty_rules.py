"""Every periodic duty of the notice as a rule (domain.md), in one table; each points at its clause.

[N] the notice, [R] regulation, [P] practice default. Its evidence may be a DocType that a later version brings.
"""

from campus_safety.declared.duty_rule_parts import (
	COUNTS,
	TALKS,
	TEACHING_MONTH,
	TERM,
	TO_AFFAIRS,
	TO_LEAD,
	TO_SAFETY,
	VISITS,
	key_student,
	place,
	rhythm,
	security,
	student,
)
from campus_safety.declared.duty_rules_of_education import OF_EDUCATION
from campus_safety.domain import roles as r

ENROLLED = {"status": "Enrolled"}
# the notice: by counsellor or class adviser; their College Lead enters what is more than a week old
BY_CLASS_STAFF = [
	COUNTS,
	["recorded_by.role", "in", [r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD, r.SYSTEM_MANAGER]],
]
NO_MERE_CONTACT = ["talk_type", "!=", "Contact"]  # a short word of the day keeps up contact, and is no talk
BY_COUNSELLOR_OR_ADVISER = [COUNTS, ["recorded_by.role", "in", [r.COUNSELLOR, r.CLASS_ADVISER]]]
BY_MENTOR = [COUNTS, ["recorded_by.role", "=", r.MENTOR]]
INTERNS = {"status": "Internship"}
DISPATCH = [["dispatches.counts", "=", 1]]  # convened by the lead, and not twice in a day
NO_EMERGENCY = ["incident", "is", "not set"]  # the muster of an emergency is no drill
BUILDINGS = {"dormitory_type": "Building"}
# seed key: (rule name, clause, the rest)
RULES: dict[str, tuple[str, str, dict]] = {
	# 一(三) home and school
	"parent_contact": (
		"每学期联系家长",
		"一(三)",
		student(
			"Campus Parent Contact",
			"contact_time",
			evidence_filter=[COUNTS, ["result", "=", "Reached"], ["initiated_by", "=", "School"]],
			responsible_position="Class Adviser",
			ladder=(TO_LEAD, TO_AFFAIRS),
			due_week=16,  # [P] amber in week 12, red in week 16
			**TERM,
		),
	),
	"home_visit": (
		"重点学生每学期家访",
		"一(三)",
		key_student(
			"Campus Home Visit",
			"occurred_on",
			evidence_filter=[["counts_as", "=", "Home Visit"]],
			responsible_position="Class Adviser",
			**TERM,
		),
	),
	"parent_meeting": (
		"每学期家长会",
		"一(三)",
		place(
			"Class",
			"Campus Parent Meeting",
			"units.unit",
			"meeting_date",
			evidence_filter=[COUNTS],
			responsible_position="Class Adviser",
			ladder=(TO_LEAD, TO_AFFAIRS),
			**TERM,
		),
	),
	**OF_EDUCATION,
	# 二(四)
	"mentor_contact": (
		"导师每月联系",
		"二(四)",
		student(
			"Campus Heart Talk",
			"occurred_on",
			evidence_filter=BY_MENTOR,
			responsible_position="Mentor",
			subject_filter=ENROLLED,
			ladder=(TO_LEAD,),
			**TALKS,
			**TEACHING_MONTH,
		),
	),
	"mentor_contact_interns": (
		"实习学生导师每月联系",
		"二(四)",
		student(
			"Campus Heart Talk",
			"occurred_on",
			evidence_filter=BY_MENTOR,
			responsible_position="Mentor",
			subject_filter=INTERNS,
			ladder=(TO_LEAD,),
			**TALKS,
		),  # [R]
	),
	# 三(一)
	"heart_talk": (
		"每月谈心谈话",
		"三(一)",
		student(
			"Campus Heart Talk",
			"occurred_on",
			evidence_filter=[*BY_CLASS_STAFF, NO_MERE_CONTACT],
			responsible_position="Counsellor",
			subject_filter=ENROLLED,
			ladder=(TO_LEAD, TO_AFFAIRS),
			weight=3,
			**TALKS,
			**TEACHING_MONTH,
		),
	),
	"heart_talk_interns": (
		"实习学生每月联系两次",
		"三(一)",
		student(
			"Campus Heart Talk",
			"occurred_on",
			evidence_filter=BY_CLASS_STAFF,
			responsible_position="Counsellor",
			subject_filter=INTERNS,
			min_count=2,  # [R]
			ladder=(TO_LEAD, TO_AFFAIRS),
			**TALKS,
		),
	),
	"dorm_visit": (
		"每月走访宿舍",
		"三(一)",
		place(
			"Dormitory",
			"Campus Dorm Visit",
			"rooms.room",
			"date",
			evidence_filter=BY_COUNSELLOR_OR_ADVISER,
			responsible_position="Counsellor",
			ladder=(TO_LEAD, TO_AFFAIRS),
			**VISITS,
		),
	),  # [R] 辅导员、班主任每月要遍访所有学生寝室
	"dorm_round": (
		"宿管每月巡查宿舍",
		"三(一)",
		place(
			"Dormitory",
			"Campus Dorm Visit",
			"rooms.room",
			"date",
			evidence_filter=[COUNTS, ["recorded_by.role", "=", r.DORM_MANAGER]],
			responsible_position="Dorm Manager",
			ladder=(TO_AFFAIRS,),
			**VISITS,
		),
	),  # [P]
	"off_campus_visit": (
		"校外住宿学生每月走访",
		"三(一)",
		student(
			"Campus Off Campus Residence",
			"visits.visit_date",
			subject_filter={"lives_off_campus": 1},
			evidence_filter=[["status", "in", ["Active", "Expired", "Revoked"]]],
			responsible_position="Counsellor",
			ladder=(TO_LEAD, TO_AFFAIRS),
			**VISITS,
		),
	),
	"night_roll_call": (
		"每晚回寝报告",
		"三(一)",
		place(
			"Dormitory",
			"Campus Night Roll Call",
			"dormitory",
			"roll_date",
			subject_filter=BUILDINGS,
			evidence_filter=[["reported_at", "is", "set"]],  # locked unreported at noon is no report
			responsible_position="Dorm Manager",
			ladder=((1, r.STUDENT_AFFAIRS),),
			period="Day",
			days_that_count="Outside Breaks",
		),
	),
	"inspection": (
		"每月安全排查",
		"三(一)",
		place(
			"College",
			"Campus Inspection Campaign",
			"unit",  # dated once it is finished
			"occurred_on",
			responsible_position="College Lead",
			ladder=(TO_SAFETY,),
			period="Month",
			grace_days=3,
			**TEACHING_MONTH,
		),
	),
	"patrol": (
		"每日巡逻",
		"三(一)",
		place(
			"School",
			"Campus Patrol Log",
			"unit",
			"occurred_on",
			responsible_position="Security Office",
			ladder=((1, r.SAFETY_OFFICE),),
			period="Day",
			min_count=4,
			days_that_count="Teaching Days",
			min_days=1,
		),
	),
	"equipment_check": (
		"每月检查八件套",
		"三(一)",
		security(
			"Campus Equipment Check",
			"occurred_on",
			period="Month",
			grace_days=3,
		),
	),
	# 三(二)
	"screening": (
		"每学期心理普测",
		"三(二)",
		student(
			"Campus Screening Result",
			"settled_at",  # took part, declined or excused: who declines is a missed duty of nobody
			responsible_position="Psych Head",
			ladder=(TO_AFFAIRS,),
			**TERM,
		),
	),
	**rhythm("Contact", "联系", "Campus Heart Talk", "occurred_on", [COUNTS]),
	**rhythm("Talk", "谈话", "Campus Heart Talk", "occurred_on", [COUNTS, NO_MERE_CONTACT]),
	**rhythm("Dispatch", "调度", "Campus Risk Ledger", "dispatches.date", DISPATCH),
	"lead_dispatch": (
		"包保领导每月参加调度",
		"三(二)",
		key_student(
			"Campus Risk Ledger",
			"dispatches.date",
			evidence_filter=[["dispatches.lead_took_part", "=", 1]],
			responsible_position="Lead in Charge",
			ladder=((3, r.STUDENT_AFFAIRS),),
			period="Month",
			grace_days=3,
			warn_before_days=7,
		),  # [P] 包保领导 convenes or takes part
	),
	# 四
	"centre_open": (
		"心理中心每日开放",
		"四(一)",
		place(
			"School",
			"Campus Counselling Shift",
			"unit",
			"date",
			evidence_filter=[
				["actual_from", "is", "set"]
			],  # opened, not only planned; the hours have their alert
			responsible_position="Psych Head",
			ladder=((1, r.STUDENT_AFFAIRS),),
			period="Day",
			days_that_count="Centre Open Days",
			min_days=1,
		),
	),
	"psych_analysis": (
		"每学期心理状况分析",
		"四(一)",
		place(
			"School",
			"Campus Psych Analysis Report",
			"unit",
			"published_at",
			evidence_filter=[["status", "=", "Published"]],
			responsible_position="Psych Head",
			ladder=(TO_AFFAIRS,),
			**TERM,
		),
	),
	"care_review": (
		"分类关爱每月评估",
		"四(二)",
		place(
			"Student in Care",
			"Campus Care Plan",
			"student",
			"reviews.review_date",
			responsible_position="Counsellor",
			period="Month",
			grace_days=3,
			ladder=(TO_LEAD,),
			weight=0,
		),
	),
	"suspended_contact": (
		"休学学生每月联系",
		"四(三)",
		place(
			"Suspended Student",
			"Campus Study Suspension",
			"student",
			"contacts.contact_on",
			evidence_filter=[["contacts.result", "=", "Reached"]],
			responsible_position="Counsellor",
			period="Month",
			grace_days=3,
			catch_up_days=7,
			ladder=(TO_LEAD, TO_AFFAIRS),
			weight=0,  # as the care of others: what was reported lowers nobody's mark
		),
	),
	# 五
	"cctv_review": (
		"每周监控回看",
		"五(一)",
		place(
			"School",
			"Campus CCTV Review",
			"unit",
			"occurred_on",
			evidence_filter=[["reason", "=", "Weekly Review"]],
			responsible_position="Security Office",
			ladder=((1, r.SAFETY_OFFICE),),
			period="Week",
		),  # [P]
	),
	"police_push": (
		"每学期推送公安",
		"五(二)",
		security(
			"Campus Police Push",
			"sent_at",
			**TERM,
		),
	),
	"drill": (
		"每学期应急演练",
		"五(三)",
		security(
			"Campus Emergency Drill",
			"occurred_on",  # dated once it is finished
			evidence_filter=[NO_EMERGENCY],
			**TERM,
		),
	),
	"drill_night": (
		"每年两次夜间演练",
		"五(三)",
		security(
			"Campus Emergency Drill",
			"occurred_on",
			evidence_filter=[NO_EMERGENCY, ["is_night", "=", 1]],
			period="Year",
			min_count=2,
			warn_before_days=60,
		),  # [R] 鲁政办发〔2022〕16号
	),
	"drill_unannounced": (
		"每学期不打招呼演练",
		"五(三)",
		security(
			"Campus Emergency Drill",
			"occurred_on",
			evidence_filter=[NO_EMERGENCY, ["notice_mode", "=", "Unannounced"]],
			**TERM,
		),  # [P]
	),
}
