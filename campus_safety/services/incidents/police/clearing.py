"""At the end of a term what was told to the police is cleared here: where a student lives, why it was necessary, what came back."""

from datetime import date, datetime

import frappe

from campus_safety.domain.incidents.police import CLEARED, RECALLED, RECEIVED, SENT
from campus_safety.engines.sets.one_by_one import one_by_one
from campus_safety.records import holds
from campus_safety.records.states import put
from campus_safety.services.incidents.police.deciding import PUSH

NOTHING = "—"


def run(now: datetime) -> dict[str, int]:
	"""Every day. {"cleared", "errors"}."""
	names = get_due(now.date())
	errors = one_by_one(names, lambda name: clear(name, now), "Police push clearing")
	return {"cleared": len(names) - errors, "errors": errors}


def get_due(today: date) -> list[str]:
	"""Of terms that are over; not what a legal hold names."""
	over = frappe.get_all("Campus Term", filters={"end_date": ("<", today)}, pluck="name")
	names = frappe.get_all(
		PUSH,
		filters={"term": ("in", over or [""]), "status": ("in", (SENT, RECEIVED, RECALLED))},
		pluck="name",
		order_by="creation asc",
	)
	kept = holds.get_open()
	return [name for name in names if not _is_held(name, kept)]


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
	"""Who was told of whom, when and on which basis stays."""
	push = frappe.get_doc(PUSH, name, for_update=True)
	for row in push.rows:
		row.area, row.necessity, row.why_not_informed = None, NOTHING, None
	push.feedback, push.cleared_at = None, now.replace(microsecond=0)
	put(push, CLEARED)
	with push.as_app():
		push.save(ignore_permissions=True)  # a job, for nobody
