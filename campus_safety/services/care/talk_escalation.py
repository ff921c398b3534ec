"""What follows from a talk that was not steady: a nomination, or a notice to whoever takes it on (domain §3).

Abnormal reports and referrals to the psych centre have no DocType yet: for these the wish stands in the talk and an alert
calls the responsible office until somebody has it. A new one is one more line of STEPS.
"""

from datetime import datetime
from enum import Enum
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.care.heart_talk import NO_STEP
from campus_safety.domain.roles import STUDENT_AFFAIRS
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_holders, get_users_with_role
from campus_safety.services.risk import nomination


class Outcome(Enum):
	"""What became of the author's wish, where they have to know it."""

	NOMINATED = "the nomination waits to be completed"
	OPEN_ALREADY = "those in charge of the open ledger were told"
	ASKED_FOR = "whoever may nominate was told"


class Taken(NamedTuple):
	"""record: the number of what was opened or found, for whom it may be told."""

	outcome: Outcome | None = None
	record: str | None = None


def follow(talk, now: datetime) -> Taken | None:
	"""After a save that chose a next step: take it, once."""
	before = talk.get_doc_before_save()
	if talk.escalate_to in NO_STEP or talk.is_final or (before and before.escalate_to == talk.escalate_to):
		return None
	taken = STEPS[talk.escalate_to](talk)
	talk.escalation_record, talk.escalated_at = taken.record, now
	frappe.db.set_value(
		talk.doctype,
		talk.name,
		{"escalation_record": talk.escalation_record, "escalated_at": talk.escalated_at},
		update_modified=False,
	)  # part of the save, whose leaf comes after it
	return taken


# the steps


def nominate(talk) -> Taken:
	"""A nomination in the author's own name. With an open ledger, or without the right, those in charge are told."""
	open_ledger = nomination.get_open(talk.student)
	if open_ledger:
		return _tell_of_open_ledger(talk, open_ledger)
	if not nomination.may_nominate():
		return _ask_for_nomination(talk)
	name = nomination.open_nomination(talk.student, "Talk", getdate(talk.talk_time), talk.abnormal_behaviour)
	return Taken(Outcome.NOMINATED, name)


def _tell_of_open_ledger(talk, ledger: nomination.Open) -> Taken:
	_tell(
		ledger.in_charge or get_leads(talk),
		talk,
		lambda: _("Talk {0}: the student's state is abnormal, read it").format(talk.name),
	)
	return Taken(Outcome.OPEN_ALREADY, ledger.name if nomination.may_read(ledger.name) else None)


def _ask_for_nomination(talk) -> Taken:
	_tell(
		get_leads(talk),
		talk,
		lambda: _("Talk {0}: a nomination for the risk ledger is asked for").format(talk.name),
	)
	return Taken(Outcome.ASKED_FOR)


def call(talk) -> Taken:
	"""The save itself calls (ALERTS in declared/care.py): told, taken, answered."""
	return Taken()


STEPS = {
	"Risk Ledger": nominate,
	"Abnormal Report": call,
	"Psych Centre": call,
}


def _tell(users, talk, write) -> None:
	"""Once per talk and step."""
	tell(users, write, f"talk|{talk.name}|{talk.escalate_to}", talk)


def get_leads(talk) -> list[str]:
	"""The college's lead; where nobody holds the post, Student Affairs: a report is never told to nobody."""
	return get_holders(("College Lead",), talk.college) or get_users_with_role(STUDENT_AFFAIRS)
