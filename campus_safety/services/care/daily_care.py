"""What stands beside the form of a talk or a contact, and routine facts entered for a whole class."""

from dataclasses import dataclass
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_first_day, getdate

from campus_safety.access.scopes import held, held_units
from campus_safety.domain.care.parent_contact import ATTEMPTS
from campus_safety.engines import timeline
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.scope import get_term_of
from campus_safety.records.students import AT_SCHOOL, get_guardians

TALK, CONTACT, OBLIGATION = "Campus Heart Talk", "Campus Parent Contact", "Campus Duty Obligation"
SHOWN = 5
MOST_CLASSES = 12
MOST_ROWS = 500
# what a row of a class entry may hold: facts, never what was said
ROW_FIELDS = frozenset(("student", "result", "channel", "contact_time", "guardian_name", "relation"))


# beside the form


def get_student_card(student: str) -> dict:
	"""Guardians, last talks and contacts, open duties, attention level: each only as far as the caller may see it."""
	return {
		"student": frappe.db.get_value(
			"Campus Student", student, ["name", "student_name", "unit", "status", "mobile"], as_dict=True
		),
		"standing": timeline.get_standing(student),
		"guardians": get_guardians(student),
		"talks": _last(
			TALK, student, "talk_time", ("talk_type", "mental_state", "topics", "measures", "next_talk_date")
		),
		"contacts": _last(CONTACT, student, "contact_time", ("channel", "result", "followup_due")),
		"duties": get_open_duties(student),
	}


def _last(doctype: str, student: str, time_field: str, fields: tuple[str, ...]) -> list[dict]:
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype,
		filters={"student": student, "status": "Recorded"},
		fields=["name", f"{time_field} as at", "recorded_by", "late_entry", *fields],
		order_by=f"`tab{doctype}`.`{time_field}` desc",
		limit_page_length=SHOWN,
	)


def get_open_duties(student: str) -> list[dict]:
	"""What is owed to this student now, the most urgent first."""
	if not frappe.has_permission(OBLIGATION, "read"):
		return []
	return frappe.get_list(
		OBLIGATION,
		filters={"student": student, "state": ("in", ("Open", "Overdue"))},
		fields=["name", "rule", "state", "due_date", "evidence_doctype"],
		order_by=f"`tab{OBLIGATION}`.`due_date` asc",
		limit_page_length=SHOWN,
	)


# whom to choose


def get_class_students(doctype: str, unit: str | None, today: date) -> dict:
	"""Students of one class the caller looks after, those still to be talked with (or contacted) first.

	{"units": classes to choose from, "unit": the one shown, "students": [{name, student_name, status, done}]}.
	`done`: the day of the record that counts for this month's talk, or this term's contact.
	"""
	units = get_own_classes()
	if unit not in units:
		unit = units[0] if units else None
	own = held(frappe.session.user, "Campus Student")
	filters = {"unit": unit} if unit else {"name": ("in", own or [""])}
	students = frappe.get_list(
		"Campus Student",
		filters={**filters, "status": ("in", AT_SCHOOL)},
		fields=["name", "student_name", "status"],
		order_by="`tabCampus Student`.`name` asc",
		limit_page_length=0,
	)
	done = _done(doctype, [student.name for student in students], today)
	for student in students:
		student.done = done.get(student.name)
	students.sort(key=lambda student: bool(student.done))  # keeps the order of numbers
	return {"units": units if len(units) <= MOST_CLASSES else [unit], "unit": unit, "students": students}


def get_own_classes() -> list[str]:
	return frappe.get_all(
		"Campus Unit",
		filters={"name": ("in", held_units(frappe.session.user) or [""]), "unit_type": "Class"},
		order_by="lft",
		pluck="name",
	)


def _done(doctype: str, students: list[str], today: date) -> dict[str, str]:
	"""{student: day of the newest record that counts in the running period}."""
	time_field, since = ("talk_time", get_first_day(today))
	if doctype == CONTACT:
		term = get_term_of(today)
		since = frappe.db.get_value("Campus Term", term, "start_date") if term else since
		time_field = "contact_time"
	filters = {"student": ("in", students or [""]), time_field: (">=", since), "counts": 1}
	if doctype == TALK:
		filters["talk_type"] = ("!=", "Contact")  # a short word of the day is no talk
	rows = frappe.get_list(
		doctype,
		filters=filters,
		fields=["student", time_field],
		order_by=f"`tab{doctype}`.`{time_field}` asc",
		limit_page_length=0,
	)
	return {row.student: str(getdate(row[time_field])) for row in rows}


# routine facts of a class


@dataclass
class BadRow:
	row: int
	student: str | None
	message: str


def record_contacts(unit: str, rows: list[dict], all_or_nothing: bool, now: datetime) -> dict:
	"""Attempts to reach parents that came to nothing, for many students at once.

	{"names": records written, "bad_rows": [{row, student, message}]}; rows count from 1. With `all_or_nothing` one bad
	row keeps all of them out. Errors: OutOfScopeError for a class the caller does not look after.
	"""
	if unit not in held_units(frappe.session.user):
		frappe.throw(_("You do not look after {0}.").format(unit), OutOfScopeError)
	if not rows or len(rows) > MOST_ROWS:
		frappe.throw(_("Send between 1 and {0} rows.").format(MOST_ROWS))
	names, bad, seen = [], [], set()
	frappe.db.savepoint("campus_contacts")
	for number, row in enumerate(rows, 1):
		student = row.get("student") if isinstance(row, dict) else None
		fault = _fault(unit, row, seen)
		seen.add(student)
		name = None if fault else _insert_contact(row, number, bad, now)
		if fault:
			bad.append(BadRow(number, student, fault))
		if name:
			names.append(name)
	if bad and all_or_nothing:
		frappe.db.rollback(save_point="campus_contacts")
		names = []
	return {"names": names, "bad_rows": [vars(row) for row in bad]}


def _fault(unit: str, row, seen: set) -> str | None:
	"""What is wrong with a row before it is tried, in words."""
	if not isinstance(row, dict) or not row.get("student"):
		return _("No student is named.")
	if surplus := sorted(set(row) - ROW_FIELDS):
		return _(
			"Only attempts are entered for a class; what was said is written student by student. Take out: {0}."
		).format(", ".join(surplus))
	if row.get("result") not in ATTEMPTS:
		return _("Result: choose one of {0}.").format(
			", ".join(_(result, context=CONTACT) for result in ATTEMPTS)
		)
	if row["student"] in seen:
		return _("This student is named twice.")
	if frappe.db.get_value("Campus Student", row["student"], "unit") != unit:
		return _("This student is not in {0}.").format(unit)
	return None


def _insert_contact(row: dict, number: int, bad: list[BadRow], now: datetime) -> str | None:
	said = len(frappe.local.message_log)
	frappe.db.savepoint("campus_contact")
	try:
		contact = frappe.new_doc(CONTACT)
		contact.update({**row, "initiated_by": "School"})
		contact.contact_time = contact.contact_time or now
		return contact.insert().name
	except (frappe.ValidationError, frappe.PermissionError) as error:
		frappe.db.rollback(save_point="campus_contact")
		del frappe.local.message_log[said:]  # said once, in the answer
		bad.append(BadRow(number, row.get("student"), str(error)))
		return None
