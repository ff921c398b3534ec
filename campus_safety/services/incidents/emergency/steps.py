"""Who may do what in an incident, what a step needs, and what it writes down."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role, leads
from campus_safety.access.scopes.incidents import COMMAND_OFFICES
from campus_safety.domain import roles as r
from campus_safety.domain.incidents.emergency import OPEN, OVER, RECEIVED, is_raise
from campus_safety.exceptions import EmergencyStepError
from campus_safety.records import roster
from campus_safety.records.named import may_be_named
from campus_safety.services.incidents.emergency import clocks, log

# what whoever opened it may still put right until somebody commands
OPENERS = frozenset(("incident_type", "place", "facts", "occurred_at"))
LOWERERS = (r.SAFETY_OFFICE, r.SCHOOL_LEADER)
PLAN = "Campus Emergency Plan"


def commands(user: str, incident, now: datetime) -> bool:
	"""The commander, and whoever answers for it."""
	return user in ("Administrator", incident.commander) or answers(user, incident, now)


def answers(user: str, incident, now: datetime) -> bool:
	"""An office that answers for incidents, that college's lead, who is on duty at this hour, whom the plan names."""
	if has_any_role(user, COMMAND_OFFICES) or leads(user, incident.college):
		return True
	if incident.plan and user in frappe.db.get_value(PLAN, incident.plan, ["commander", "deputy"]):
		return True
	return any(user in roster.get_on_duty(level, now) for level in ("School", "Security"))


def may_ring(user: str, incident, student: str, now: datetime) -> bool:
	"""Who gets the numbers of a student's family: who answers for it or looks after the student, and whom one of those has
	given the command. Anybody opens an incident about anybody and so commands it: that alone opens nobody's numbers."""
	if answers(user, incident, now) or covers_student(student, user):
		return True
	given = [row.user for row in incident.response_log if row.kind == "Command"]
	return user == incident.commander and bool(given) and answers(given[-1], incident, now)


def validate_writer(incident, before, changed: set[str], user: str, now: datetime) -> None:
	"""Errors: EmergencyStepError."""
	if incident.flags.app_write or not before or commands(user, before, now):
		return
	is_opener = user == before.recorded_by and before.status == RECEIVED
	if changed - (OPENERS if is_opener else frozenset()) or before.status != incident.status:
		_refuse(
			_("Whoever commands writes here. What you see or do belongs into the response log: add a line.")
		)


def validate_commander(incident, before) -> None:
	"""Errors: EmergencyStepError for an account that cannot command."""
	if before and before.commander == incident.commander:
		return
	if not before and not incident.commander:
		return  # nobody at all was found: whoever takes command has it
	if not may_be_named(incident.doctype, "commander", incident.commander):
		_refuse(
			_("{0} is not an account of the staff.").format(get_fullname(incident.commander) or _("Nobody"))
		)


def validate_grade(incident, before, user: str) -> None:
	"""Anybody who commands raises it; it is lowered by the Safety Office or a leader. Errors: EmergencyStepError."""
	if not before or before.grade == incident.grade or is_raise(before.grade, incident.grade):
		return
	if user != "Administrator" and not has_any_role(user, LOWERERS):
		_refuse(_("A grade is lowered only by the Safety Office or a school leader."))


def validate_step(incident, before) -> None:
	"""It ends when everybody is told. Errors: EmergencyStepError naming who is not."""
	if not before or incident.false_alarm or incident.status not in OVER or before.status in OVER:
		return
	gaps = [_("Not done yet: {0}").format(row.target) for row in clocks.get_gaps(incident)]
	gaps += [
		_("The guardians of {0} are not told, and it does not say why not.").format(row.student)
		for row in incident.people
		if row.student and not (row.guardian_told_at or row.why_not)
	]
	if gaps:
		frappe.throw(gaps, EmergencyStepError, title=_("It does not end yet"), as_list=True)


def follow(incident, before, now: datetime) -> None:
	"""What a save changes in the course: command, grade, step, each a line of the log."""
	if not before:
		return
	if before.status == RECEIVED and incident.status == "Responding" and not incident.flags.app_write:
		incident.commander = frappe.session.user  # whoever takes command has it
	if before.commander != incident.commander:
		log.write_down(incident, "Command", get_fullname(incident.commander), now)
	if before.grade != incident.grade:
		incident.graded_at = now.replace(microsecond=0)
		words = " → ".join(_(grade, context=incident.doctype) for grade in (before.grade, incident.grade))
		log.write_down(incident, "Grade", words, now)
	if before.status == incident.status:
		return
	words = _(incident.status, context=incident.doctype)
	log.write_down(incident, "Called Off" if incident.false_alarm else "Step", words, now)
	if incident.status == "Controlled":
		incident.controlled_at = now.replace(microsecond=0)
	if incident.status in OVER and before.status in OPEN:
		incident.ended_at = now.replace(microsecond=0)


def _refuse(text: str) -> None:
	frappe.throw(text, EmergencyStepError)
