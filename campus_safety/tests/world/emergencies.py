"""An emergency incident about the student, its review, a drill nobody held, a mark of it; over long ago: they call nobody."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.world.canaries import canary_of, hide_canaries, secret_fields
from campus_safety.tests.world.subject import STUDENT, Subject, of

INCIDENT, REVIEW = "Campus Emergency Incident", "Campus Incident Review"
CASE, PUSH = "Campus Accountability Case", "Campus Police Push"
DRILL, MARK = "Campus Emergency Drill", "Campus Muster Mark"
PLANNERS = (r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.SCHOOL_LEADER)
LONG_AGO = "2018-03-12 09:00:00"
OFFICES = (r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.STUDENT_AFFAIRS, r.SCHOOL_OFFICE, r.SCHOOL_LEADER)


def build(world) -> None:
	world.incident = frappe.db.get_value(INCIDENT, {"place": "CANARY-emergency-place"}) or _incident(world)


def _review(world) -> str:
	"""As rows, approved."""
	if found := frappe.db.get_value(REVIEW, {"incident": world.incident}):
		return found
	review = frappe.get_doc(
		{
			"doctype": REVIEW,
			"incident": world.incident,
			"responsible_person": "Administrator",
			"recorded_by": "Administrator",
			"due": "2018-03-27",
			"occurred_on": "2018-03-12",
			"status": "Approved",
			"workflow_state": "Approved",
			"basic_facts": "CANARY-review-facts",
			"causes": "CANARY-review-causes",
			"unit": world.units["class_1"],
			"college": world.units["college_1"],
			"timeline": [{"happened_at": LONG_AGO, "what": "CANARY-review-line", "written_at": LONG_AGO}],
			"duties": [{"rule": "CANARY-review-duty", "due_date": "2018-03-01", "state": "Done"}],
		}
	)
	_insert_rows(review)
	return review.name


def _case(world) -> str:
	"""As rows, archived; about an account that nobody of the world has."""
	if found := frappe.db.get_value(CASE, {"incident": world.incident}):
		return found
	case = frappe.get_doc(
		{
			"doctype": CASE,
			"incident": world.incident,
			"status": "Archived",
			"workflow_state": "Archived",
			"recorded_by": "Administrator",
			"occurred_on": "2018-03-20",
			"unit": frappe.db.get_value("Campus Unit", {"unit_type": "School"}),
			"persons": [{"person": "Guest", "finding": "Duty Fulfilled"}],
			"evidence": [{"person": "Guest", "side": "Known Then", "what": "CANARY-case-evidence"}],
		}
	)
	_insert_rows(case)
	hide_canaries(CASE, case.name)
	return case.name


def _drill(world) -> str:
	"""As rows: a surprise that was never held."""
	if found := frappe.db.get_value(DRILL, {"assembly_point": "CANARY-drill-point"}):
		return found
	drill = frappe.get_doc(
		{
			"doctype": DRILL,
			"drill_type": "Fire",
			"notice_mode": "Unannounced",
			"planned_at": LONG_AGO,
			"assembly_point": "CANARY-drill-point",
			"safety_officer": "Administrator",
			"recorded_by": "Administrator",
			"status": "Cancelled",
			"hidden": 1,
			"unit": world.units["college_1"],
			"problems": [{"problem": "CANARY-drill-problem"}],
		}
	)
	_insert_rows(drill)
	return drill.name


def _push(world) -> str:
	"""As rows, recalled long ago."""
	if found := frappe.db.get_value(PUSH, {"receipt_no": "CANARY-push-receipt"}):
		return found
	push = frappe.get_doc(
		{
			"doctype": PUSH,
			"for_college": world.units["college_1"],
			"legal_basis": "CANARY-push-basis",
			"school_contact": "CANARY-push-contact",
			"receipt_no": "CANARY-push-receipt",
			"recorded_by": "Administrator",
			"occurred_on": "2018-03-12",
			"status": "Recalled",
			"workflow_state": "Recalled",
			"unit": world.units["college_1"],
			"college": world.units["college_1"],
			"rows": [{"student": STUDENT, "risk_category": "Missing", "area": "CANARY-push-area"}],
		}
	)
	_insert_rows(push)
	hide_canaries(PUSH, push.name)
	return push.name


def _mark(world) -> str:
	if found := frappe.db.get_value(MARK, {"group_name": "CANARY-mark-group"}):
		return found
	mark = frappe.get_doc(
		{
			"doctype": MARK,
			"drill": _drill(world),
			"kind": "Student",
			"student": STUDENT,
			"group_name": "CANARY-mark-group",
			"state": "Missing",
		}
	)
	_insert_rows(mark)
	return mark.name


def subjects(world) -> tuple[Subject, ...]:
	return (
		Subject(
			INCIDENT,
			world.incident,
			"place",
			"CANARY-emergency-place",
			("CANARY-emergency-place", "CANARY-emergency-log", "CANARY-emergency-known"),
			of(world.by_role, *OFFICES, r.DISCIPLINE_OFFICE, r.HR_OFFICE),
		),
		Subject(
			CASE,
			_case(world),
			"incident",
			world.incident,
			(*map(canary_of, secret_fields(CASE)), "CANARY-case-evidence", _case(world)),
			of(world.by_role, r.DISCIPLINE_OFFICE, r.HR_OFFICE, r.SCHOOL_LEADER),
		),
		Subject(
			PUSH,
			_push(world),
			"receipt_no",
			"CANARY-push-receipt",
			(
				*map(canary_of, secret_fields(PUSH)),
				"CANARY-push-basis",
				"CANARY-push-contact",
				"CANARY-push-receipt",
				"CANARY-push-area",
			),
			of(world.by_role, r.SECURITY_OFFICE, r.SCHOOL_LEADER, r.PSYCH_HEAD),
		),
		Subject(
			DRILL,
			_drill(world),
			"assembly_point",
			"CANARY-drill-point",
			("CANARY-drill-point", "CANARY-drill-problem"),
			of(world.by_role, *PLANNERS),
		),
		Subject(
			MARK,
			_mark(world),
			"group_name",
			"CANARY-mark-group",
			("CANARY-mark-group",),
			of(world.by_role, *PLANNERS),
		),
		Subject(
			REVIEW,
			_review(world),
			"incident",
			world.incident,
			("CANARY-review-facts", "CANARY-review-causes", "CANARY-review-line", "CANARY-review-duty"),
			of(world.by_role, *OFFICES),
		),
	)


def _incident(world) -> str:
	"""As rows, with one of each table."""
	incident = frappe.get_doc(
		{
			"doctype": INCIDENT,
			"incident_type": frappe.get_all("Campus Incident Type", limit=1, pluck="name")[0],
			"place": "CANARY-emergency-place",
			"grade": "General",
			"known_at": LONG_AGO,
			"occurred_on": LONG_AGO,
			"ended_at": LONG_AGO,
			"status": "Reviewed",
			"workflow_state": "Reviewed",
			"student": STUDENT,
			"unit": world.units["class_1"],
			"college": world.units["college_1"],
			"commander": "Administrator",
			"recorded_by": "Administrator",
			"people": [{"student": STUDENT, "harm": "Injured", "added_at": LONG_AGO}],
			"notifications": [
				{
					"target": "值班领导",
					"due": LONG_AGO,
					"starts_at": LONG_AGO,
					"done_at": LONG_AGO,
					"ends_with": "Told",
					"starts_with": "Known",
				}
			],
			"reports": [{"stage": "First", "at": LONG_AGO, "known": "CANARY-emergency-known"}],
			"response_log": [{"at": LONG_AGO, "kind": "Note", "entry": "CANARY-emergency-log"}],
		}
	)
	_insert_rows(incident)
	return incident.name


def _insert_rows(document) -> None:
	document.set_new_name()
	document.db_insert()
	for row in document.get_all_children():
		row.parent = document.name
		row.set_new_name()
		row.db_insert()
