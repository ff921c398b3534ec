"""A crisis of the student with a canary in every secret field, its papers, a suspension, an assessment, a safety plan."""

import frappe
from frappe.utils import add_days, add_to_date, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.opening import openings
from campus_safety.tests.world.canaries import canary_of, hide_canaries, secret_fields
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import STUDENT, Subject, of

CASE = "Campus Crisis Case"
NOTICE, TRANSFER = "Campus Parent Risk Notice", "Campus Responsibility Transfer"
PLAN, POSTVENTION = "Campus Safety Plan", "Campus Postvention"
SUSPENSION, ASSESSMENT = "Campus Study Suspension", "Campus Resumption Assessment"


def build(world) -> None:
	frappe.set_user(world.users["counsellor"])
	world.crisis = find_or_insert(
		{
			"doctype": CASE,
			"student": STUDENT,
			"found_at": now_datetime(),
			"crisis_level": "General",
			"assessed_by": world.users["psych_head"],
			"basis": canary_of("basis"),
			"responsible_person": world.users["counsellor"],
			"lead": world.users["lead"],
			"guardian_contacts": [{"rung": "Guardian", "result": "No Answer", "note": canary_of("note")}],
			"supervision_shifts": [
				{
					"from_time": now_datetime(),
					"to_time": add_to_date(now_datetime(), hours=2),
					"first_person": world.users["lead"],
					"second_person": world.users["counsellor"],
					"place": "值班室",
					"incidents": canary_of("incidents"),
				}
			],
		},
		by="student",
	)
	_get_under_way(world)
	frappe.set_user(world.users["counsellor"])
	of_case = {"student": STUDENT, "receiver_name": "李四"}
	world.risk_notice = find_or_insert(
		{
			"doctype": NOTICE,
			**of_case,
			"receiver_relation": "父亲",
			"delivery": "In Person",
			**{field: canary_of(field) for field in ("facts", "risk", "advice")},
		},
		by="student",
	)
	world.transfer = find_or_insert(
		{
			"doctype": TRANSFER,
			**of_case,
			"place": "学校南门",
			**{field: canary_of(field) for field in ("condition", "duties", "return_conditions")},
		},
		by="student",
	)
	world.on_leave = {SUSPENSION: _ask_for_suspension(), ASSESSMENT: _write_assessment(world)}
	frappe.set_user(world.users["psych_teacher"])
	world.plan = find_or_insert(
		{"doctype": PLAN, "student": STUDENT, "warning_signs": canary_of("warning_signs")}, by="student"
	)
	world.postvention = _write_postvention(world)
	frappe.set_user("Administrator")
	for doctype, name in (
		(CASE, world.crisis),
		(NOTICE, world.risk_notice),
		(TRANSFER, world.transfer),
		*world.on_leave.items(),
		(PLAN, world.plan),
		(POSTVENTION, world.postvention),
	):
		hide_canaries(doctype, name)


def _ask_for_suspension() -> str:
	"""Asked for and no more: the student stays at school."""
	return find_or_insert(
		{
			"doctype": SUSPENSION,
			"student": STUDENT,
			"requested_by": "Student",
			"from_date": nowdate(),
			"until_date": add_days(nowdate(), 180),
			"review_starts_on": add_days(nowdate(), 150),
			**{field: canary_of(field) for field in ("reason", "return_conditions")},
		},
		by="student",
	)


def _write_postvention(world) -> str:
	"""As a row that is over: it waits for nobody."""
	if found := frappe.db.get_value(POSTVENTION, {"unit": world.units["class_1"]}):
		return found
	record = frappe.get_doc(
		{
			"doctype": POSTVENTION,
			"happened_on": nowdate(),
			"occurred_on": nowdate(),
			"event_kind": "Other",
			"unit": world.units["class_1"],
			"college": world.units["college_1"],
			"status": "Closed",
		}
	)
	record.set_new_name()
	record.db_insert()
	return record.name


def _write_assessment(world) -> str:
	"""As a row: there is none without a suspension that runs."""
	if found := frappe.db.get_value(ASSESSMENT, {"student": STUDENT}):
		return found
	assessment = frappe.get_doc(
		{
			"doctype": ASSESSMENT,
			"student": STUDENT,
			"requested_on": nowdate(),
			"occurred_on": nowdate(),
			"status": "Withdrawn",
			"contact_person": world.users["counsellor"],
			"lead": world.users["lead"],
			"unit": world.units["class_1"],
			"college": world.units["college_1"],
		}
	)
	assessment.set_new_name()
	assessment.db_insert()
	return assessment.name


def _get_under_way(world) -> None:
	"""It waits for nobody, so that workbenches and bells stay as other tests expect them."""
	from frappe.model.workflow import apply_workflow

	for status, who, action in (
		("Found", "psych_head", "Confirm the Assessment"),
		("Assessed", "lead", "Start Handling the Crisis"),
		("Started", "counsellor", "Crisis Under Way"),
	):
		frappe.set_user(world.users[who])
		case = frappe.get_doc(CASE, world.crisis)
		if case.status == status:
			openings.read(CASE, case.name, "CANARY-reason")
			apply_workflow(case.as_dict(), action)


def subjects(world) -> tuple[Subject, ...]:
	insiders = of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER)
	papers = tuple(
		Subject(doctype, name, field, value, (*map(canary_of, secret_fields(doctype)), name), insiders)
		for doctype, name, field, value in (
			(CASE, world.crisis, "crisis_level", "General"),
			(NOTICE, world.risk_notice, "receiver_name", "李四"),
			(TRANSFER, world.transfer, "receiver_name", "李四"),
			(SUSPENSION, world.on_leave[SUSPENSION], "requested_by", "Student"),
			(ASSESSMENT, world.on_leave[ASSESSMENT], "status", "Withdrawn"),
			(PLAN, world.plan, "student", STUDENT),
		)
	)
	return (*papers, _postvention(world))


def _postvention(world) -> Subject:
	"""Psych teachers learn of it when they talk with somebody; Student Affairs leads it."""
	canaries = (*map(canary_of, secret_fields(POSTVENTION)), world.postvention)
	insiders = of(world.by_role, r.PSYCH_HEAD, r.STUDENT_AFFAIRS)
	return Subject(POSTVENTION, world.postvention, "event_kind", "Other", canaries, insiders)
