"""Risk ledgers in every state, each told as a story: who did what, with their own account.

Older cases were transcribed by the College Lead from the paper ledger when the system was introduced, as
schools do; the app marks them as late entries.
"""

from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from campus_safety.engines.opening import openings
from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

DOCTYPE = "Campus Risk Ledger"


@dataclass(frozen=True)
class Act:
	"""One step by one person: what they write into the ledger, then the workflow action they take."""

	by: str
	action: str = ""
	write: dict = field(default_factory=dict)
	dispatch: tuple = ()  # (days ago, situation, decision, level after)
	measures_done: str = ""  # the result written to every measure


@dataclass(frozen=True)
class Story:
	"""place: number of the student in the class list."""

	unit: str
	place: int
	nominated_by: str
	days_ago: int
	source: str
	level: str
	factors: tuple[str, ...]
	texts: dict
	measures: tuple[tuple[str, str, int], ...]  # (measure, type, due in days)
	acts: tuple[Act, ...] = ()
	flags: dict = field(default_factory=dict)


STORIES = (
	Story(
		"软件技术2601班",
		4,
		nominated_by="counsellor",
		days_ago=1,
		source="Talk",
		level="Yellow",
		factors=("Academic pressure", "Relationship crisis"),
		texts={
			"factor_detail": "近两周上课走神、三次缺交作业；谈心时说与女友分手，晚上睡不好，未见轻生表示。",
			"family_situation": "父母在外务工，平时由奶奶照看，与父亲每周通话一次。",
			"support_advice": "课上多提问鼓励，发现缺课或独自外出及时告诉辅导员。",
		},
		measures=(("每周谈心，了解睡眠与作业情况", "Support", 30), ("任课老师补课两次", "Support", 14)),
	),
	Story(
		"护理2601班",
		6,
		nominated_by="adviser2",
		days_ago=0,
		source="Parent",
		level="Orange",
		factors=("Marked mood swings", "Strained relations"),
		texts={
			"factor_detail": "母亲来电反映孩子近来情绪低落，常哭泣，不愿回宿舍；室友反映夜间多次独自外出。",
			"family_situation": "父母离异，随母亲生活，母亲可依靠。",
			"support_advice": "室友多陪伴，晚归及时联系宿管与班主任。",
		},
		measures=(("与母亲每三天联系一次", "Family", 21),),
	),
	Story(
		"大数据技术2601班",
		9,
		nominated_by="counsellor2",
		days_ago=2,
		source="Report",
		level="Orange",
		factors=("Financial difficulty", "Marked mood swings"),
		texts={
			"factor_detail": "同学报告其多次网络借款被催收，近日说“不想读了”，情绪起伏明显。",
			"family_situation": "父亲患病，家中负债，母亲务农。",
			"support_advice": "关注其消费与外出，避免在同学面前提及欠款。",
		},
		measures=(("协助申请困难补助", "Funding", 20), ("约心理教师面谈", "Counselling", 5)),
		acts=(Act("lead_of_story", "File Ledger"),),
	),
	Story(
		"软件技术2601班",
		12,
		nominated_by="counsellor",
		days_ago=2,
		source="Counselling",
		level="Red",
		factors=("Mental illness", "Self-harm history"),
		flags={"has_plan": 1, "family_aware": 1},
		texts={
			"factor_detail": "咨询中承认有具体的轻生想法并曾准备药物，已当场陪同并联系家长；手腕有旧伤痕。",
			"family_situation": "父母均在本市，母亲已到校陪读，与父亲关系紧张。",
			"medication": "医嘱服药，由母亲保管，每日按量发放。",
			"hospital": "已在市精神卫生中心就诊，每两周复诊。",
			"support_advice": "全天有人陪伴；发现离校、情绪突变或不接电话，立即报告辅导员。",
		},
		measures=(
			("每日见面或通话，记录情绪", "Support", 60),
			("心理教师每周两次咨询", "Counselling", 60),
			("母亲陪读，寝室物品排查", "Family", 7),
			("每两周陪同复诊", "Medical", 60),
		),
		acts=(
			Act("lead_of_story", "File Ledger"),
			Act("carer", "Start Support"),
			Act(
				"carer",
				dispatch=(
					1,
					"母亲到校陪读，情绪较前日平稳，能进食，仍失眠。",
					"每日两次联系，周末由母亲陪同。",
					"",
				),
			),
		),
	),
	Story(
		"软件技术2501班",
		5,
		nominated_by="lead",
		days_ago=60,
		source="Screening",
		level="Yellow",
		factors=("Academic pressure", "Single-parent or divorced family"),
		flags={"family_aware": 1},
		texts={
			"factor_detail": "普测后访谈：学习压力大，补考两门，自我评价低；无轻生想法。（由纸质台账补录）",
			"family_situation": "随母亲生活，母亲在超市工作，沟通顺畅。",
			"support_advice": "多肯定点滴进步，考试周前后重点关注。",
		},
		measures=(("每周谈心一次", "Support", 20), ("补考科目结对帮扶", "Support", 30)),
		acts=(
			Act("lead_of_story", "File Ledger"),
			Act("carer", "Start Support"),
			Act(
				"lead_of_story",
				dispatch=(43, "开始参加晚自习，情绪平稳。", "继续每周谈心。", ""),
			),
			Act("lead_of_story", dispatch=(15, "期中通过一门补考，愿意参加社团。", "两周后再调度。", "")),
		),
	),
	Story(
		"物联网应用2401班",
		8,
		nominated_by="lead",
		days_ago=75,
		source="Hospital",
		level="Red",
		factors=("Mental illness", "Employment pressure"),
		flags={"family_aware": 1},
		texts={
			"factor_detail": "暑期住院治疗后返校，实习受挫后再次失眠、消极言语。（由纸质台账补录）",
			"family_situation": "父母重视，父亲每周到校一次。",
			"medication": "规律服药，由辅导员提醒。",
			"hospital": "省精神卫生中心，每月复诊。",
			"support_advice": "实习单位导师每日报平安，勿安排夜班。",
		},
		measures=(("实习导师每日联系", "Support", 40), ("心理中心每周咨询", "Counselling", 40)),
		acts=(
			Act("lead_of_story", "File Ledger"),
			Act("carer", "Start Support"),
			Act("lead_of_story", dispatch=(14, "服药规律，睡眠改善。", "维持现有措施。", "")),
			Act(
				"lead_of_story",
				dispatch=(0, "连续四周平稳，复诊医生建议减少频次。", "建议降为橙色，双签后执行。", "Orange"),
			),
		),
	),
	Story(
		"护理2602班",
		3,
		nominated_by="lead2",
		days_ago=90,
		source="Talk",
		level="Green",
		factors=("Strained relations",),
		flags={"family_aware": 1},
		texts={
			"factor_detail": "与室友矛盾，曾要求退学。（由纸质台账补录）",
			"family_situation": "家庭完整，父母支持。",
			"support_advice": "宿舍长留意相处情况。",
		},
		measures=(("调整宿舍并跟踪相处", "Support", 5),),
		acts=(
			Act("lead_of_story", "File Ledger"),
			Act("carer", "Start Support"),
			Act("lead_of_story", dispatch=(62, "调宿后相处融洽。", "继续观察。", "")),
			Act("lead_of_story", dispatch=(32, "当选小组长，情绪良好。", "继续观察。", "")),
			Act("lead_of_story", dispatch=(2, "连续三月平稳，本人也认为不再需要帮扶。", "建议销号。", "")),
			Act(
				"carer",
				write={
					"close_reason": "矛盾已化解，连续三次调度平稳。",
					"close_evidence": "三次调度记录、谈心记录、宿舍长反馈。",
				},
				measures_done="已完成，效果良好",
			),
			Act("carer", "Propose Closing"),
		),
	),
	Story(
		"软件技术2501班",
		14,
		nominated_by="lead",
		days_ago=95,
		source="Absence",
		level="Green",
		factors=("Academic pressure",),
		texts={
			"factor_detail": "开学初连续旷课，沉迷游戏。（由纸质台账补录）",
			"family_situation": "父亲严格，母亲可沟通。",
			"support_advice": "早操、晚自习点名关注。",
		},
		measures=(("班委结对，每日提醒到课", "Support", 5),),
		acts=(
			Act("lead_of_story", "File Ledger"),
			Act("carer", "Start Support"),
			Act("lead_of_story", dispatch=(64, "到课率恢复到九成。", "继续结对。", "")),
			Act("lead_of_story", dispatch=(33, "未再旷课。", "继续观察。", "")),
			Act("lead_of_story", dispatch=(1, "期中成绩合格，作息正常。", "建议销号。", "")),
			Act(
				"carer",
				write={
					"close_reason": "到课与作息已恢复正常。",
					"close_evidence": "考勤记录、期中成绩、三次调度记录。",
				},
				measures_done="到课正常",
			),
			Act("carer", "Propose Closing"),
			Act("lead_of_story", "Sign Closing"),
		),
	),
	Story(
		"机电一体化2501班",
		7,
		nominated_by="lead3",
		days_ago=100,
		source="Warning",
		level="Green",
		factors=("Financial difficulty",),
		texts={
			"factor_detail": "家庭突发变故，经济困难，情绪低落。（由纸质台账补录）",
			"family_situation": "父亲工伤，母亲照料。",
			"support_advice": "资助政策主动告知。",
		},
		measures=(("办理助学金与勤工助学", "Funding", 5),),
		acts=(
			Act("lead_of_story", "File Ledger"),
			Act("carer", "Start Support"),
			Act("lead_of_story", dispatch=(70, "助学金到账，情绪好转。", "继续观察。", "")),
			Act("lead_of_story", dispatch=(40, "勤工助学上岗，表现良好。", "继续观察。", "")),
			Act("lead_of_story", dispatch=(6, "生活稳定。", "建议销号。", "")),
			Act(
				"carer",
				write={
					"close_reason": "经济困难已缓解，情绪稳定。",
					"close_evidence": "资助发放记录、三次调度记录。",
				},
				measures_done="资助已落实",
			),
			Act("carer", "Propose Closing"),
			Act("lead_of_story", "Sign Closing"),
			Act("psychhead", "Sign Closing"),
		),
	),
)


def create() -> None:
	for story in STORIES:
		student = students.in_class(story.unit, story.place).number
		if not frappe.db.exists(DOCTYPE, {"student": student}):
			_tell(story, student)


def _tell(story: Story, student: str) -> None:
	with acting_as(accounts.user_of(story.nominated_by)):
		ledger = frappe.get_doc(
			{
				"doctype": DOCTYPE,
				"student": student,
				"occurred_on": add_days(nowdate(), -story.days_ago),
				"discovery_source": story.source,
				"risk_level": story.level,
				"risk_factors": [{"risk_factor": factor} for factor in story.factors],
				"measures": [
					{"measure": measure, "type": kind, "due": add_days(nowdate(), due)}
					for measure, kind, due in story.measures
				],
				**story.flags,
				**story.texts,
			}
		).insert()
	for act in story.acts:
		with acting_as(_actor(act.by, ledger)):
			ledger = _take(frappe.get_doc(DOCTYPE, ledger.name), act)
		if act.action == "File Ledger":  # on paper it was filed then
			ledger.db_set("filed_on", add_days(nowdate(), -story.days_ago), update_modified=False)


def _actor(who: str, ledger) -> str:
	"""`carer` and `lead_of_story` are whoever the app named in the ledger; others are accounts."""
	if who == "carer":
		return ledger.responsible_person
	if who == "lead_of_story":
		return ledger.lead
	return accounts.user_of(who)


def _take(ledger, act: Act):
	if act.write or act.dispatch or act.measures_done:
		ledger.update(act.write)
		if act.dispatch:
			days_ago, situation, decision, level = act.dispatch
			ledger.append(
				"dispatches",
				{
					"date": add_days(nowdate(), -days_ago),
					"situation": situation,
					"decision": decision,
					"level_after": level,
				},
			)
		for row in ledger.measures if act.measures_done else ():
			row.update({"done": 1, "result": act.measures_done})
		ledger.save()
	if act.action == "Sign Closing":
		openings.read(DOCTYPE, ledger.name, _("Review or signature"))
	return apply_workflow(ledger, act.action) if act.action else ledger
