"""Checks as documents: who looked, against which checkpoint, what was found. And the check of every night."""

import json
from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.roles import DISCIPLINE_OFFICE
from campus_safety.engines.messages.telling import in_language_of, tell
from campus_safety.engines.seal import checkpoints, keys, sequence, verify
from campus_safety.engines.sets.jobs import enqueue_once
from campus_safety.records.posts import get_users_with_role

DOCTYPE = "Campus Seal Check"
JOB = "campus_safety.jobs.campus_seal.check"
AT_ONCE = 50_000  # entries that a request may wait for; more are left to a worker
LONGEST = 4 * 60 * 60  # seconds


def start(pasted: str | None, now: datetime) -> str:
	"""Name of the check, which is done, or still runs where there is much to look at.

	Errors: ValidationError for a text that is no checkpoint of this site.
	"""
	verify.read_pasted(pasted)
	name = _open(pasted, now)
	if sequence.get_frontier().size <= AT_ONCE:
		run(name, now)
	else:
		enqueue_once(JOB, f"campus_seal_check::{name}", timeout=LONGEST, name=name)
	return name


def _open(pasted: str | None, now: datetime) -> str:
	document = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"started": now,
			"status": "Running",
			"user": frappe.session.user,
			"pasted": (pasted or "").strip()[:2000],
		}
	)
	with document.as_app():
		return document.insert(ignore_permissions=True).name  # whoever may open the page may look


def run(name: str, now: datetime) -> dict:
	"""Look, and write down what was found."""
	document = frappe.get_doc(DOCTYPE, name)
	found = verify.check(document.pasted, now)
	with in_language_of(document.user):
		first = verify.in_words(found)["first"]
	document.db_set(
		{
			"status": "Whole" if found["whole"] else "Broken",
			"ended": now,
			"entries": found["entries"],
			"records": found["records"],
			"first_finding": first,
			"outcome": json.dumps(found, ensure_ascii=False, default=str),
		}
	)
	return found


def check_and_sign(now: datetime) -> str | None:
	"""Every night: look at everything first, so that nothing bent is signed unseen; then sign and send. Name of the checkpoint."""
	found = run(_open(None, now), now)
	if not found["whole"]:
		tell(
			get_users_with_role(DISCIPLINE_OFFICE),
			lambda: (
				_("The seal of evidence is broken"),
				_("{0} findings, the first: {1}").format(
					sum(found["counts"].values()), verify.in_words(found)["first"]
				),
			),
			f"seal broken|{now.date()}",
		)
	frappe.db.commit()  # what was found stays known, whatever happens to the signature
	name = checkpoints.take(now)
	if name:
		frappe.db.commit()  # signed is signed, sent or not
		checkpoints.send(name, now)
	return name


def get_standing() -> dict:
	"""What the page shows before anybody has checked: {"sealed", "sealed_at", "waiting", "oldest_waiting", "checkpoint":
	{"name", "size", "text", "qr", "taken_at", "mailed_at", "mailed_to"}, "last_mailed", "public_key", "checks"}.
	"""
	tree = frappe.db.get_value(sequence.TREE, sequence.MAIN, ["size", "sealed_at"], as_dict=True) or {}
	fields = ["name", "size", "text", "taken_at", "mailed_at", "mailed_to"]
	latest = frappe.get_all(checkpoints.DOCTYPE, fields=fields, order_by="day desc", limit=1)
	public = keys.get_public_key()
	return {
		"sealed": tree.get("size") or 0,
		"sealed_at": tree.get("sealed_at"),
		"waiting": sequence.count_waiting(),
		"oldest_waiting": sequence.oldest_waiting(),
		"checkpoint": {**latest[0], "qr": checkpoints.qr_svg(latest[0].text)} if latest else None,
		"last_mailed": frappe.db.get_value(
			checkpoints.DOCTYPE,
			{"mailed_at": ("is", "set")},
			["day", "mailed_at"],
			as_dict=True,
			order_by="day desc",
		),
		"public_key": public.hex() if public else None,
		"checks": frappe.get_all(
			DOCTYPE,
			fields=["name", "started", "status", "user", "first_finding"],
			order_by="started desc",
			limit=5,
		),
	}


def get_outcome(name: str) -> dict:
	"""{"status", "found": see `verify.in_words`} of a check. Errors: DoesNotExistError."""
	found = frappe.db.get_value(DOCTYPE, name, ["status", "outcome"])
	if not found:
		raise frappe.DoesNotExistError
	status, outcome = found
	return {"status": status, "found": verify.in_words(json.loads(outcome)) if outcome else None}
