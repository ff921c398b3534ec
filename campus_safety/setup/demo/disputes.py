"""Two disputes, one being mediated and one settled and due to be revisited; and this week's look at the cameras."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

DISPUTE, REVIEW = "Campus Dispute Case", "Campus CCTV Review"
CLASS = "数控技术2601班"


def create() -> None:
	if not frappe.db.exists(DISPUTE, {"recorded_by": accounts.user_of("counsellor4")}):
		_roommates()
		_canteen()
	if not frappe.db.exists(REVIEW, {"recorded_by": accounts.user_of("security")}):
		_look()


def _roommates() -> None:
	"""Found by the counsellor, mediated by them."""
	one, other = (students.in_class(CLASS, place).number for place in (3, 4))
	with acting_as(accounts.user_of("counsellor4")):
		dispute = frappe.get_doc(
			{
				"doctype": DISPUTE,
				"dispute_type": "Students",
				"found_at": add_to_date(now_datetime(), days=-2),
				"place": "2号楼306",
				"cause": "一方夜里打游戏外放声音，另一方多次提醒后动手推搡。",
				"parties": [
					{"side": "First Side", "student": one, "says": "已经戴耳机，对方先骂人"},
					{"side": "Second Side", "student": other, "says": "连续三晚睡不着"},
				],
			}
		).insert()
	_register(dispute, "counsellor4", measures="当晚分别谈话，查看当晚值班记录")
	with acting_as(accounts.user_of("counsellor4")):
		apply_workflow(frappe.get_doc(DISPUTE, dispute.name).as_dict(), "Begin Mediation")


def _canteen() -> None:
	"""Settled by an agreement; both sides are asked again in a month."""
	found = add_to_date(now_datetime(), days=-5)
	with acting_as(accounts.user_of("affairs")):
		dispute = frappe.get_doc(
			{
				"doctype": DISPUTE,
				"dispute_type": "Economic",
				"found_at": found,
				"place": "食堂二楼",
				"cause": "窗口重复扣款，学生要求退还，承包户不认。",
				"parties": [
					{"side": "First Side", "student": students.in_class(CLASS, 5).number, "agrees": 1},
					{"side": "Second Side", "who": "二楼7号窗口承包户", "agrees": 1},
				],
			}
		).insert()
	_register(dispute, "affairs", measures="调取消费流水，双方当面核对")
	with acting_as(accounts.user_of("affairs")):
		apply_workflow(frappe.get_doc(DISPUTE, dispute.name).as_dict(), "Begin Mediation")
		mediated = frappe.get_doc(DISPUTE, dispute.name)
		mediated.update(
			{
				"outcome": "Agreement",
				"result": "三日内退还重复扣款，窗口张贴扣款查询办法",
				"agreed_on": getdate(),
			}
		)
		mediated.save()
		apply_workflow(mediated.as_dict(), "Record the Result")


def _register(dispute, mediator: str, **values) -> None:
	with acting_as(accounts.user_of("safety")):
		registered = frappe.get_doc(DISPUTE, dispute.name)
		registered.update({"mediator": accounts.user_of(mediator), **values})
		registered.save()
		apply_workflow(registered.as_dict(), "Register the Dispute")


def _look() -> None:
	yesterday = add_days(getdate(), -1)
	with acting_as(accounts.user_of("security")):
		frappe.get_doc(
			{
				"doctype": REVIEW,
				"reason": "Weekly Review",
				"area": "校门与围墙",
				"camera": "西围墙 07 号",
				"view_from": f"{yesterday} 21:00:00",
				"view_to": f"{yesterday} 23:00:00",
				"result": "Something",
				"findings": "22:10 有两人翻越围墙入校，已通知值班保安加巡。",
			}
		).insert()
