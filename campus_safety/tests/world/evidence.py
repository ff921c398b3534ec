"""Who opened what: a line of the log, an emergency access long over."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import STUDENT, Subject, of


def build(world) -> None:
	"""Opening the ledger wrote the line."""


def subjects(world) -> tuple[Subject, ...]:
	log = frappe.db.get_value("Campus Access Log", {"reason": "CANARY-reason"})
	return (
		Subject(
			"Campus Access Log",
			log,
			"student",
			STUDENT,
			("CANARY-reason",),
			of(world.by_role, r.PSYCH_HEAD),
		),
		_emergency_access(world.ledger, world.users, world.by_role),
	)


def _emergency_access(ledger: str, users, by_role) -> Subject:
	"""Campus Emergency Access of the class adviser, long over and reviewed."""
	values = {
		"doctype": "Campus Emergency Access",
		"user": users["adviser"],
		"reference_doctype": "Campus Risk Ledger",
		"reference_name": ledger,
		"student": STUDENT,
		"granted_at": "2018-03-01 22:00:00",
		"expires_at": "2018-03-02 02:00:00",
		"reason": "CANARY-emergency-reason",
		"review": "Justified",
		"review_note": "CANARY-emergency-note",
	}
	return Subject(
		"Campus Emergency Access",
		find_or_insert(values, by="reason", as_app=True),
		"reason",
		"CANARY-emergency-reason",
		("CANARY-emergency-reason", "CANARY-emergency-note"),
		of(by_role, r.PSYCH_HEAD),
	)
