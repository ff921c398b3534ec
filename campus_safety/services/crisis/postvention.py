"""Help for those around after an event 事后心理援助 (domain §12): who is near, who talks with them, what everybody keeps to."""

from datetime import datetime, timedelta

import frappe
from frappe import _

from campus_safety.engines.messages.telling import in_school_language, tell
from campus_safety.records.students import AT_SCHOOL

POSTVENTION, STUDENT = "Campus Postvention", "Campus Student"
LOOKED_AFTER = timedelta(days=90)


def get_usual_rule() -> str:
	"""Stored, so in the school's language; the school changes it as it needs."""
	with in_school_language():
		return _(
			"Only the person named speaks to the outside. Nothing about method, place or a note; no guess why; no photos. Each message says where help is: 12356 and the centre. Staff and students pass nothing on."
		)


def get_near(student: str) -> list[dict]:
	"""Rows for the circle: those of the same room, and the class as a whole."""
	row = frappe.db.get_value(STUDENT, student, ["dormitory", "unit"], as_dict=True)
	roommates = row.dormitory and frappe.get_all(
		STUDENT,
		filters={"dormitory": row.dormitory, "name": ("!=", student), "status": ("in", AT_SCHOOL)},
		pluck="name",
		order_by="name asc",
	)
	title = frappe.db.get_value("Campus Unit", row.unit, "unit_name")
	return [
		*({"nearness": "Roommate", "student": name} for name in roommates or ()),
		{"nearness": "Whole Class", "person": title},
	]


def tell_talkers(record, before, now: datetime) -> None:
	"""Whoever was named is told once: number and what to do."""
	known = {row.talker for row in before.people} if before else set()
	tell(
		{row.talker for row in record.people} - known - {None},
		lambda: _("Support after an event {0}: talks with you named are to be offered").format(record.name),
		f"postvention|{record.name}|talks",
		record,
		now=now,
	)
