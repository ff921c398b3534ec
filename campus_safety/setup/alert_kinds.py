"""Who is told of what, and when (engines.alerts), seeded where missing; afterwards the school's own to edit."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.engines.alerts.kinds import KIND
from campus_safety.setup import seeded

HOUR, DAY = 60, 24 * 60
SAFETY, SECURITY = {"to_role": r.SAFETY_OFFICE}, {"to_role": r.SECURITY_OFFICE}
LEAD = {"to_position": "College Lead"}
ADVISER, COUNSELLOR = {"to_position": "Class Adviser"}, {"to_position": "Counsellor"}
HEAD, AFFAIRS, LEADER = ({"to_role": role} for role in (r.PSYCH_HEAD, r.STUDENT_AFFAIRS, r.SCHOOL_LEADER))
TEACHERS, DUTY = {"to_role": r.PSYCH_TEACHER}, {"on_duty": "School"}
CENTRE = {"on_duty": "Centre"}
OFFICE, DISCIPLINE = {"to_role": r.SCHOOL_OFFICE}, {"to_role": r.DISCIPLINE_OFFICE}

# kind: (life and limb, say again, silence of who has taken it, steps, what to do, ready answers)
KINDS: dict[str, tuple] = {
	"Grave Nomination": (
		True,
		30,
		HOUR,
		((0, LEAD), (0, HEAD), (0, AFFAIRS), (15, DUTY), (30, LEADER)),
		"有生命危险先打120、110，再通知家长。请点“接手”，立即与提名人通话，确认学生身边有人，然后立档。",
		("已与提名人通话，学生身边有人", "已通知家长", "正在立档"),
	),
	"Nomination": (
		False,
		DAY,
		0,
		((0, LEAD), (DAY, HEAD), (2 * DAY, AFFAIRS)),
		"请审核提名：立档，或说明为何不立档。",
		("今天内审核", "需要补充情况，请联系我"),
	),
	"Crisis": (
		True,
		30,
		HOUR,
		((0, LEAD), (0, HEAD), (0, AFFAIRS), (15, DUTY), (30, LEADER)),
		"有生命危险先打120、110，再通知家长，学生身边不离人。请点“接手”，打开个案看清单。",
		("已到现场", "已与学生在一起", "正在联系家长"),
	),
	"Crisis to Start": (
		False,
		4 * HOUR,
		0,
		((0, HEAD), (0, LEAD), (DAY, AFFAIRS)),
		"请核对评估，决定是否启动处置。",
		("今天内评估", "今天内启动"),
	),
	"Crisis Action Overdue": (
		True,
		HOUR,
		HOUR,
		((0, LEAD), (30, HEAD), (60, AFFAIRS), (120, LEADER)),
		"危机个案有到期未完成的事项。请接手，完成后在清单上写明并勾选。",
		("正在办", "已完成，正在登记"),
	),
	"Urgent Abnormal Report": (
		True,
		15,
		HOUR,
		((0, DUTY), (0, LEAD), (5, AFFAIRS), (15, LEADER)),
		"有生命危险先打120、110。请打开报告点“接手”，马上联系本人或报告人所说的地点，确认身边有人，再通知家长。",
		("已联系上本人", "正赶往现场", "已到学生身边"),
	),
	"Confidential Abnormal Report": (
		True,
		15,
		HOUR,
		((0, LEADER),),
		"请受理人立即接手：性侵害马上报警并报告主管部门，只告知必须知道的人。",
		("已接手", "已报警"),
	),
	"Abnormal Report to Take": (
		False,
		4 * HOUR,
		0,
		((0, LEAD), (2 * HOUR, AFFAIRS), (DAY, LEADER)),
		"请打开报告点“接手”，核实情况。",
		("今天内核实", "已在处理"),
	),
	"Report Deadline Missed": (
		True,
		4 * HOUR,
		2 * HOUR,
		((30, AFFAIRS), (2 * HOUR, LEADER)),
		"异常上报有到期未完成的事项。请接手，办完后在报告上登记时间。",
		("正在办", "已完成，正在登记"),
	),
	"Handover of a Key Student": (
		False,
		DAY,
		0,
		((0, LEAD), (DAY, HEAD), (2 * DAY, AFFAIRS)),
		"请指定今后由谁负责，或决定不变。",
		("今天内指定", "已与接手人沟通"),
	),
	"Handover Overdue": (
		False,
		DAY,
		0,
		((0, LEAD), (2 * DAY, HEAD), (5 * DAY, AFFAIRS)),
		"转接已超过接收期限。请接手：督促移交、接收或监交；移交人不在岗的由学院代为移交。",
		("今天内办完", "移交人不在岗，由学院代办"),
	),
	"First Talk Overdue": (
		False,
		DAY,
		0,
		((DAY, LEAD), (3 * DAY, HEAD)),
		"接手后的首次谈话已过期限。请今天与学生谈一次并登记。",
		("今天谈", "学生不在校，已电话联系"),
	),
	"Talk for the Psych Centre": (
		False,
		4 * HOUR,
		2 * DAY,
		((0, HEAD), (2 * HOUR, TEACHERS), (DAY, AFFAIRS)),
		"请接手：与谈话人联系，约学生见面。",
		("今天约谈", "本周约谈", "已约谈，继续关注", "建议立档", "退回：请先由班级跟进"),
	),
	"Urgent Screening Flag": (
		True,
		15,
		HOUR,
		((0, CENTRE), (0, HEAD), (5, TEACHERS), (30, AFFAIRS)),
		"学生在测评中可能提到自伤。请点“接手”，马上联系本人，确认身边有人；有危险先打120、110。",
		("已联系上本人，情况平稳", "已到学生身边", "正在联系，请值班人员协助"),
	),
	"Talk to Offer": (
		False,
		0,
		0,
		((0, COUNSELLOR), (7 * DAY, LEAD)),
		"请在近期与这名学生谈一次心，了解近况。不必追问测评，也不作任何记录以外的处理。",
		("本周谈", "已谈，情况平稳"),
	),
	"Abnormal Talk": (
		False,
		4 * HOUR,
		2 * DAY,
		((0, LEAD), (4 * HOUR, AFFAIRS)),
		"请接手：了解情况，决定下一步。",
		("已了解，安排专人跟进", "建议立档", "转心理中心"),
	),
	"Urgent Request for Counselling": (
		True,
		15,
		HOUR,
		((0, TEACHERS), (0, HEAD), (0, CENTRE), (30, HEAD)),
		"有学生急需帮助，还没有人接手。请打开预约点“接手”，今天内见面或通话；有生命危险先打120、110。",
		("马上联系", "今天内见面"),
	),
	"Centre Open Less Than Eight Hours": (
		False,
		2 * HOUR,
		0,
		((0, HEAD), (2 * HOUR, AFFAIRS)),
		"今天心理咨询中心的实际开放时间不足8小时：请安排有资质的教师补班，或打开已到岗人员的值班。",
		("已安排补班", "今天停开，已公告"),
	),
	"Key Feedback to Acknowledge": (
		False,
		DAY,
		0,
		((0, LEAD), (12 * HOUR, LEAD), (DAY, HEAD)),
		"心理中心的重点反馈请在24小时内签收，并答复学院的安排。",
		("已签收，今天安排", "已与咨询师沟通"),
	),
	"Parents Not Reached": (
		False,
		0,
		0,
		((0, COUNSELLOR), (0, ADVISER), (3 * DAY, LEAD)),
		"家长多次联系不上：请核实号码，必要时家访。",
		("号码已更正", "已联系上家长", "已安排家访"),
	),
	"Home Visit to Decide": (
		False,
		DAY,
		0,
		((0, LEAD), (2 * DAY, AFFAIRS)),
		"家访计划待审批。",
		("今天内审批",),
	),
	"Major Hazard": (
		True,
		2 * HOUR,
		2 * HOUR,
		((0, SAFETY), (0, SECURITY), (30, LEADER), (60, DUTY)),
		"重大隐患：先看临时措施是否到位，必要时停用、撤人。安委会办公室和校领导各点一次“挂牌督办”。",
		("已到现场", "已停用并撤人", "临时措施到位，正在挂牌"),
	),
	"Urgent Early Warning": (
		True,
		2 * HOUR,
		4 * HOUR,
		((0, LEAD), (HOUR, AFFAIRS), (HOUR, HEAD), (3 * HOUR, DUTY)),
		"几个信号凑到了一起：请马上打开预警看是哪些，先见到或联系到学生本人，再点“接手”。",
		("正在联系学生", "已见到学生，情况平稳", "已见到学生，正在提名"),
	),
	"Early Warning": (
		False,
		DAY,
		4 * DAY,
		((DAY, LEAD), (3 * DAY, AFFAIRS)),
		"几个信号凑到了一起：请打开预警看是哪些，核实后“确认”转入一生一档，或写明为什么不是风险。",
		("今天找学生谈", "正在核实"),
	),
	"Hazard to Assign": (
		False,
		DAY,
		0,
		((0, SECURITY), (0, LEAD), (DAY, SAFETY), (3 * DAY, LEADER)),
		"有人登记了隐患：请指定整改责任人、验收人和期限。",
		("今天内派出",),
	),
	"Hazard Overdue": (
		False,
		DAY,
		2 * DAY,
		((0, LEAD), (0, SECURITY), (2 * DAY, SAFETY), (5 * DAY, LEADER)),
		"隐患超过整改期限：请说明卡在哪里，先把临时措施做到位。",
		("今天整改完", "需要经费，已上报", "需要别的部门配合，请协调"),
	),
	"Hazard to Accept": (
		False,
		DAY,
		0,
		((2 * DAY, SECURITY), (4 * DAY, SAFETY)),
		"整改人已报完成：请到现场看过再验收，不合格写明原因退回。",
		("今天去看",),
	),
	"Inspection Overdue": (
		False,
		DAY,
		2 * DAY,
		((0, LEAD), (DAY, SECURITY), (3 * DAY, SAFETY)),
		"安全排查过了期限还没有做完。没看过的项目一直显示为“未查”。",
		("今天做完",),
	),
	"Emergency Incident": (
		True,
		5,
		HOUR,
		((0, SAFETY), (0, SECURITY), (0, AFFAIRS), (0, LEAD), (5, DUTY), (10, LEADER)),
		"有生命危险先打120、110、119。打开事件点“接手指挥”，先报值班领导，再按页面上的时限逐项办。",
		("正赶往现场", "已到现场", "已接手指挥"),
	),
	"Incident Clock Missed": (
		True,
		15,
		30,
		((0, SAFETY), (15, LEADER)),
		"突发事件有到时限未办的报告或通知。请马上办，办完在事件页面点一下。",
		("正在办", "已办，正在登记"),
	),
	"Complaint to Take": (
		False,
		DAY,
		0,
		((0, OFFICE), (2 * DAY, LEADER)),
		"有新的诉求：首接负责，先给第一次答复，再分类、派给能解决的部门和一个人。",
		("今天内派出",),
	),
	"Complaint about Conduct to Take": (
		False,
		DAY,
		0,
		((0, DISCIPLINE), (2 * DAY, LEADER)),
		"有涉及师德或受理部门的诉求：当事人不经手、看不到；派给当事人以外的人办理。",
		("今天内派出",),
	),
	"Complaint Late": (
		False,
		DAY,
		DAY,
		((0, OFFICE), (DAY, LEADER)),
		"诉求超过时限：先给诉求人一个答复，写明卡在哪里、什么时候能办完。",
		("今天答复", "需要别的部门配合，请协调"),
	),
	"Complaint about Conduct Late": (
		False,
		DAY,
		DAY,
		((0, DISCIPLINE), (DAY, LEADER)),
		"涉及师德或受理部门的诉求超过时限：先给诉求人一个答复，写明什么时候能办完。",
		("今天答复",),
	),
	"Patrol Not Made": (
		False,
		15,
		20,
		((0, SECURITY), (10, SAFETY)),
		"这一班巡逻已经开始，还没有人到点：请马上去，或派人去。",
		("马上去", "已派人"),
	),
	"Visitor Not Seen Leaving": (
		False,
		4 * HOUR,
		0,
		((0, SECURITY), (2 * HOUR, SAFETY)),
		"校门已关，访客没有登记离开：先联系被访人和访客本人，清点时算在校内。",
		("正在核实", "被访人确认已离校"),
	),
	"Leave to Decide": (
		False,
		DAY,
		0,
		((2 * HOUR, LEAD), (12 * HOUR, AFFAIRS)),
		"请假待审批，学生在等答复。",
		("马上审批", "需要与家长核实"),
	),
}


def create_missing_alert_kinds() -> None:
	for name, (urgent, repeat, silence, steps, what_to_do, answers) in KINDS.items():
		if not seeded.is_new(KIND, name, bool(frappe.db.exists(KIND, name))):
			continue
		frappe.get_doc(
			{
				"doctype": KIND,
				"kind_name": name,
				"enabled": 1,
				"urgent": int(urgent),
				"repeat_minutes": repeat,
				"silence_minutes": silence,
				"what_to_do": what_to_do,
				"answers": "\n".join(answers),
				"steps": [{"after_minutes": minutes, **whom} for minutes, whom in steps],
			}
		).insert(ignore_permissions=True)  # install and migrate run without a person
