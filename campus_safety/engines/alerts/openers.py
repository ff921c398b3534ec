"""Who can open the record of an alert: an office that is called and may not open it hears who can, and has it done by them."""

from collections.abc import Callable, Iterable

from frappe import _

from campus_safety.access.pointers import reads
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.records.posts import get_name_and_number


def can_open(alert, user: str) -> bool:
	return reads(alert.reference_doctype, alert.reference_name, user)


def what_to_do(alert, source: AlertSource, words: str, user: str, called: Callable[[], Iterable[str]]) -> str:
	"""The kind's own words for whoever can act on them; for others whom to call.

	Where an answer settles it, the alert is all that is needed.
	called: gives the accounts that the alert reaches, in their order.
	"""
	if source.settled_by_answer or can_open(alert, user):
		return words
	who = [get_name_and_number(other) for other in dict.fromkeys(called()) if can_open(alert, other)]
	if who:
		return _(
			"The record is confidential, you cannot open it. These can: {0}. Call them until one of them has it."
		).format("、".join(who))
	return _(
		"The record is confidential, you cannot open it, and nobody who can has been reached yet. Call who is on duty at the centre and in the college."
	)
