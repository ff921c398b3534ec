"""Who does what in a dispute, what each step needs, and what it writes down."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from campus_safety.access.scopes import has_any_role, leads
from campus_safety.access.scopes.disputes import OFFICES
from campus_safety.domain.disputes import course
from campus_safety.domain.disputes.course import (
	AGREEMENT,
	BROKEN,
	CLOSED,
	FOUND,
	GRAVE,
	KEPT,
	MEDIATING,
	REFERRED,
	REGISTERED,
	RESOLVED,
	REVISITED,
	Party,
)
from campus_safety.exceptions import DisputeStepError
from campus_safety.records.changes import has_changed
from campus_safety.records.named import may_be_named
from campus_safety.services.disputes.settings import get_days, get_revisit_days

# what is asked anew when it has broken out again
OF_THE_RESULT = ("outcome", "agreed_on", "agreement", "referred_to", "revisited_on", "revisit_result")


def settles(user: str, dispute) -> bool:
	"""Who registers and closes it: the offices, that College Lead."""
	return user == "Administrator" or has_any_role(user, OFFICES) or leads(user, dispute.college)


def writes(user: str, dispute) -> bool:
	"""Whoever found it until it is registered, then who mediates or settles it."""
	return (
		settles(user, dispute)
		or user == dispute.mediator
		or (dispute.status == FOUND and user == dispute.recorded_by)
	)


def validate_parties(dispute, user: str) -> None:
	"""Two sides, each line one person; nobody of them writes it. Errors: DisputeStepError naming the row."""
	seen = set()
	for row in dispute.parties:
		named = [value for value in (row.student, row.person, (row.who or "").strip()) if value]
		if len(named) != 1:
			_refuse(
				_("Row {0}: name a student, a member of staff, or somebody else in words.").format(row.idx)
			)
		if named[0] in seen:
			_refuse(_("Row {0}: this person stands there already.").format(row.idx))
		seen.add(named[0])
	if user in seen:
		_refuse(_("You are a party to this dispute: somebody else writes it down and settles it."))
	if missing := course.sides_missing(_parties(dispute)):
		sides = "、".join(_(side, context="Campus Dispute Party") for side in missing)
		_refuse(_("Nobody stands on this side: {0}. A dispute has two.").format(sides))


def validate_writer(dispute, before, user: str) -> None:
	"""Whoever found it until it is registered, then who mediates or settles it. Errors: DisputeStepError."""
	if dispute.flags.app_write or not before or not dispute.changed_content(before):
		return
	if not writes(user, before):
		_refuse(
			_("This is settled by {0}, who alone writes in it.").format(get_fullname(before.mediator) or "?")
		)


def validate_mediator(dispute, before) -> None:
	"""Errors: DisputeStepError."""
	user = dispute.mediator
	if user and user in {row.person for row in dispute.parties}:
		_refuse(_("The mediator is a party: name somebody who belongs to neither side."))
	if not user or (before and before.mediator == user):
		return
	if not may_be_named(dispute.doctype, "mediator", user):
		_refuse(_("{0} is not an account of the staff.").format(get_fullname(user) or user))
	if before and not settles(frappe.session.user, before):
		_refuse(_("Who mediates is named by the office or the College Lead who registers it."))


def validate_days(dispute, today) -> None:
	"""What happened lies between the day it was found and today; the deadline within the school's days. Errors: DisputeStepError."""
	found = getdate(dispute.found_at)
	for field, since in (("agreed_on", found), ("revisited_on", getdate(dispute.agreed_on or found))):
		day = dispute.get(field)
		if day and not since <= getdate(day) <= today:
			label = _(dispute.meta.get_label(field), context=dispute.doctype)
			_refuse(_("{0} lies before what it follows, or in the future.").format(label))
	before = dispute.get_doc_before_save()
	if before and before.status != FOUND and has_changed(dispute, "found_at"):
		_refuse(_("When it was found stays once it is registered: the days to settle it count from there."))
	last = course.last_day(today if dispute.times_reopened else found, get_days())
	is_set_now = not dispute.times_reopened or has_changed(dispute, "deadline")
	if dispute.deadline and is_set_now and getdate(dispute.deadline) > last:
		_refuse(_("It is to be settled by {0} at the latest.").format(frappe.format(last, "Date")))


def validate_step(dispute, before, user: str) -> None:
	"""Errors: DisputeStepError naming what is missing."""
	if not before or before.status == dispute.status:
		return
	if dispute.status in (REGISTERED, CLOSED) and not settles(user, dispute):
		_refuse(_("An office that settles disputes, or the College Lead, does this."))
	gaps = [*_GAPS.get(dispute.status, lambda _dispute: ())(dispute)]
	if before.status == REVISITED and dispute.status == MEDIATING and dispute.revisit_result != BROKEN:
		gaps.append(_("It is mediated again where the revisit found it broken."))
	if gaps:
		frappe.throw(gaps, DisputeStepError, title=_("Not yet"), as_list=True)


def _gaps_of_register(dispute):
	if not dispute.mediator:
		yield _("Name a mediator who belongs to neither side.")
	if dispute.grade in GRAVE and not (dispute.stability_control or "").strip():
		yield _("Write under Keeping It Calm how both sides are kept apart and calm.")


def _gaps_of_result(dispute):
	for field in ("outcome", "result", "agreed_on", "measures"):
		if not str(dispute.get(field) or "").strip():
			yield _("{0} is empty.").format(_(dispute.meta.get_label(field), context=dispute.doctype))
	if dispute.outcome == REFERRED and not (dispute.referred_to or "").strip():
		yield _("Write to whom it was referred.")
	if dispute.outcome == AGREEMENT and (rows := course.not_agreed(_parties(dispute))):
		yield _("An agreement needs everybody: rows {0} have not agreed.").format("、".join(map(str, rows)))


def _gaps_of_revisit(dispute):
	for field in ("revisited_on", "revisit_result", "revisit_note"):
		if not str(dispute.get(field) or "").strip():
			yield _("{0} is empty.").format(_(dispute.meta.get_label(field), context=dispute.doctype))


def _gaps_of_close(dispute):
	if dispute.revisit_result != KEPT:
		yield _("What was agreed does not hold: mediate again.")


_GAPS = {
	REGISTERED: _gaps_of_register,
	RESOLVED: _gaps_of_result,
	REVISITED: _gaps_of_revisit,
	CLOSED: _gaps_of_close,
}


def follow(dispute, before, now: datetime) -> None:
	"""What a step writes down."""
	if not before or before.status == dispute.status:
		return
	if dispute.status == REGISTERED:
		dispute.deadline = dispute.deadline or course.last_day(getdate(dispute.found_at), get_days())
	elif dispute.status == RESOLVED:
		dispute.revisit_due = now.date() + timedelta(days=get_revisit_days())
	elif before.status == REVISITED and dispute.status == MEDIATING:
		dispute.times_reopened = (dispute.times_reopened or 0) + 1
		dispute.deadline, dispute.revisit_due = now.date() + timedelta(days=get_days()), None
		dispute.update(dict.fromkeys(OF_THE_RESULT))
		for row in dispute.parties:
			row.agrees = 0


def _parties(dispute) -> list[Party]:
	return [
		Party(row.side, tuple(filter(None, (row.student, row.person, row.who))), bool(row.agrees))
		for row in dispute.parties
	]


def _refuse(text: str) -> None:
	frappe.throw(text, DisputeStepError)
