"""Help for those around after an accident: begun, one talk held, one still to be offered."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

POSTVENTION = "Campus Postvention"


def create() -> None:
	near = [students.in_class("机电一体化2501班", place).number for place in (3, 4)]
	unit = frappe.db.get_value("Campus Student", near[0], "unit")
	if frappe.db.exists(POSTVENTION, {"unit": unit}):
		return
	talks = {"nearness": "Roommate", "talker": accounts.user_of("psychteacher")}
	with acting_as(accounts.user_of("psychhead")):
		record = frappe.get_doc(
			{
				"doctype": POSTVENTION,
				"event_kind": "Accident",
				"unit": unit,
				"facts": "一名学生校外骑车受伤住院，室友在场并送医，情况稳定。",
				"spokesperson": accounts.user_of("publicity"),
				"people": [
					{
						**talks,
						"student": near[0],
						"offered_at": now_datetime(),
						"answer": "Accepted",
						"held_at": now_datetime(),
						"note": "睡眠受影响，约定下周再谈。",
					},
					{**talks, "student": near[1]},
				],
			}
		).insert()
		apply_workflow(record.as_dict(), "Begin the Support")
