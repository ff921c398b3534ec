"""An alarm that nobody hears is none: it stays on the ladder, and whoever administers the accounts hears of it at last."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.message_weight import Weight
from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.engines.messages.telling import tell
from campus_safety.records import posts

AGAIN = timedelta(minutes=30)
LAST_RESORT = "System Manager"  # what an event says of such a step


def was_heard(events: Iterable, start: datetime) -> bool:
	"""Did any step of the ladder since its start tell somebody? events: with kind, at, told, to_position."""
	return any(
		event.told and event.to_position != LAST_RESORT and get_datetime(event.at) >= get_datetime(start)
		for event in events
		if event.kind == "Step"
	)


def call(case: str, number: int, now: datetime) -> dict:
	"""The step beyond the ladder, for the course of the case."""
	told = tell_last_resort(case, now)
	return {"at": now, "kind": "Step", "step": number, "to_position": LAST_RESORT, "told": told}


def tell_last_resort(case: str, now: datetime) -> int:
	"""How many system managers heard that nobody is named: the number of the case, and nothing of it."""

	def words() -> tuple[str, str]:
		return (
			_("Nobody hears absence case {0}: no step of the ladder has anybody").format(case),
			_(
				"A student is being looked for and nobody was told. Call Student Affairs now; then give the posts and offices of the absence ladder to people, or name others in Campus Safety Settings."
			),
		)

	return len(
		tell(
			posts.get_users_with_role(SYSTEM_MANAGER),
			words,
			f"night|{case}|nobody|{now:%m%d%H%M}",
			weight=Weight.URGENT,
			now=now,
		)
	)
