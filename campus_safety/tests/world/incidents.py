"""An abnormal report about the student, taken long ago, by name; and who reported it."""

import frappe

from campus_safety.access.secrets import encrypt
from campus_safety.domain import roles as r
from campus_safety.tests.world.canaries import canary_of, hide_canaries, secret_fields
from campus_safety.tests.world.subject import STUDENT, Subject, of

REPORT, SENDER, OUTBOX = "Campus Abnormal Report", "Campus Report Sender", "Campus Message Outbox"
LONG_AGO = "2018-03-12 09:00:00"


def build(world) -> None:
	world.report = {REPORT: _report(world)}
	world.report[SENDER] = _sender(world)
	for doctype, name in world.report.items():
		hide_canaries(doctype, name)


def _report(world) -> str:
	"""As rows, and over: it waits for nobody."""
	found = frappe.db.get_value(REPORT, {"place": "CANARY-place"}) or _write_report(world)
	if not frappe.db.exists("Campus Report Deadline", {"parent": found}):
		row = frappe.get_doc(REPORT, found).append(
			"deadlines", {"what": "接手", "ends_with": "Accepted", "due": LONG_AGO, "done_at": LONG_AGO}
		)
		row.set_new_name()
		row.db_insert()
	return found


def _write_report(world) -> str:
	report = frappe.get_doc(
		{
			"doctype": REPORT,
			"student": STUDENT,
			"found_at": LONG_AGO,
			"occurred_on": LONG_AGO,
			"reported_at": LONG_AGO,
			"closed_at": LONG_AGO,
			"place": "CANARY-place",
			"urgency": "Normal",
			"status": "Closed",
			"workflow_state": "Closed",
			"report_stage": "Final",
			"unit": world.units["class_1"],
			"college": world.units["college_1"],
			"signs": [{"sign": "Emotion"}],
		}
	)
	report.set_new_name()
	report.db_insert()
	for row in report.signs:
		row.parent = report.name
		row.set_new_name()
		row.db_insert()
	return report.name


def _sender(world) -> str:
	"""Named, with the neighbouring college's counsellor as reporter."""
	report = world.report[REPORT]
	if found := frappe.db.get_value(SENDER, {"report": report}):
		return found
	sender = frappe.get_doc({"doctype": SENDER, "report": report, "occurred_on": LONG_AGO})
	sender.update({field: encrypt(canary_of(field)) for field in ("reporter", "contact")})
	sender.set_new_name()
	sender.db_insert()
	return sender.name


def subjects(world) -> tuple[Subject, ...]:
	report, sender = world.report[REPORT], world.report[SENDER]
	return (
		Subject(
			REPORT,
			report,
			"place",
			"CANARY-place",
			(*map(canary_of, secret_fields(REPORT)), "CANARY-place", report),
			of(world.by_role, r.STUDENT_AFFAIRS),
		),
		Subject(
			SENDER, sender, "report", report, (*map(canary_of, secret_fields(SENDER)), sender), frozenset()
		),
		Subject(
			OUTBOX,
			_message(world),
			"confidential",
			"1",
			("CANARY-outbox-text",),
			of(world.by_role, r.SAFETY_OFFICE),
		),
	)


def _message(world) -> str:
	"""Sent long ago to one account of an office: what tells of a report is its recipient's alone."""
	if found := frappe.db.get_value(OUTBOX, {"text": "CANARY-outbox-text"}):
		return found
	message = frappe.get_doc(
		{
			"doctype": OUTBOX,
			"channel": "System",
			"recipient": world.by_role[r.SAFETY_OFFICE],
			"status": "Sent",
			"confidential": 1,
			"queued_at": LONG_AGO,
			"sent_at": LONG_AGO,
			"idempotency_key": "canary|outbox",
			"subject": "CANARY-outbox-text",
			"text": "CANARY-outbox-text",
		}
	)
	message.set_new_name()
	message.db_insert()
	return message.name
