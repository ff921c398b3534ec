"""The world's leaves, nights and gates: documents about the student that outsiders must not learn of."""

import frappe
from frappe.utils import add_days, get_datetime, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.subject import STUDENT, Subject


def make_leave(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Leave Permit", {"student": STUDENT, "reason": "CANARY-leave-reason"})
	if found:
		return found
	start = get_datetime(add_days(nowdate(), 40))
	frappe.set_user(users["counsellor"])
	return make.make_leave(
		STUDENT,
		from_time=start,
		to_time=add_days(start, 1),
		destination="CANARY-leave-place",
		reason="CANARY-leave-reason",
		companion="CANARY-leave-companion",
		contact_phone="13800009995",
	).name


def make_residence(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Off Campus Residence", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	return make.make_residence(
		STUDENT, reason="CANARY-residence-reason", address="CANARY-residence-address"
	).name


def leave_subjects(by_role, leave: str, residence: str) -> tuple[Subject, ...]:
	insiders = frozenset(by_role[role] for role in (r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS))
	return (
		Subject(
			"Campus Leave Permit",
			leave,
			"contact_phone",
			"13800009995",
			("CANARY-leave-place", "CANARY-leave-reason", "CANARY-leave-companion"),
			insiders,
		),
		Subject(
			"Campus Off Campus Residence",
			residence,
			"reason",
			"CANARY-residence-reason",
			("CANARY-residence-address",),
			insiders,
		),
	)


def gate_subjects(users, by_role) -> tuple[Subject, ...]:
	"""A passage, a class missed and an exclusion of the student."""
	offices = frozenset({by_role[r.STUDENT_AFFAIRS]})
	return (
		Subject(
			"Campus Gate Event",
			_passage(),
			"direction",
			"In",
			("CANARY-passage",),
			offices | {by_role[r.SECURITY_OFFICE]},
		),
		Subject(
			"Campus Class Absence",
			_class_absence(users["counsellor"]),
			"status",
			"Late",
			("CANARY-absence-course", "CANARY-absence-note"),
			offices,
		),
		Subject(
			"Campus Trace Exclusion",
			_exclusion(users["lead"]),
			"to_date",
			nowdate(),
			("CANARY-exclusion",),
			offices,
		),
	)


def _passage() -> str:
	from campus_safety.domain.gate.passage import Passage
	from campus_safety.services.gate import events
	from campus_safety.services.gate.people import find_people

	device = make.make_gate_device("世界大门")
	passage = Passage(0, STUDENT, now_datetime().replace(microsecond=0), "In", "CANARY-passage")
	new = events.sort(device, [passage]).new
	events.write(device, new, find_people([STUDENT]))
	return frappe.db.get_value("Campus Gate Event", {"device": device, "event_id": "CANARY-passage"})


def _class_absence(user: str) -> str:
	found = frappe.db.get_value("Campus Class Absence", {"course": "CANARY-absence-course"})
	if found:
		return found
	frappe.set_user(user)
	return (
		frappe.get_doc(
			{
				"doctype": "Campus Class Absence",
				"student": STUDENT,
				"status": "Late",
				"class_time": now_datetime(),
				"course": "CANARY-absence-course",
				"session": "1-2",
				"note": "CANARY-absence-note",
			}
		)
		.insert()
		.name
	)


def _exclusion(user: str) -> str:
	found = frappe.db.get_value("Campus Trace Exclusion", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(user)
	exclusion = {"doctype": "Campus Trace Exclusion", "student": STUDENT, "reason": "CANARY-exclusion"}
	return frappe.get_doc({**exclusion, "from_date": nowdate(), "to_date": nowdate()}).insert().name


def night_subjects(by_role) -> tuple[Subject, ...]:
	"""A locked night, its closed absence case and a stay: what outsiders must not learn of a student's nights."""
	building = make.make_dormitory("世界旧楼", "Building")
	roll_call, case, stay = _roll_call(building), _absence_case(), _stay()
	frappe.db.commit()
	affairs = frozenset({by_role[r.STUDENT_AFFAIRS]})
	return (
		Subject(
			"Campus Night Roll Call",
			roll_call,
			"dormitory",
			building,
			("CANARY-night-note", STUDENT),
			affairs,
		),
		Subject(
			"Campus Absence Case",
			case,
			"outcome",
			"At Home",
			("CANARY-case-cause", "CANARY-case-place", "CANARY-case-call"),
			affairs,
		),
		Subject(
			"Campus Stay Registration",
			stay,
			"contact_phone",
			"13800009995",
			("CANARY-stay-reason", "13800009995"),
			affairs,
		),
	)


def _roll_call(building: str) -> str:
	from campus_safety.services.presence.naming import row_name

	found = frappe.db.get_value("Campus Night Roll Call", {"dormitory": building})
	if found:
		return found
	roll_call = frappe.new_doc("Campus Night Roll Call", dormitory=building, roll_date="2026-09-10")
	roll_call.status = "Locked"
	with roll_call.as_app():
		roll_call.insert(ignore_permissions=True)
	frappe.get_doc(
		{
			"doctype": "Campus Night Roll Call Row",
			"name": row_name(roll_call.name, STUDENT),
			"parent": roll_call.name,
			"parenttype": "Campus Night Roll Call",
			"parentfield": "rows",
			"idx": 1,
			"student": STUDENT,
			"status": "Late",
			"note": "CANARY-night-note",
		}
	).db_insert()
	return roll_call.name


def _absence_case() -> str:
	"""Closed, so that tests may open another one."""
	from campus_safety.services.presence import absence_cases

	found = frappe.db.get_value(absence_cases.CASE, {"student": STUDENT, "cause": "CANARY-case-cause"})
	if found:
		return found
	now = frappe.utils.now_datetime()
	(name,) = absence_cases.open_cases([absence_cases.Found(STUDENT, "Report", now)], now)
	case = frappe.get_doc(absence_cases.CASE, name)
	absence_cases.log_contact(case, "Parent", "Reached", note="CANARY-case-call", now=now)
	case.update(
		{
			"cause": "CANARY-case-cause",
			"whereabouts": "CANARY-case-place",
			"outcome": "At Home",
			"located_at": now,
			"hazard_cleared": 1,
		}
	)
	absence_cases.write(case, "Closed")
	return name


def _stay() -> str:
	found = frappe.db.get_value("Campus Stay Registration", {"student": STUDENT})
	if found:
		return found
	stay = frappe.get_doc(
		{
			"doctype": "Campus Stay Registration",
			"student": STUDENT,
			"from_date": add_days(nowdate(), 54),
			"to_date": add_days(nowdate(), 59),
			"reason": "CANARY-stay-reason",
			"contact_phone": "13800009995",
		}
	)
	return stay.insert().name
