"""A locked night, its closed absence case, a stay over a break."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.services.presence import absence_cases
from campus_safety.services.presence.naming import row_name
from campus_safety.tests import factories as make
from campus_safety.tests.world.subject import STUDENT, Subject


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	return _night_subjects(world.by_role)


def _night_subjects(by_role) -> tuple[Subject, ...]:
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
			"found_by": "CANARY-case-finder",
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
