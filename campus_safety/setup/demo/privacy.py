"""An assessment of the gates' data, a student's request about their own information, a hold that was released."""

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.domain.privacy.assessments import GATE_DATA
from campus_safety.services.privacy import assessments, data_requests, legal_holds
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as, make

ASSESSED = {
	"purpose": "夜间查寝时及时发现未归学生，保护学生人身安全。仅用于查寝核对、未归核查与迟归提醒，不用于考勤扣分。",
	"necessity": "人工逐室查寝无法在当晚核实全部学生去向；只接收学号、时间、方向三项，不接收人脸图像。",
	"risks": "长期留存可还原学生行踪；泄露后可能被用于跟踪、骚扰。",
	"measures": "180天自动删除；按楼栋、班级限权查看；导出编号留痕；设备专用密钥只能写入不能读取。",
}
REQUEST = "想查看并复制上学期辅导员与我家长联系的记录。"


def create() -> None:
	_assess()
	_ask()
	_hold()


def _assess() -> None:
	with acting_as(accounts.user_of("security")):
		name = make(
			assessments.ASSESSMENT,
			{"activity": GATE_DATA},
			{
				"title": "宿舍门禁数据处理活动",
				"unit": u.name_of("安全保卫处"),
				"valid_until": add_days(nowdate(), 365),
				**ASSESSED,
			},
		)
	if frappe.db.get_value(assessments.ASSESSMENT, name, "status") == "Draft":
		with acting_as(accounts.user_of("leader")):
			assessments.approve(frappe.get_doc(assessments.ASSESSMENT, name), now_datetime())


def _ask() -> None:
	student = frappe.get_all("Campus Student", {"unit": u.name_of("软件技术2601班")}, pluck="name", limit=8)[
		-1
	]
	with acting_as(accounts.user_of("counsellor")):
		make(
			data_requests.REQUEST,
			{"student": student},
			{"kind": "Copy", "channel": "In Person", "request": REQUEST, "received_on": nowdate()},
		)


def _hold() -> None:
	reason = "接到家长投诉，调取上月走读登记，核查期间不得清理。"
	with acting_as(accounts.user_of("discipline")):
		name = make(
			"Campus Legal Hold",
			{"reason": reason},
			{
				"subject_type": "Period",
				"period_from": add_days(nowdate(), -60),
				"period_to": add_days(nowdate(), -55),
			},
		)
		hold = frappe.get_doc("Campus Legal Hold", name)
		if hold.status == legal_holds.OPEN:
			legal_holds.propose_release(hold, "投诉已办结，当事人签收。", now_datetime())
