"""Six complaints, each at another step: one without a name, one that waits for its asker, one refused, one that changed something."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.services.governance.appeals import answers, filing, senders, steps
from campus_safety.services.governance.appeals.filing import Told
from campus_safety.services.incidents import floods
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as

TICKET = filing.TICKET
TAKE, GIVE, BEGIN, REPLY, SEEN, CLOSE = (
	"Triage Complaint",
	"Assign Complaint",
	"Begin Handling",
	"Reply to Complaint",
	"Complaint Revisited",
	"Close Complaint",
)
# what, category, where, whom it is about, how far it has come, values
COMPLAINTS = (
	("二食堂二楼的汤总是冷的，能不能热一点？", "Logistics", "二食堂二楼", "", (TAKE, GIVE, BEGIN, REPLY, SEEN, CLOSE), {"first_response": "今天中午就去现场看。", "reply": "已加装保温台，汤的出锅时间写在窗口上。", "outcome": "Solved", "cause": "设施老化或损坏", "public_summary": "二食堂二楼的汤是冷的", "change_made": "加装了保温台，窗口写明出锅时间"}),
	("1号楼三层洗衣机坏了两台，周末排不上队。", "Logistics", "1号楼三层", "", (TAKE, GIVE, BEGIN), {"first_response": "已报修，配件这周到。", "public_summary": "1号楼三层的洗衣机坏了"}),
	("期末重修报名只开半天，实习的同学赶不上。", "Teaching", "", "", (TAKE,), {}),
	("有老师上课总是拖堂，还当众说学生的成绩。", "Ethics", "", "数控专业的一位任课教师", (), {}),
	("宿舍能不能整夜不断电？", "Logistics", "", "", (TAKE, GIVE, BEGIN), {"first_response": "先问一下是哪几栋。", "reply": "夜间断电是消防要求，走廊和自习室不断电。", "outcome": "Not Within Power", "outcome_reason": "消防规定要求宿舍夜间断电，学校无权改变。", "cause": "校外原因"}),
)  # fmt: skip


def create() -> None:
	if frappe.db.exists(TICKET, {"content": COMPLAINTS[0][0]}):
		return
	for what, category, place, about, way, values in COMPLAINTS:
		ticket = _file(what, category, place, about)
		for step in way:
			_step(ticket, step, values)
	_ask_one()
	_by_telephone()


def _file(what: str, category: str, place: str, about: str):
	now = now_datetime()
	with acting_as("Guest"):
		filed = filing.file_nameless(
			Told(what, category, place, about), floods.begin(floods.REPORT, now)["token"], now
		)
	return frappe.get_doc(TICKET, senders.find_by_code(filed.code).ticket)


def _step(ticket, step: str, values: dict) -> None:
	office, handler = accounts.user_of("office"), accounts.user_of("logistics")
	who = handler if step in (BEGIN, REPLY) else office
	with acting_as(who):
		document = frappe.get_doc(TICKET, ticket.name)
		if step == GIVE:
			document.update({"handler_unit": u.name_of("总务处"), "handler": handler})
		elif step == CLOSE and values.get("change_made"):
			steps.publish(document, office, now_datetime())
			document.reload()
		document.save()
		apply_workflow(frappe.get_doc(TICKET, ticket.name).as_dict(), step)
		if step == BEGIN and values:
			document = frappe.get_doc(TICKET, ticket.name)
			document.update(values)
			document.save()


def _ask_one() -> None:
	"""Its clock waits."""
	name = frappe.db.get_value(TICKET, {"content": COMPLAINTS[1][0]})
	with acting_as(accounts.user_of("logistics")):
		answers.ask(frappe.get_doc(TICKET, name), "是东侧还是西侧的洗衣房？", now_datetime())


def _by_telephone() -> None:
	"""Taken down by the office; the name goes elsewhere."""
	with acting_as(accounts.user_of("office")):
		frappe.get_doc(
			{
				"doctype": TICKET,
				"source": "Phone",
				"category": "Student Affairs",
				"content": "家长反映：助学金发放时间能不能提前说一声。",
				"appellant": "一位家长",
				"contact": "13800000000",
			}
		).insert()
