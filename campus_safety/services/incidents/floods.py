"""Very many at once: whoever reports waits a little, and is never refused. Counted all together, by token and by content.

No network address is counted or kept: a campus has one. Counters lie beside the database and are gone after minutes.
"""

from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.secrets import own_key
from campus_safety.domain.incidents import floods
from campus_safety.exceptions import CodeError
from campus_safety.services.incidents.settings import get_slow_after

REPORT, LOOK = "report", "look"
PURPOSES = (REPORT, LOOK)
MINUTE, WRONG_WINDOW = 60, 600  # seconds
MOST_TIMES = 4  # beyond so many times what is usual, everything waits in the tray


class Arrival(NamedTuple):
	"""key: of the token, so that what is sent twice is one report. ripe: it has waited as long as it was asked to."""

	key: str
	ripe: bool


def begin(purpose: str, now: datetime) -> dict:
	"""{"token", "wait": seconds} for one report, or one look with a code."""
	at = _second(now)
	if purpose == LOOK:
		wait = floods.wait_to_look(_read(_wrong_key(at)))
	else:
		wait = floods.wait_to_report(_read(_arrived_key(at)), get_slow_after())
	return {"token": floods.make_token(at, wait, purpose, _key()), "wait": wait}


def arrive(text: str, now: datetime) -> Arrival:
	"""A report is there. Whatever its token is worth it is taken: what has not waited goes into the tray."""
	at = _second(now)
	arrived = _add(_arrived_key(at), 2 * MINUTE)
	token, most = floods.read_token(text, REPORT, _key()), get_slow_after()
	if not token:
		return Arrival("", False)
	in_time = at - token.at >= floods.wait_to_report(arrived, most)  # who has typed for a minute has waited
	return Arrival(token.number, token.is_ripe(at) and in_time and arrived <= MOST_TIMES * most)


def validate_look(text: str, now: datetime) -> None:
	"""A look with a code: each token once, after its wait. Errors: CodeError, before any code is looked at."""
	at = _second(now)
	token = floods.read_token(text, LOOK, _key())
	if not token or at > token.at + floods.VALID_LOOK:
		frappe.throw(_("Open the page again, then enter the code once more."), CodeError)
	wait = max(
		token.wait, floods.wait_to_look(_read(_wrong_key(at)))
	)  # of now: tokens may have been fetched beforehand
	if at < token.at + wait:
		frappe.throw(_("Wait {0} seconds, then try again.").format(token.at + wait - at), CodeError)
	if _add(f"campus_report_token|{token.number}", floods.VALID_LOOK) > 1:
		frappe.throw(_("Open the page again, then enter the code once more."), CodeError)


def note_wrong(now: datetime) -> None:
	"""A code that leads nowhere: the next look waits longer, whoever's it is."""
	_add(_wrong_key(_second(now)), 2 * WRONG_WINDOW)


def _second(now: datetime) -> int:
	return int(now.timestamp())


def _key() -> str:
	return own_key("report-token", "")


def _arrived_key(at: int) -> str:
	return f"campus_reports|{at // MINUTE}"


def _wrong_key(at: int) -> str:
	return f"campus_report_wrong|{at // WRONG_WINDOW}"


def _read(key: str) -> int:
	return int(frappe.cache.get(frappe.cache.make_key(key)) or 0)


def _add(key: str, seconds: int) -> int:
	made = frappe.cache.make_key(key)
	number = frappe.cache.incrby(made, 1)
	if number == 1:
		frappe.cache.expire(made, seconds)
	return number
