"""Clocks that have run out call, in working time alone; four weeks later whoever asked is asked once more.

Run again it changes nothing: a record has one open alert of a kind, a message its key.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.queries import dated
from campus_safety.declared import ALERTS
from campus_safety.domain.governance.appeals import UNANSWERED
from campus_safety.engines.alerts import loop
from campus_safety.services.governance import settings
from campus_safety.services.governance.appeals import answers, clocks, senders
from campus_safety.services.governance.appeals.filing import TICKET

LATE, CONDUCT_LATE = (
	next(source for source in ALERTS if source.kind == kind)
	for kind in ("Complaint Late", "Complaint about Conduct Late")
)
ASKED_DAYS = 7  # whoever was not asked in so many days, the app having stood still, is not asked any more


def run(now: datetime) -> dict[str, int]:
	"""{"called", "asked", "resumed", "errors"} of this run. One that fails waits for the next run; the others go on."""
	counts = dict.fromkeys(("called", "asked", "resumed", "errors"), 0)
	for row in get_rows(now):
		try:
			counts[row.what] += go_on(row, now)
		except Exception:  # whatever one record makes go wrong, the others are called
			frappe.db.rollback()
			counts["errors"] += 1
			frappe.log_error(title="Complaint clock")
		frappe.db.commit()  # what is told stays told, whatever the next one does
	return counts


class Due(NamedTuple):
	what: str
	name: str


def get_rows(now: datetime) -> list[Due]:
	"""Nothing outside working time: nobody is reminded at midnight."""
	if not clocks.get_times(now.date()).is_open(now):
		return []
	resumed = [Due("resumed", name) for name in _get_waited_long(now)]
	late = [Due("called", name) for name in _get_late(now)]
	return [*resumed, *late, *(Due("asked", name) for name in _get_to_ask(now))]


def go_on(row: Due, now: datetime) -> int:
	"""How many alerts were raised, or people asked."""
	if row.what == "resumed":
		return _resume(row.name, now)
	return _call(row.name, now) if row.what == "called" else _ask_again(row.name, now)


def _get_waited_long(now: datetime) -> list[str]:
	"""Whose question nobody has answered for as long as the school waits."""
	paused = frappe.get_all(TICKET, filters={"paused": 1, "status": ("in", UNANSWERED)}, pluck="name")
	return frappe.get_all(
		"Campus Appeal Question",
		filters=dated(
			{
				"parenttype": TICKET,
				"question": ("is", "set"),
				"answered_at": ("is", "not set"),
				"asked_at": ("<=", now - timedelta(days=settings.get_question_days())),
				"parent": ("in", paused or [""]),
			}
		),
		pluck="parent",
		distinct=True,
	)


def _resume(name: str, now: datetime) -> int:
	"""The clock goes on, and whoever handles it hears so."""
	ticket = frappe.get_doc(TICKET, name, for_update=True)
	with ticket.as_app():
		ticket.save(ignore_permissions=True)  # a job has no person; the clocks are worked out at each save
	if ticket.paused:
		return 0
	answers.tell_handler(
		ticket,
		lambda: _("Complaint {0}: nobody answered the question, its clock goes on").format(ticket.name),
		f"resumed|{len(ticket.questions)}",
		now,
	)
	return 1


def settle(ticket, now: datetime) -> None:
	"""After a save: what is answered in time, or waits for whoever asked, calls no more."""
	if not _is_late(ticket, now):
		for source in (LATE, CONDUCT_LATE):
			loop.end(source, ticket, now)


def _get_late(now: datetime) -> list[str]:
	"""Names of what has run out; the clocks stand in the records."""
	ticket = frappe.qb.DocType(TICKET)
	rows = (
		frappe.qb.from_(ticket)
		.select(ticket.name)
		.where(ticket.status.isin(UNANSWERED))
		.where(
			(ticket.first_response_at.isnull() & (ticket.response_due < now))
			| (ticket.replied_at.isnull() & (ticket.paused == 0) & (ticket.due < now))
		)
		.orderby(ticket.name)
		.run()
	)
	return [row[0] for row in rows]


def _call(name: str, now: datetime) -> int:
	ticket = frappe.get_doc(TICKET, name, for_update=True)
	if not _is_late(ticket, now):
		return 0  # somebody was faster
	source = CONDUCT_LATE if senders.get_keeper(ticket) == senders.DISCIPLINE_OFFICE else LATE
	return int(bool(loop.raise_alert(source, ticket, now)))


def _is_late(ticket, now: datetime) -> bool:
	if ticket.status not in UNANSWERED:
		return False
	unanswered = (
		not ticket.first_response_at and ticket.response_due and get_datetime(ticket.response_due) < now
	)
	unsolved = not ticket.replied_at and not ticket.paused and ticket.due and get_datetime(ticket.due) < now
	return bool(unanswered or unsolved)


def _get_to_ask(now: datetime) -> list[str]:
	return frappe.get_all(
		TICKET,
		filters={
			"status": "Closed",
			"ask_again_on": ("between", [now.date() - timedelta(days=ASKED_DAYS), now.date()]),
			"asked_again": ("in", ("", None)),
		},
		pluck="name",
	)


def _ask_again(name: str, now: datetime) -> int:
	ticket = frappe.get_doc(TICKET, name)
	answers.tell_asker(
		ticket,
		lambda: _("Is what you asked for still solved? Say so on the page Ask for Something."),
		f"again|{ticket.reopened}",
		now,
	)
	return 1
