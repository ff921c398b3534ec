"""What follows when an application to live off campus moves on, and who lives outside today."""

from datetime import date

import frappe
from frappe import _
from pypika.terms import ExistsCriterion

from campus_safety.domain import roles as r
from campus_safety.domain.leave.away import ACTIVE
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_holders, get_users_with_role

RESIDENCE, STUDENT = "Campus Off Campus Residence", "Campus Student"
OFF_CAMPUS = "Off Campus"


def follow(doc, today: date) -> None:
	"""`on_update` of a residence: the next who must decide; who is visited outside follows what begins or ends today."""
	before = doc.get_doc_before_save()
	if before and before.status == doc.status:
		return
	waits_for = {
		"Counsellor Review": lambda: get_holders(("Counsellor",), doc.unit),
		"College Review": lambda: get_holders(("College Lead",), doc.college),
		"Affairs Review": lambda: get_users_with_role(r.STUDENT_AFFAIRS),
	}
	note_in_students(today, doc.student)
	if doc.status in waits_for:
		tell(
			waits_for[doc.status](),
			lambda: _("Application {0} to live off campus waits for you.").format(doc.name),
			f"residence|{doc.name}|{doc.status}",
			doc,
		)


def lives_outside(student: str, today: date) -> bool:
	"""By an approved residence that has begun and is not over."""
	return bool(
		frappe.db.exists(
			RESIDENCE,
			{"student": student, "status": ACTIVE, "from_date": ("<=", today), "to_date": (">=", today)},
		)
	)


def note_in_students(today: date, student: str | None = None) -> int:
	"""`lives_off_campus`, which the duty of a monthly visit is owed by. Nobody's register changes, and the night does not
	read it: an approval explains a night by itself, between its dates. Returns how many changed.
	"""
	person, home = frappe.qb.DocType(STUDENT), frappe.qb.DocType(RESIDENCE)
	living = (
		frappe.qb.from_(home)
		.select(home.name)
		.where((home.student == person.name) & (home.status == ACTIVE))
		.where((home.from_date <= today) & (home.to_date >= today))
	)
	outside = (person.residence_type == OFF_CAMPUS) | ExistsCriterion(living)
	changed = 0
	for value, condition in ((1, outside), (0, outside.negate())):
		query = (
			frappe.qb.from_(person).select(person.name).where(condition & (person.lives_off_campus != value))
		)
		if student:
			query = query.where(person.name == student)
		names = [row[0] for row in query.run()]
		if names:
			frappe.db.set_value(
				STUDENT, {"name": ("in", names)}, "lives_off_campus", value, update_modified=False
			)
		changed += len(names)
	return changed
