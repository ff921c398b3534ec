"""At the end of a term what was told to the police is cleared here: where a student lives, why it was necessary, what came back."""

from datetime import date, datetime, timedelta

import frappe

from campus_safety.access.queries import dated
from campus_safety.domain.incidents.police import APPROVALS, CLEARED, DRAFTED, RECALLED, RECEIVED, SENT
from campus_safety.engines.sets.one_by_one import one_by_one
from campus_safety.records import holds
from campus_safety.records.states import put
from campus_safety.services.incidents.police.deciding import PUSH

NOTHING = "—"
FOR_THE_RECEIPT = timedelta(
	days=30
)  # [P]: what is sent in a break, whose term is over, waits for what comes back


WITHOUT_A_TERM = timedelta(days=183)
GONE_OUT, NEVER_SENT = (SENT, RECEIVED, RECALLED), (DRAFTED, *APPROVALS)


def run(now: datetime) -> dict[str, int]:
	"""Every day. {"cleared", "errors"}."""
	names = get_due(now.date())
	errors = one_by_one(names, lambda name: clear(name, now), "Police push clearing")
	return {"cleared": len(names) - errors, "errors": errors}


def get_due(today: date) -> list[str]:
	"""Of terms that are over, once the receipt has had its time; not what a legal hold names.

	What was never sent is cleared like what was: so long after its term nobody sends it any more.
	"""
	before, kept = today - FOR_THE_RECEIPT, holds.get_open()
	sent = _get({"status": ("in", GONE_OUT), "sent_at": ("<", before)}, today)
	unsent = _get({"status": ("in", NEVER_SENT), "modified": ("<", before)}, today)
	return [name for name in (*sent, *unsent) if not _is_held(name, kept)]


def _get(filters: dict, today: date) -> list[str]:
	"""Written in a term that is over; outside any, half a year ago."""
	over = frappe.get_all("Campus Term", filters={"end_date": ("<", today)}, pluck="name")
	wheres = (
		{"term": ("in", over or [""])},
		{"term": ("is", "not set"), "creation": ("<", today - WITHOUT_A_TERM)},
	)
	return [
		name
		for where in wheres
		for name in frappe.get_all(
			PUSH, filters=dated({**filters, **where}), pluck="name", order_by="creation asc"
		)
	]


def _is_held(name: str, kept: holds.Holds) -> bool:
	if not kept:
		return False
	push = frappe.get_doc(PUSH, name)
	return bool(
		(PUSH, name) in kept.records
		or any(row.student in kept.students for row in push.rows)
		or any(period.covers(push.occurred_on) for period in kept.periods)
	)


def clear(name: str, now: datetime) -> None:
	"""Who was told of whom, when and on which basis stays; of what was never sent nobody was told, and no student stays named."""
	push = frappe.get_doc(PUSH, name, for_update=True)
	if push.status in NEVER_SENT:
		push.rows, push.nil_review = [], None
	for row in push.rows:
		row.area, row.necessity, row.why_not_informed = None, NOTHING, None
	push.feedback, push.cleared_at = None, now.replace(microsecond=0)
	put(push, CLEARED)
	with push.as_app():
		push.save(ignore_permissions=True)  # a job, for nobody
