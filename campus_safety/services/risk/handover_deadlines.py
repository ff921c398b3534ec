"""Deadlines of a handover 转接期限 (domain §9): five working days to take over, seven for the first talk; past them it calls."""

from collections.abc import Iterable
from datetime import datetime

import frappe

from campus_safety.declared import ALERTS
from campus_safety.engines.alerts import loop

HANDOVER = "Campus File Handover"
UNDER_WAY = ("Draft", "Signed", "Received")
TAKE_OVER, FIRST_TALK = (
	next(source for source in ALERTS if source.kind == kind)
	for kind in ("Handover Overdue", "First Talk Overdue")
)


def look(now: datetime, names: Iterable[str] | None = None) -> dict[str, list[str]]:
	"""Raise what is past its day, end what is no longer; of all, or of these handovers. {kind: names raised now}."""
	late = {
		TAKE_OVER: _find(names, {"status": ("in", UNDER_WAY), "due_on": ("between", _before(now))}),
		FIRST_TALK: _find(names, {"status": "Effective", "next_talk_due": ("between", _before(now))}),
	}
	raised = {}
	for source, found in late.items():
		calling = _get_calling(source, names)
		raised[source.kind] = sorted(set(found) - calling)
		for name in raised[source.kind]:
			loop.raise_alert(source, frappe.get_doc(HANDOVER, name), now)
		for name in sorted(calling - set(found)):
			loop.end(source, frappe.get_doc(HANDOVER, name), now)
	return raised


def _before(now: datetime) -> tuple:
	"""Days that are over: the last one still counts."""
	return ("2000-01-01", frappe.utils.add_days(now.date(), -1))


def _find(names: Iterable[str] | None, filters: dict) -> list[str]:
	if names is not None:
		filters = {**filters, "name": ("in", list(names) or [""])}
	return frappe.get_all(HANDOVER, filters=filters, pluck="name")


def _get_calling(source, names: Iterable[str] | None) -> set[str]:
	filters = {"kind": source.kind, "reference_doctype": HANDOVER, "status": ("!=", loop.ENDED)}
	if names is not None:
		filters["reference_name"] = ("in", list(names) or [""])
	return set(frappe.get_all(loop.ALERT, filters=filters, pluck="reference_name"))


def get_first(handover) -> list[str]:
	"""Told at once: whose step it is."""
	whose = {"Draft": handover.from_user, "Signed": handover.to_user, "Effective": handover.to_user}
	return [user for user in (whose.get(handover.status),) if user]
