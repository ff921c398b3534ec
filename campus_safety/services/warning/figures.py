"""What a rule was worth: precision with its count, what it missed, and whether it goes on (domain §24)."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate
from pypika import Case
from pypika.functions import Count, Sum
from pypika.terms import ExistsCriterion

from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS
from campus_safety.domain.small_counts import tells_nobody
from campus_safety.domain.warning.quality import TERM_DAYS, Quality, falls_short
from campus_safety.engines.messages.telling import About, tell
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.privacy.assessments import is_assessed
from campus_safety.services.warning.registry import RULE
from campus_safety.services.warning.rules import ACTIVITY, WARNING

LEDGER = "Campus Risk Ledger"
BEFORE = timedelta(days=180)  # so long before a ledger a warning has seen it coming
EXPIRED, UNASSESSED, WRONG = "Expired", "No Valid Assessment", "Too Little Was Right"
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
	"""Write the figures of a rule: those of its last term."""
	enabled_on = frappe.db.get_value(RULE, rule, "enabled_on")
	since = max(getdate(enabled_on or today), today - timedelta(days=TERM_DAYS))
	quality = get_quality(rule, since)
	low, high = quality.interval or (0, 0)
	filed, missed = get_missed(rule, since)
	if not tells_nobody(filed):
		filed = missed = 0  # everybody on the staff reads a rule
	_write(
		rule,
		{
			"raised": frappe.db.count(WARNING, {"rule": rule, "occurred_on": (">=", since)}),
			"decided": quality.decided,
			"confirmed": quality.confirmed,
			"precision_percent": quality.precision or 0,
			"precision_low": low,
			"precision_high": high,
			"filed": filed,
			"missed": missed,
			"counted_on": today,
		},
	)


def note_held_back(rule: str, number: int) -> None:
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
	since = max(getdate(document.enabled_on), today - timedelta(days=TERM_DAYS))
	days_on = (today - getdate(document.enabled_on)).days
	quality = get_quality(document.name, since)
	short = falls_short(quality, cint(document.min_precision), cint(document.min_decided), days_on)
	return WRONG if short else None


def _write(rule: str, values: dict) -> None:
	frappe.db.set_value(RULE, rule, values, update_modified=False)
	frappe.clear_document_cache(RULE, rule)
