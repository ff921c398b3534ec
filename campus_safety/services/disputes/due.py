"""Disputes that are not settled, or not revisited, by their day call; what is done calls no more."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.declared import ALERTS
from campus_safety.domain.disputes.course import OPEN, RESOLVED, is_overdue
from campus_safety.engines.alerts import loop
from campus_safety.engines.sets.one_by_one import one_by_one

DISPUTE, KIND = "Campus Dispute Case", "Dispute Overdue"
OVERDUE = next(source for source in ALERTS if source.kind == KIND)


def run(now: datetime) -> dict[str, int]:
	"""{"called", "errors"}. Again it changes nothing: a record has one open alert of a kind."""
	counts = {"called": 0}

	def work(name: str) -> None:
		dispute = frappe.get_doc(DISPUTE, name, for_update=True)
		if is_late(dispute, now.date()):  # nobody was faster
			counts["called"] += bool(loop.raise_alert(OVERDUE, dispute, now))

	return {
		**counts,
		"errors": one_by_one(find(now.date()), work, "Dispute clock"),
		"called": counts["called"],
	}


def find(today: date) -> list[str]:
	late = [["status", "in", OPEN], ["deadline", "<", today]]
	unseen = [["status", "=", RESOLVED], ["revisit_due", "<", today]]
	return [
		name
		for filters in (late, unseen)
		for name in frappe.get_all(DISPUTE, filters=filters, pluck="name", order_by="creation asc")
	]


def settle(dispute, now: datetime) -> None:
	if not is_late(dispute, now.date()):
		loop.end(OVERDUE, dispute, now)


def is_late(dispute, today: date) -> bool:
	days = (getdate(day) if day else None for day in (dispute.deadline, dispute.revisit_due))
	return is_overdue(dispute.status, *days, today)


# what is declared


def get_parties(dispute) -> list[str]:
	"""Accounts on either side: nobody settles their own, nor makes it wait."""
	return [row.person for row in dispute.parties if row.person]


def waits_to_be_registered(dispute) -> bool:
	return dispute.status == "Found"


def get_mediator(dispute) -> list[str]:
	return [dispute.mediator] if dispute.mediator else []


def get_words(dispute) -> str:
	"""The number and what is to be done, nothing else (domain §0)."""
	if dispute.status == RESOLVED:
		return _("Dispute {0}: both sides were to be revisited").format(dispute.name)
	return _("Dispute {0} should have been settled").format(dispute.name)
