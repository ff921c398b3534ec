"""Three abnormal reports: one without a name that is being asked about, one by name, and a further one about the same student."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.services.incidents import filing, floods, questions
from campus_safety.services.incidents.filing import Told
from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

REPORT = "Campus Abnormal Report"
PLACE = "实训楼三楼"


def create() -> None:
	if frappe.db.exists(REPORT, {"place": PLACE}):
		return
	_nameless()
	student = students.in_class("数控技术2601班", 7).number
	_by_name("dorm2", "宿管反映：连续三晚很晚才回，和室友不说话。", student)
	_by_name("counsellor4", "近两周旷课四次，课间一个人坐着。", student)


def _nameless() -> None:
	"""Taken, with a question that waits for its answer."""
	now = now_datetime()
	told = Told("有几个人课间围着一个男生要钱，不是第一次了。", "好像是数控专业的新生", PLACE, ("Bullying",))
	with acting_as("Guest"):
		filing.file_nameless(told, "", floods.begin(floods.REPORT, now)["token"], now)
	name = frappe.db.get_value(REPORT, {"place": PLACE})
	with acting_as(accounts.user_of("safety")):
		apply_workflow(frappe.get_doc(REPORT, name).as_dict(), "Take the Report")
		questions.ask(frappe.get_doc(REPORT, name), "一般是什么时间？", "上午课间\n中午\n放学后", now)


def _by_name(account: str, facts: str, student: str) -> None:
	"""A dorm manager has no form in the Desk: theirs comes by the page, and who takes reports knows the student."""
	user, now = accounts.user_of(account), now_datetime()
	if account.startswith("dorm"):
		with acting_as(user):
			filing.file_named(Told(facts, signs=("Routine",)), "", "", f"demo-{account}", user, now)
		name = frappe.get_all(REPORT, {"student": ("is", "not set")}, order_by="creation desc", pluck="name")[
			0
		]
		with acting_as(accounts.user_of("safety")):
			report = frappe.get_doc(REPORT, name)
			report.student = student
			report.save()
		return
	with acting_as(user):
		frappe.get_doc(
			{"doctype": REPORT, "student": student, "facts": facts, "signs": [{"sign": "Behaviour"}]}
		).insert()
