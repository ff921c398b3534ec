"""The checklist of actions for each level of crisis (四(三)), seeded where missing; afterwards the school's own to edit."""

import frappe

TEMPLATE = "Campus Crisis Action Template"
HOUR, DAY = 60, 24 * 60
TODAY = -1
RESPONSIBLE, TEACHER, LEAD = "Responsible Person", "Psych Teacher", "Lead in Charge"

# level: ((action, who, minutes or TODAY, again every days, only when, proved by, how to do it), …)
ACTIONS: dict[str, tuple[tuple, ...]] = {
	"General": (
		("列入班级工作人员关注名单", RESPONSIBLE, DAY, 0, "Always", "", "只告知班级工作人员，不在班级公开。"),
		(
			"辅导员与心理教师每周面谈",
			RESPONSIBLE,
			7 * DAY,
			7,
			"Always",
			"",
			"谈话写入谈心谈话记录，这里只写日期和安排。",
		),
		("提醒任课教师留意", RESPONSIBLE, 2 * DAY, 0, "Always", "", "只说注意事项和建议，不说原因。"),
	),
	"Severe": (
		(
			"电话联系家长",
			RESPONSIBLE,
			2 * HOUR,
			0,
			"Always",
			"Guardian Reached",
			"逐个号码拨打，每次记一行；三个号码都不通，联系其他亲属。",
		),
		(
			"家长到校并书面告知风险",
			RESPONSIBLE,
			TODAY,
			0,
			"Always",
			"Parent Risk Notice",
			"当天完成；来不了的用视频告知，书面告知书寄送。",
		),
		("建议到专业机构诊断", TEACHER, 2 * DAY, 0, "Always", "", "学校不作诊断。"),
		(
			"签订安全责任移交",
			RESPONSIBLE,
			2 * DAY,
			0,
			"Always",
			"Responsibility Transfer",
			"学生随家长离校时签；写明返校条件。",
		),
		("辅导员每日跟进", RESPONSIBLE, DAY, 1, "Always", "", "见面或通话，确认安全。"),
		("心理教师保持联系", TEACHER, DAY, 2, "Always", "", ""),
		(
			"研究是否需要休学",
			LEAD,
			3 * DAY,
			0,
			"Always",
			"",
			"听取学生和家长意见；离校前写明返校条件和联系人。",
		),
		(
			"未成年人：家长拒绝时报告",
			LEAD,
			TODAY,
			0,
			"Minor",
			"",
			"家长拒不履行监护职责的，向公安或村（居）委会报告并记录。",
		),
	),
	"Diagnosed": (
		(
			"一小时内通知家长",
			RESPONSIBLE,
			HOUR,
			0,
			"Always",
			"Guardian Reached",
			"逐个号码拨打，每次记一行；联系不上就联系其他亲属、公安或村（居）委会。",
		),
		("通知值守人员注意事项", LEAD, HOUR, 0, "Always", "", "班级、宿舍、保卫只告知注意事项，不说原因。"),
		(
			"两人一组看护",
			RESPONSIBLE,
			HOUR // 2,
			0,
			"Watched",
			"Supervision Shift",
			"同性两人，不锁门、不约束；移走危险物品，写明接班人。",
		),
		("书面告知家长风险", RESPONSIBLE, TODAY, 0, "Always", "Parent Risk Notice", ""),
		(
			"送专业医疗机构或由家长接回",
			LEAD,
			TODAY,
			0,
			"Always",
			"",
			"按精神卫生法：本人自愿或近亲属送诊；有现实危险的依第二十八条，同时报警。",
		),
		("签订安全责任移交", RESPONSIBLE, TODAY, 0, "Always", "Responsibility Transfer", ""),
		("每日与学生或家长联系", RESPONSIBLE, DAY, 1, "Always", "", "在家、住院期间也联系。"),
	),
}


def create_missing_crisis_actions() -> None:
	"""Of a level that has none: a school that edits, disables or deletes some keeps what it made of them."""
	for level, actions in ACTIONS.items():
		if frappe.db.exists(TEMPLATE, {"crisis_level": level}):
			continue
		for place, action in enumerate(actions, start=1):
			_create(level, place * 10, *action)


def _create(
	level: str, place: int, action: str, who: str, minutes: int, again: int, when: str, proof: str, how: str
) -> None:
	frappe.get_doc(
		{
			"doctype": TEMPLATE,
			"action": action,
			"crisis_level": level,
			"place": place,
			"same_day": int(minutes == TODAY),
			"due_minutes": max(minutes, 0),
			"repeat_days": again,
			"owner_kind": who,
			"applies_when": when,
			"proof": proof,
			"how_to": how,
			"enabled": 1,
		}
	).insert(ignore_permissions=True)  # install and migrate run without a person
