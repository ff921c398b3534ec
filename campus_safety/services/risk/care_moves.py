"""Care goes with the student: to the staff of the class they are in now, and to somebody who can still open the plan.

Looked for by what is so, not by what was done, like the handover of a key student. A care plan belongs to the class's staff,
so it moves by itself, and they are told; whoever had it keeps nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.checks import reach_of, worked_out_once
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import CLASS_STAFF, COLLEGE_LEAD, STUDENT_AFFAIRS
from campus_safety.engines.messages.telling import in_school_language, tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records.posts import get_newest_holder
from campus_safety.records.students import LEFT_SCHOOL
from campus_safety.services.risk import open_files
from campus_safety.services.risk.open_files import PLANS

PLAN = "Campus Care Plan"
ANSWERING = (*CLASS_STAFF, COLLEGE_LEAD, STUDENT_AFFAIRS)


def look(
	now: datetime, students: Iterable[str] | None = None, users: Iterable[str] | None = None
) -> list[str]:
	"""Names of the plans that moved or ended: among all open ones, or those of these students or people."""
	changed = _get_due(students, users)
	for plan in changed:
		if plan.student_status in LEFT_SCHOOL:
			_end(plan)
		elif plan.unit_now != plan.unit:
			_move(plan, now)
		else:
			_name_another(plan, now)
	return [plan.name for plan in changed]


def may_answer(user: str, plan: Mapping) -> bool:
	"""Of the class's staff, that college, or Student Affairs; whether the account is enabled is asked elsewhere."""
	return has_any_role(user, ANSWERING) and reach_of(user, PLAN).covers(plan)


def _get_due(students, users) -> list[frappe._dict]:
	"""Two queries, and what each person reaches once, however many plans there are."""
	plans = open_files.read(PLANS, students, users)
	enabled = _get_enabled({plan.responsible_person for plan in plans} - {None, ""})
	with worked_out_once():
		return [
			plan
			for plan in plans
			if plan.student_status in LEFT_SCHOOL
			or plan.unit_now != plan.unit
			or not (plan.responsible_person in enabled and may_answer(plan.responsible_person, plan))
		]


def _get_enabled(users: set[str]) -> set[str]:
	found = {"name": ("in", sorted(users) or [""]), "enabled": 1}
	return set(frappe.get_all("User", filters=found, pluck="name"))


def _end(plan) -> None:
	"""Nobody reviews the care of a student who has left; what was written stays."""
	document = frappe.get_doc(PLAN, plan.name)
	with in_school_language():
		document.end_reason = _("The student has left the school: {0}.").format(
			_(plan.student_status, context="Campus Student")
		)
	document.status = document.workflow_state = "Ended"
	with document.as_app():
		document.save(ignore_permissions=True)  # whoever changes a student need not reach the plan


def _move(plan, now: datetime) -> None:
	values = {"unit": plan.unit_now, "college": plan.college_now}
	if plan.lead_unit == plan.college:
		values["lead_unit"] = plan.college_now
	values["lead"] = lead = get_newest_holder("College Lead", plan.college_now)
	_hand_to(plan, _whoever_answers(plan.unit_now, lead), values, now)


def _name_another(plan, now: datetime) -> None:
	lead = get_newest_holder("College Lead", plan.college)
	_hand_to(plan, _whoever_answers(plan.unit, lead), {}, now)


def _whoever_answers(unit: str, lead: str | None) -> str | None:
	return get_newest_holder("Counsellor", unit) or get_newest_holder("Class Adviser", unit) or lead


def _hand_to(plan, person: str | None, values: dict, now: datetime) -> None:
	"""Beside the form, which may be open; the seal follows. Open actions go along, those of teachers who helped, too; what was
	done says by whom, and gives nobody sight of it any more.
	"""
	if person in (None, plan.responsible_person) and not values:
		return
	if person:
		values["responsible_person"] = person
	frappe.db.set_value(PLAN, plan.name, values, update_modified=False)
	moved = frappe.get_doc(PLAN, plan.name)
	for row in moved.actions:
		if not moved.may_answer(row.action_owner):
			owner = None if row.done or row.not_needed else person
			row.db_set("action_owner", owner, update_modified=False)
	follow_rows(PLAN, [plan.name])
	access_log.record("State", PLAN, plan.name, student=plan.student, reason=f"→ {person or moved.unit}")
	tell(
		[each for each in (person, moved.lead) if moved.may_answer(each)],
		lambda: _("A care plan is with you now: {0}").format(plan.name),
		f"care|{plan.name}|{moved.unit}|{person}",
		frappe._dict(doctype=PLAN, name=plan.name),
		now=now,
	)
