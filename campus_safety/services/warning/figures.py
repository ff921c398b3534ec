"""What a rule was worth: precision with its count, what it missed, and whether it goes on (domain §24)."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate
from pypika import Case
from pypika.functions import Count, Sum
from pypika.terms import ExistsCriterion

from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS
from campus_safety.domain.warning.quality import TERM_DAYS, Quality, falls_short
from campus_safety.engines.messages.telling import About, tell
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.privacy.assessments import is_assessed
from campus_safety.services.warning.registry import RULE
from campus_safety.services.warning.rules import ACTIVITY, WARNING, find_fault
from campus_safety.services.warning.told import Told, shift_of

LEDGER = "Campus Risk Ledger"
BEFORE = timedelta(days=180)  # so long before a ledger a warning has seen it coming
EXPIRED, UNASSESSED, WRONG, REFUSED = (
	"Expired",
	"No Valid Assessment",
	"Too Little Was Right",
	"A Signal Is Refused Now",
)
FIGURES = (
	"raised",
	"decided",
	"confirmed",
	"precision_percent",
	"precision_low",
	"precision_high",
	"filed",
	"missed",
	"held_back",
	"counted_on",
)


def count(rule: str, today: date) -> None:
	"""Write the figures of a rule: those of its last term. Everybody on the staff reads them, so they are told as a dry run tells its own."""
	since = _since(rule, today)
	raised, quality, missed = _count(rule, since)
	warned = frappe.get_all(WARNING, {"rule": rule, "occurred_on": (">=", since)}, pluck="student")
	told = Told(False, shift_of(warned))
	_write(rule, {**_as_fields(told.whole(raised) or 0, *_tell(told, quality, missed)), "counted_on": today})


def get_exact(rule: str, today: date) -> dict:
	"""The same as they are, for whoever may read every warning (`told.reads_all`)."""
	return _as_fields(*_count(rule, _since(rule, today)))


def _since(rule: str, today: date) -> date:
	enabled_on = frappe.db.get_value(RULE, rule, "enabled_on")
	return max(getdate(enabled_on or today), today - timedelta(days=TERM_DAYS))


def _count(rule: str, since: date) -> tuple[int, Quality, tuple[int, int]]:
	raised = frappe.db.count(WARNING, {"rule": rule, "occurred_on": (">=", since)})
	return raised, get_quality(rule, since), get_missed(rule, since)


def _tell(told: Told, quality: Quality, missed: tuple[int, int]) -> tuple[Quality, tuple[int, int]]:
	"""A whole without its part would say that the part is none: both, or neither."""
	confirmed, decided = told.part(quality.confirmed, quality.decided), told.whole(quality.decided)
	of_filed, filed = told.part(missed[1], missed[0]), told.of_all(missed[0])
	return (
		Quality(decided, min(confirmed, decided)) if confirmed and decided else Quality(0, 0),
		(filed, min(of_filed, filed)) if of_filed and filed else (0, 0),
	)


def _as_fields(raised: int, quality: Quality, missed: tuple[int, int]) -> dict:
	low, high = quality.interval or (0, 0)
	return {
		"raised": raised,
		"decided": quality.decided,
		"confirmed": quality.confirmed,
		"precision_percent": quality.precision or 0,
		"precision_low": low,
		"precision_high": high,
		"filed": missed[0],
		"missed": missed[1],
	}


def note_held_back(rule: str, number: int) -> None:
	"""number: as it is told."""
	_write(rule, {"held_back": number})


def get_quality(rule: str, since: date) -> Quality:
	warning = frappe.qb.DocType(WARNING)
	decided, confirmed = (
		frappe.qb.from_(warning)
		.select(Count("*"), Sum(Case().when(warning.status == "Confirmed", 1).else_(0)))
		.where((warning.rule == rule) & (warning.decided_at >= since))
		.run()[0]
	)
	return Quality(cint(decided), cint(confirmed))


def get_missed(rule: str, since: date) -> tuple[int, int]:
	"""(ledgers filed since, those of them before which the rule had not warned)."""
	ledger, warning = frappe.qb.DocType(LEDGER), frappe.qb.DocType(WARNING)
	warned = (
		frappe.qb.from_(warning)
		.select(warning.name)
		.where(
			(warning.student == ledger.student)
			& (warning.rule == rule)
			& (warning.occurred_on <= ledger.filed_on)
			& (warning.occurred_on >= ledger.filed_on - BEFORE)
		)
	)
	filed, seen = (
		frappe.qb.from_(ledger)
		.select(Count("*"), Sum(Case().when(ExistsCriterion(warned), 1).else_(0)))
		.where(ledger.filed_on >= since)
		.run()[0]
	)
	return cint(filed), cint(filed) - cint(seen)


# does it go on?


def pause_if_due(rule: str, now: datetime) -> bool:
	"""Fail closed: expired, without a valid assessment, or wrong too often, a rule warns nobody until somebody looks at it."""
	document = frappe.get_doc(RULE, rule)
	why = get_reason(document, now.date())
	if not why:
		return False
	document.update({"enabled": 0, "paused_on": now.date(), "paused_because": why})
	with document.as_app():
		document.save(ignore_permissions=True)  # the night's run pauses it
	users = {
		document.modified_by,
		document.owner,
		*get_users_with_role(SAFETY_OFFICE),
		*get_users_with_role(STUDENT_AFFAIRS),
	}
	tell(
		users,
		lambda: _("Warning rule {0} has paused: {1}").format(rule, _(why, context=RULE)),
		f"warning|paused|{rule}|{now:%Y%m%d}",
		About(RULE, rule),
		now=now,
	)
	return True


def get_reason(document, today: date) -> str | None:
	if getdate(document.expires_on) < today:
		return EXPIRED
	if not is_assessed(ACTIVITY, today):
		return UNASSESSED
	if find_fault(document):
		return REFUSED
	since = max(getdate(document.enabled_on), today - timedelta(days=TERM_DAYS))
	days_on = (today - getdate(document.enabled_on)).days
	quality = get_quality(document.name, since)
	short = falls_short(quality, cint(document.min_precision), cint(document.min_decided), days_on)
	return WRONG if short else None


def _write(rule: str, values: dict) -> None:
	frappe.db.set_value(RULE, rule, values, update_modified=False)
	frappe.clear_document_cache(RULE, rule)
