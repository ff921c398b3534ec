"""Early warning: an assessment, a rule that runs, and its warnings, each at another step."""

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.services.privacy import assessments
from campus_safety.services.warning import raising, registry, rules, steps
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as, make

RULE = "谈话状态不稳"
ASSESSED = {
	"title": "学生早期预警处理活动",
	"purpose": "把分散在谈话、考勤、查寝里的信号放到一起，尽早有人去看一看学生。不用于评优、处分，不自动改变风险等级。",
	"necessity": "单条记录看不出问题；只用登记的次数、日期和选项，不用谈话内容，不用家庭、贫困、民族等信息。",
	"risks": "误报造成标签；预警过多无人处理；被用来给学生排名。",
	"measures": "每条预警列出依据；由人确认或说明理由否定；准确率低自动暂停；只有负责该生的人能看。",
}
SIGNAL = {
	"evidence_doctype": "Campus Heart Talk",
	"student_field": "student",
	"time_field": "talk_time",
	"evidence_filter": '[["mental_state", "in", ["Fluctuating", "Abnormal"]]]',
	"window_days": 45,
	"min_count": 1,
	"weight": 2,
	"half_life_days": 30,
}


def create() -> None:
	_assess()
	if not frappe.db.exists(registry.RULE, RULE):
		_switch_on()
		_decide()


def _assess() -> None:
	with acting_as(accounts.user_of("affairs")):
		values = {"unit": u.name_of("学生工作处(团委)"), "valid_until": add_days(nowdate(), 365), **ASSESSED}
		name = make(assessments.ASSESSMENT, {"activity": "Early Warning"}, values)
	if frappe.db.get_value(assessments.ASSESSMENT, name, "status") == "Draft":
		with acting_as(accounts.user_of("leader")):
			assessments.approve(frappe.get_doc(assessments.ASSESSMENT, name), now_datetime())


def _switch_on() -> None:
	with acting_as(accounts.user_of("affairs")):
		rule = frappe.get_doc(
			{
				"doctype": registry.RULE,
				"rule_name": RULE,
				"act": "一周内再谈一次，和室友聊一句；需要时陪同预约心理中心。",
				"enabled": 1,
				"expires_on": add_days(nowdate(), 180),
				"owner_position": "Counsellor",
				"load_budget": 5,
				"threshold": 1.5,
				"level": "Attention",
				"signals": [SIGNAL],
			}
		).insert()
	raising.raise_for(rules.read(rule), now_datetime())


def _decide() -> None:
	"""One dismissed, one taken, the others wait."""
	names = frappe.get_all(
		rules.WARNING,
		filters={"rule": RULE, "assigned_to": ("is", "set")},
		fields=["name", "assigned_to"],
		order_by="score asc, name asc",
		limit=2,
	)
	for place, warning in enumerate(names):
		with acting_as(warning.assigned_to):
			if place == 0:
				steps.dismiss(
					warning.name,
					warning.assigned_to,
					"Explained",
					"补考没过，心里着急；补课已安排。",
					now_datetime(),
				)
			else:
				steps.take(warning.name, warning.assigned_to, now_datetime())
