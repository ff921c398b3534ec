"""Types and clocks of emergency incidents (domain §18 [P]), seeded where there is none; afterwards the school's own to edit."""

import frappe

TYPE, CLOCK = "Campus Incident Type", "Campus Incident Clock"
HOUR, DAY = 60, 24 * 60

# (type, usual grade, opened by itself for, first steps)
TYPES = (
	("火情", "General", "", "先打119，按疏散图撤离，清点人数；切断电源、燃气。"),
	("伤病", "General", "", "先打120，叫校医；不随意搬动，留人陪同。"),
	("暴力伤害", "Larger", "", "先打110、120；隔开双方，保护现场，不自行追赶。"),
	(
		"人身危险",
		"General",
		"Immediate Danger",
		"有生命危险先打120、110；身边不离人，收走危险物品，通知家长。",
	),
	("学生失联", "General", "Lost Contact", "问室友、同学、家长；调看监控和门禁；查找无果及时报警。"),
	("溺水", "Major", "", "先打120、119；不盲目下水，抛救生圈、长杆。"),
	("食品与中毒", "Larger", "", "先打120；停供封存，留样，报市场监管和疾控。"),
	("交通事故", "General", "", "先打122、120；保护现场，联系家长和保险。"),
	("传染病", "Larger", "", "隔离观察，报疾控，通风消毒；不公布姓名。"),
	("设施与实训事故", "General", "", "断电停机，先救人；拉警戒线，保护现场。"),
	("自然灾害", "Larger", "", "按预案避险、疏散、清点人数。"),
	("群体事件", "Larger", "", "疏导分流，听取诉求；不激化，报上级和公安。"),
	("死亡事件", "Major", "", "保护现场，报警；由一人对家属，不猜测原因，不对外发布。"),
	("其他", "General", "", ""),
)
# (grade, target, channel, starts with, minutes, again after, done with, how)
CLOCKS = (
	("Every Grade", "报告学校值班领导", "Phone", "Known", 15, 0, "Told", "说清什么事、在哪里、有没有人受伤，先不说原因。"),
	("Every Grade", "通知学生家长", "Phone", "Known", 30, 0, "Guardians Told", "由认识家长的人打；说事实、在哪家医院、谁在身边。"),
	("Every Grade", "电话报告上级主管部门", "Phone", "Known", 30, 0, "Told", "快报事实，慎报原因。"),
	("Every Grade", "书面报告上级（首报）", "Written", "Known", HOUR, 0, "First Report", "写明已知和未知，不等查清再报。"),
	("Every Grade", "续报", "Written", "Known", DAY, DAY, "Follow-up Report", "有新情况随时续报，至少每天一次。"),
	("Every Grade", "终报", "Written", "Ended", DAY, 0, "Final Report", "结束后24小时内。"),
	("Major", "电话报告市委、市政府值班室", "Phone", "Known", 30, 0, "Told", "以当地要求为准，学校可修改。"),
	("Extraordinary", "电话报告市委、市政府值班室", "Phone", "Known", 30, 0, "Told", "以当地要求为准，学校可修改。"),
)  # fmt: skip


def create_missing_emergency_lists() -> None:
	"""Of a list that is empty: a school that edits, disables or deletes some keeps what it made of them."""
	if not frappe.db.exists(TYPE, {}):
		for place, (name, grade, opened_by, first_steps) in enumerate(TYPES, start=1):
			_insert(
				TYPE,
				type_name=name,
				default_grade=grade,
				opened_by=opened_by,
				first_steps=first_steps,
				place=10 * place,
			)
	if not frappe.db.exists(CLOCK, {}):
		for place, (grade, target, channel, starts_with, minutes, again, ends_with, how_to) in enumerate(
			CLOCKS, start=1
		):
			_insert(
				CLOCK,
				grade=grade,
				target=target,
				channel=channel,
				starts_with=starts_with,
				due_minutes=minutes,
				repeat_minutes=again,
				ends_with=ends_with,
				how_to=how_to,
				place=10 * place,
				enabled=1,
			)


def _insert(doctype: str, **values) -> None:
	frappe.get_doc({"doctype": doctype, **values}).insert(
		ignore_permissions=True  # install and migrate run without a person
	)
