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
		_leaf(log),
		_check(world.users, world.by_role),
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


def _leaf(log: str) -> Subject:
	"""Campus Seal Leaf of that line of the log: shown to nobody, the check alone reads it."""
	leaf = frappe.db.get_value("Campus Seal Leaf", {"reference_name": log}, ["name", "digest"], as_dict=True)
	return Subject("Campus Seal Leaf", leaf.name, "reference_name", log, (leaf.digest,), frozenset())


def _check(users, by_role) -> Subject:
	"""Campus Seal Check, long over."""
	values = {
		"doctype": "Campus Seal Check",
		"started": "2018-03-03 08:00:00",
		"status": "Broken",
		"user": "Administrator",
		"pasted": "CANARY-pasted",
		"first_finding": "CANARY-finding",
	}
	return Subject(
		"Campus Seal Check",
		find_or_insert(values, by="pasted", as_app=True),
		"pasted",
		"CANARY-pasted",
		("CANARY-finding",),
		of(by_role, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER) | {users["administrator_of_site"]},
	)
