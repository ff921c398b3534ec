"""The steps of a handover: signed by whoever hands over, taken by whoever takes over, witnessed by the college."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role, leads_or_heads
from campus_safety.domain import roles as r
from campus_safety.domain.risk.file_handover import NEEDS_SUMMARY, after_work_days, is_decided
from campus_safety.engines import calendar
from campus_safety.engines.messages.telling import tell as tell_people
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import AppendOnlyError, HandoverStepError
from campus_safety.records.named import CARERS, LEADERS
from campus_safety.records.posts import get_holders, get_units_of, get_users_with_role
from campus_safety.records.scope import nodes_of
from campus_safety.services.risk import handover_moves
from campus_safety.services.risk.open_files import is_enabled
from campus_safety.services.risk.settings import get_handover_work_days
from campus_safety.services.risk.staff_leave import is_away_now

STAMPS = (
	"handed_at",
	"handed_by",
	"in_place_of_sender",
	"received_at",
	"witness",
	"effective_at",
)
LONGEST_HOLIDAY = timedelta(days=60)
ENDS = ("Effective", "Cancelled")
# rows by the rules of `items`; names follow the accounts
AFTER_SIGNING = frozenset(("items", "from_name", "to_name"))


def follow(doc, now: datetime) -> None:
	"""What a save that takes a step needs, and what it writes.

	Errors: AppendOnlyError, PermissionError, HandoverStepError.
	"""
	before = doc.get_doc_before_save()
	if not before:
		return
	_validate_kept(doc, before)
	if before.status == doc.status:
		_validate_editor(doc, before)
	else:
		STEPS[doc.status](doc, now)


def get_due(today: date) -> date:
	days = calendar.get_days(today, today + LONGEST_HOLIDAY)
	known = {day.date: day.day_type.is_teaching for day in days if not day.day_type.is_break}
	return after_work_days(today, get_handover_work_days(), known)


def is_absent(doc) -> bool:
	"""Whoever hands over cannot: no account, no such role, no post in the college any more."""
	user = doc.from_user
	if not is_enabled(user) or not has_any_role(user, (*CARERS, *LEADERS)):
		return True
	if has_any_role(user, (*r.PSYCH_STAFF, r.STUDENT_AFFAIRS, r.SCHOOL_LEADER)):
		return False
	return get_units_of(user).isdisjoint(nodes_of("Campus Unit", doc.college))


def _validate_kept(doc, before) -> None:
	"""What was signed stays in every save, also in one that takes a step: above all who hands and who takes over."""
	if doc.flags.app_write or before.status == "Draft":
		return
	if set(doc.changed_content(before)) - AFTER_SIGNING:
		frappe.throw(
			_("It was signed and no longer changes. Send it back to the draft first."),
			AppendOnlyError,
			title=_("Signed already"),
		)


def _validate_editor(doc, before) -> None:
	"""Between two steps: the draft by its sender and the college, what is signed by whoever takes over."""
	user = frappe.session.user
	if doc.flags.app_write or user == "Administrator" or not doc.changed_content(before):
		return
	may = leads_or_heads(user, doc.college) or user == (
		before.from_user if before.status == "Draft" else before.to_user
	)
	if not may:
		frappe.throw(
			_("It was signed and no longer changes. Send it back to the draft first."),
			frappe.PermissionError,
			title=_("Signed already"),
		)


# the steps


def _sign(doc, now: datetime) -> None:
	user = frappe.session.user
	in_place = user != doc.from_user
	cannot = is_absent(doc) or is_away_now(doc.from_user, now.date()) or getdate(doc.due_on) < now.date()
	if in_place and not (leads_or_heads(user, doc.college) and cannot):
		frappe.throw(
			_(
				"Whoever hands over signs. The College Lead signs in their place when they are gone or too late."
			),
			frappe.PermissionError,
			title=_("Not yours to sign"),
		)
	gaps = []
	if not doc.to_user:
		gaps.append(_("Nobody is named who takes over."))
	if not doc.items:
		gaps.append(_("There is nothing to hand over."))
	gaps += handover_moves.get_gaps_of_receiver(doc)
	if not in_place:
		gaps += [
			_("Item {0}: write what whoever takes over must know.").format(row.idx)
			for row in doc.items
			if row.kind in NEEDS_SUMMARY and not row.summary
		]
		if not doc.pledge:
			gaps.append(_("Tick that you have handed over everything that matters."))
	_throw(gaps)
	doc.update({"handed_at": now, "handed_by": user, "in_place_of_sender": int(in_place)})


def _receive(doc, now: datetime) -> None:
	if frappe.session.user != doc.get_doc_before_save().to_user:
		frappe.throw(_("Whoever takes over confirms the receipt."), frappe.PermissionError)
	_throw(
		_("Item {0}: tick Received, or write why you do not take it.").format(row.idx)
		for row in doc.items
		if not is_decided(row.received, row.rejected_reason)
	)
	doc.received_at = now


def _witness(doc, now: datetime) -> None:
	user, before = frappe.session.user, doc.get_doc_before_save()
	if not leads_or_heads(user, before.college) or user in (before.from_user, before.to_user):
		frappe.throw(
			_("The College Lead witnesses; who hands or takes over asks the head of the psych centre."),
			frappe.PermissionError,
			title=_("Not yours to witness"),
		)
	_throw(handover_moves.get_obstacles(doc))
	doc.update({"witness": user, "effective_at": now})
	handover_moves.prepare(doc, now)


def _back(doc, now: datetime) -> None:
	user, before = frappe.session.user, doc.get_doc_before_save()
	if user not in (before.from_user, before.to_user) and not leads_or_heads(user, doc.college):
		frappe.throw(_("You have no part in this handover."), frappe.PermissionError)
	doc.update({field: None for field in STAMPS})
	doc.in_place_of_sender = 0
	for row in doc.items:
		row.update({"received": 0, "rejected_reason": None, "interim": None})


def _cancel(doc, now: datetime) -> None:
	user = frappe.session.user
	if doc.flags.app_write:
		return
	if user != doc.from_user and not leads_or_heads(user, doc.college):
		frappe.throw(_("You have no part in this handover."), frappe.PermissionError)
	gaps = [] if doc.cancel_reason else [_("Write why it is cancelled.")]
	if doc.items and is_absent(doc):
		gaps.append(_("Whoever hands over is gone: somebody must take this over."))
	_throw(gaps)


STEPS = {"Draft": _back, "Signed": _sign, "Received": _receive, "Effective": _witness, "Cancelled": _cancel}


def _throw(gaps) -> None:
	gaps = list(gaps)
	if gaps:
		frappe.throw(gaps, HandoverStepError, title=_("Not yet"), as_list=True)


# after the step


def tell(doc) -> None:
	"""A line in the log, and a word to whoever is next: number and action, nothing else."""
	before = doc.get_doc_before_save()
	if before and before.status == doc.status:
		return
	access_log.record("State", doc.doctype, doc.name, reason=f"→ {doc.status}")
	people, word = _next(doc)
	tell_people(
		people,
		lambda: word().format(doc.name),
		f"file-handover|{doc.name}|{doc.status}|{doc.modified}",
		doc,
		is_end=doc.status in ENDS,
	)


def _next(doc):
	leads = get_holders(("College Lead",), doc.college) or get_users_with_role(r.PSYCH_HEAD)
	return {
		"Draft": (
			leads if is_absent(doc) else {doc.from_user, *leads},
			lambda: _("Handover {0} is open: say who takes over, and sign it"),
		),
		"Signed": ({doc.to_user}, lambda: _("Handover {0} is signed: read it, take what you answer for")),
		"Received": (leads, lambda: _("Handover {0} was taken over: witness it")),
		"Effective": (
			{doc.from_user, doc.to_user, *(row.answers for row in doc.items)},
			lambda: _("Handover {0} is in force"),
		),
		"Cancelled": ({doc.from_user, doc.to_user}, lambda: _("Handover {0} was cancelled")),
	}[doc.status]
