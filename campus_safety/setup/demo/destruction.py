"""Three who graduated years ago: the time of their psychological files has ended, the head has signed, the leader not yet."""

from datetime import date

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime, nowdate

from campus_safety.engines.opening import openings
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.services.psychology import files, retention
from campus_safety.services.psychology.destruction import RECORD
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as, make

GRADUATES = (("20161001", "苗亦凡", "Male"), ("20161002", "温静姝", "Female"), ("20161003", "鲁志远", "Male"))
LEFT = date(2019, 6, 30)
REASON = "毕业已满五年，按学校《心理档案管理办法》不再保存。"


def create() -> None:
	if frappe.db.exists(RECORD, {"reason": REASON}):
		return
	names = [_graduate(*person) for person in GRADUATES]
	files.make_missing(now_datetime())
	frappe.db.set_value("Campus Student", {"name": ("in", names)}, "status", "Graduated")
	# written in their time: a file is kept so many years after the newest record in it, too
	frappe.db.set_value(
		retention.FILE,
		{"student": ("in", names)},
		{"creation": LEFT, "modified": LEFT},
		update_modified=False,
	)
	follow_rows(retention.FILE, frappe.get_all(retention.FILE, {"student": ("in", names)}, pluck="name"))
	retention.follow(now_datetime().date())
	with acting_as(accounts.user_of("psychteacher")):
		record = frappe.get_doc({"doctype": RECORD, "due_by": nowdate(), "reason": REASON}).insert()
		apply_workflow(record.as_dict(), "Propose the Destruction")
	with acting_as(accounts.user_of("psychhead")):
		openings.read(RECORD, record.name, "审核签字")
		apply_workflow(frappe.get_doc(RECORD, record.name).as_dict(), "Sign the Destruction")


def _graduate(number: str, name: str, gender: str) -> str:
	return make(
		"Campus Student",
		{"student_no": number},
		{
			"student_name": name,
			"gender": gender,
			"unit": u.name_of("物联网应用2401班"),
			"residence_type": "Day Student",
			"status": "Enrolled",
			"admission_date": date(2016, 9, 1),
			"graduation_date": LEFT,
		},
	)
