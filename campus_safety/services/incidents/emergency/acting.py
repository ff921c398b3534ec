"""What is done with one tap on the commander's page: told, reported, a person, a family, command, called off."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.domain.incidents.emergency import OPEN, OVER, REVIEWED, TOLD
from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import EmergencyStepError
from campus_safety.records.named import may_be_named
from campus_safety.records.states import put
from campus_safety.services.incidents.emergency import clocks, log, steps
from campus_safety.services.incidents.emergency.opening import INCIDENT

STUDENT = "Campus Student"
STAGES = ("First", "Follow-up", "Final")


def get_reached(name: str, now: datetime, commanding: bool = False):
	"""The incident, for whoever reaches it; nothing tells an outsider whether there is one.

	commanding: only who commands; so it is once it has ended, for whoever judges it reads it from then on. Errors: PermissionError, EmergencyStepError.
	"""
	if not (frappe.db.exists(INCIDENT, name) and frappe.has_permission(INCIDENT, "write", doc=name)):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	incident = frappe.get_doc(INCIDENT, name)
	if incident.status == REVIEWED:
		_refuse(_("This incident is reviewed: nothing is added any more."))
	if (commanding or incident.status in OVER) and not steps.commands(frappe.session.user, incident, now):
		_refuse(
			_("It has ended: only who commands adds something.")
			if incident.status in OVER
			else _("Only who commands does this. Add a line to the log, or take command.")
		)
	return incident


def tell(name: str, row: str, whom: str, now: datetime) -> None:
	"""Somebody who had to be told has been. Errors: EmergencyStepError for a row that no tap stops."""

	def work(incident) -> None:
		found = next((each for each in incident.notifications if each.name == row), None)
		if not found or found.ends_with != TOLD or not clocks.is_open(found):
			_refuse(_("This is done, or is stopped by something else. Reload the page."))
		clocks.tell(incident, found, _plain(whom), now)
		log.write_down(incident, "Told", "：".join(filter(None, (found.target, found.told_whom))), now)

	log.act(name, work)


def report(name: str, stage: str, known: str, not_yet_known: str, now: datetime) -> None:
	"""快报事实、慎报原因: what is known and what is not yet are two texts. Errors: EmergencyStepError."""
	known, open_questions = _plain(known), _plain(not_yet_known)
	if stage not in STAGES or not known:
		_refuse(_("Write what is known: what, where, when, who is hurt, what is being done."))
	if stage != STAGES[-1] and not open_questions:
		_refuse(_("Write what is not yet known, too. Causes belong there until they are certain."))

	def work(incident) -> None:
		is_over = incident.status in OVER
		if (stage == STAGES[-1]) != is_over:
			_refuse(_("The final report comes when the incident has ended, the others before."))
		row = {"stage": stage, "known": known, "not_yet_known": open_questions}
		incident.append("reports", {**row, "at": now.replace(microsecond=0), "by": frappe.session.user})
		log.write_down(incident, "Report", _(stage, context="Campus Incident Report"), now)

	log.act(name, work)


def put_person(name: str, row: str, values: dict, now: datetime) -> None:
	"""Somebody who is affected, added or put right. values: student, who, harm, where_now. Errors: EmergencyStepError."""
	harms = frappe.get_meta("Campus Incident Person").get_field("harm").options.split("\n")
	student = str(values.get("student") or "").strip() or None
	said = {field: _plain(values.get(field)) for field in ("who", "where_now")}
	if values.get("harm") not in harms or not (student or said["who"]):
		_refuse(_("Say who it is, and how they are."))
	if student and not frappe.db.exists(STUDENT, student):
		_refuse(_("There is no student with the number {0}.").format(student))

	def work(incident) -> None:
		known = next((each for each in incident.people if each.name == row), None)
		if row and not known:
			_refuse(_("Reload the page: this line is not there any more."))
		if not known:
			known = incident.append("people", {"added_at": now.replace(microsecond=0)})
		elif known.student and known.student != student:
			_refuse(_("A person who is named stays named. Add another one."))
		if student and known.student != student:  # name and family's numbers are shown from now on
			access_log.record("Opened", STUDENT, student, student=student, reason=name)
		known.update({"student": student, "harm": values["harm"], **said})
		entry = "，".join(
			filter(None, (student, said["who"], _(known.harm, context=known.doctype), said["where_now"]))
		)
		log.write_down(incident, "Person", entry, now)

	log.act(name, work)


def tell_guardian(name: str, row: str, note: str, why_not: str, now: datetime) -> None:
	"""The guardians of a student are told, or it says why not; told once it stays. Errors: EmergencyStepError."""
	note, why_not = _plain(note), _plain(why_not)
	if not (note or why_not):
		_refuse(_("Write who was told and what was said, or why nobody was told."))

	def work(incident) -> None:
		person = next((each for each in incident.people if each.name == row and each.student), None)
		if not person or person.guardian_told_at:
			_refuse(_("This is done. Reload the page."))
		if note:
			at = now.replace(microsecond=0)
			person.update(
				{"guardian_told_at": at, "guardian_told_by": frappe.session.user, "guardian_note": note}
			)
		else:
			person.why_not = why_not
		words = _("Guardian told") if note else _("Guardian not told: {0}").format(why_not)
		log.write_down(incident, "Person", f"{person.student}：{words}", now)

	log.act(name, work)


def hand_over(name: str, user: str, now: datetime) -> None:
	"""Another one commands from now on. Errors: EmergencyStepError."""
	if not may_be_named(INCIDENT, "commander", user):
		_refuse(_("{0} is not an account of the staff.").format(get_fullname(user) or user))

	def work(incident) -> None:
		incident.commander = user

	log.act(name, work)


def call_off(name: str, reason: str, now: datetime) -> None:
	"""A false alarm: it ends without reports and without a review, and everybody who was called hears so."""
	reason = _plain(reason)
	if len(reason) < 2:
		_refuse(_("Write how it is certain that nothing happened."))

	def work(incident) -> None:
		if incident.status not in OPEN[:3]:
			_refuse(_("What was brought under control was no false alarm. End it."))
		incident.false_alarm, incident.called_off_reason = 1, reason
		put(incident, "Ended")

	log.act(name, work)


def _plain(text) -> str:
	return without_markup(str(text or "")).strip()


def _refuse(text: str) -> None:
	frappe.throw(text, EmergencyStepError)
