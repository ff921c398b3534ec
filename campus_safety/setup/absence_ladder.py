"""Whom a missing student climbs to (domain §5), seeded while the school has no step of its own."""

import frappe

SETTINGS, STEP = "Campus Safety Settings", "Campus Absence Step"
# minutes after the mark or the finding, who is told, what to do
STEPS = (
	(30, "Counsellor", "联系本人、室友和家长，查明去向，逐次登记通话结果"),
	(60, "College Lead", "组织值班教师到宿舍、教室、校园内寻找，通知家长"),
	(90, "Student Affairs", "协调全校力量查找，核对请假与出入记录"),
	(120, "Security Office", "调取监控与门禁记录，必要时报警（110）"),
	(150, "School Leader", "启动应急处置，决定报警与全校查找"),
)


def create_missing_absence_ladder() -> None:
	if frappe.db.exists(STEP, {"parent": SETTINGS}):
		return
	for number, (minutes, position, action) in enumerate(STEPS, start=1):
		frappe.get_doc(
			{
				"doctype": STEP,
				"parent": SETTINGS,
				"parenttype": SETTINGS,
				"parentfield": "absence_ladder",
				"idx": number,
				"after_minutes": minutes,
				"to_position": position,
				"action_text": action,
			}
		).db_insert()  # beside the settings, which a person may be editing
	frappe.clear_document_cache(SETTINGS, SETTINGS)
