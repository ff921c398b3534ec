"""The morning's digest of the night 晨报: what last night left open, to each College Lead and to Student Affairs.

Figures and buildings only, never a student: whoever opens the report sees the names they may see (domain §0, §5).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

import frappe
from frappe import _
from frappe.utils import formatdate
from pypika.functions import Count, Min

from campus_safety.domain import roles as r
from campus_safety.domain.message_weight import Weight
from campus_safety.domain.presence.night_report import NightFigures, Part, add_up
from campus_safety.engines.messages.telling import is_told, tell
from campus_safety.records import posts
from campus_safety.services.presence import night_figures, nights
from campus_safety.services.presence.absence_cases import CASE, OPEN, SEARCHING
from campus_safety.services.presence.expected import NO_SEARCH
from campus_safety.services.presence.settings import get_digest_time

LEAVE = "Campus Leave Permit"
WHOLE_SCHOOL = None  # the key beside the colleges'
ADMINISTRATOR = "Administrator"
MOST_BUILDINGS = 10  # named in one message


@dataclass(frozen=True)
class Digest:
	"""What a college, or the school, is told. night: None when there was no roll call."""

	night: NightFigures | None = None
	silent: tuple[str, ...] = ()
	open_cases: int = 0
	oldest: datetime | None = None
	overdue: int = 0
	waiting: int = 0
	found: int = 0  # looked for in that night, and found

	@property
	def late(self) -> int:
		return (self.night and self.night.late) or 0

	@property
	def missing(self) -> int:
		return (self.night and self.night.missing) or 0

	@property
	def is_zero(self) -> bool:
		return not (
			self.silent or self.late or self.missing or self.open_cases or self.overdue or self.waiting
		)


@dataclass(frozen=True)
class Message:
	"""What one person gets, once a day: the digests of the colleges they read about."""

	user: str
	night: date
	digests: Mapping[str | None, Digest]
	now: datetime


def prepare(now: datetime) -> list[Message]:
	"""The messages that are due: none before the hour of the settings, none to whoever was told today already."""
	if now.time() < get_digest_time():
		return []
	readers = {user: led for user, led in get_readers().items() if not is_told(user, _key(now.date()))}
	if not readers:
		return []
	night = nights.get_last_night(now)
	found = collect(night)
	return [
		Message(user, night, {college: found[college] for college in colleges}, now)
		for user, colleges in readers.items()
	]


def deliver(message: Message) -> int:
	"""A second time nothing happens. Returns how many were told."""
	write_to = partial(write, message.night, message.digests, message.now)
	return len(tell([message.user], write_to, _key(message.now.date()), None, Weight.DIGEST, message.now))


def _key(today: date) -> str:
	return f"night-digest|{today}"


def get_readers() -> dict[str, tuple[str | None, ...]]:
	"""{user: colleges they lead, or WHOLE_SCHOOL}: one message each, whatever posts they hold."""
	leads, offices = posts.get_units_held("College Lead"), posts.get_users_with_role(r.STUDENT_AFFAIRS)
	return {
		**{user: tuple(colleges) for user, colleges in leads.items()},
		**{user: (WHOLE_SCHOOL,) for user in offices if user != ADMINISTRATOR},
	}


# counting


def collect(night: date) -> Mapping[str | None, Digest]:
	"""{college, or WHOLE_SCHOOL: digest}; a college in which there is nothing has a zero digest."""
	found: dict[str | None, Digest] = defaultdict(Digest)
	if night in nights.get_called_nights(night, night):
		_add_night(found, night)
		_add_found(found, night)
	_add_cases(found)
	_add_leaves(found)
	return found


def _add_night(found: dict, night: date) -> None:
	by_building = night_figures.get_groups("Building", night, user=ADMINISTRATOR)
	parts: dict[str | None, Iterable[Part]] = {
		group.key: group.parts for group in night_figures.get_groups("College", night, user=ADMINISTRATOR)
	}
	parts[WHOLE_SCHOOL] = [part for group in by_building for part in group.parts]
	for college, own in parts.items():
		silent = tuple(sorted({part.building for part in own if not part.reported}))
		found[college] = replace(found[college], night=add_up(own), silent=silent)


def _add_found(found: dict, night: date) -> None:
	"""Whoever was looked for is no longer missing in the figures; that somebody had to look stays told."""
	case = frappe.qb.DocType(CASE)
	rows = (
		frappe.qb.from_(case)
		.select(case.college, Count("*"))
		.where((case.roll_date == night) & case.status.notin(SEARCHING) & (case.outcome != NO_SEARCH))
		.groupby(case.college)
		.run()
	)
	for college, number in rows:
		for key in {college, WHOLE_SCHOOL}:
			found[key] = replace(found[key], found=found[key].found + number)


def _add_cases(found: dict) -> None:
	case = frappe.qb.DocType(CASE)
	rows = (
		frappe.qb.from_(case)
		.select(case.college, Count("*"), Min(case.detected_at))
		.where(case.status.isin(OPEN))
		.groupby(case.college)
		.run()
	)
	for college, number, oldest in rows:
		for key in {college, WHOLE_SCHOOL}:
			so_far = found[key]
			found[key] = replace(
				so_far,
				open_cases=so_far.open_cases + number,
				oldest=min(filter(None, (so_far.oldest, oldest))),
			)


def _add_leaves(found: dict) -> None:
	leave = frappe.qb.DocType(LEAVE)
	rows = (
		frappe.qb.from_(leave)
		.select(leave.college, leave.status, Count("*"))
		.where(leave.status.isin(("Overdue", "Pending")))
		.groupby(leave.college, leave.status)
		.run()
	)
	for college, status, number in rows:
		field = "overdue" if status == "Overdue" else "waiting"
		for key in {college, WHOLE_SCHOOL}:
			found[key] = replace(found[key], **{field: getattr(found[key], field) + number})


# wording


def write(night: date, digests: Mapping[str | None, Digest], now: datetime) -> tuple[str, str]:
	"""(subject, text) in the reader's language; a college is named where there are several."""
	parts = []
	for college, digest in digests.items():
		lines = [_("{0}:").format(college)] if len(digests) > 1 else []
		parts.append("\n".join([*lines, *get_lines(night, digest, now)]))
	text = "\n".join(parts)
	if not all(digest.is_zero for digest in digests.values()):
		text += "\n" + _("Open the nightly report for the names you may see.")
	return get_subject(night, digests.values()), text


def get_subject(night: date, digests: Iterable[Digest]) -> str:
	digests = list(digests)
	if all(digest.is_zero for digest in digests):
		return _("Night of {0}: everything is reported, nothing is open").format(formatdate(night))
	return _("Night of {0}: {1} buildings not reported, {2} late, {3} not back, {4} cases open").format(
		formatdate(night),
		len({building for digest in digests for building in digest.silent}),
		sum(digest.late for digest in digests),
		sum(digest.missing for digest in digests),
		sum(digest.open_cases for digest in digests),
	)


def get_lines(night: date, digest: Digest, now: datetime) -> list[str]:
	return [*_night_lines(digest), *_open_lines(digest, now)]


def _night_lines(digest: Digest) -> list[str]:
	if not digest.night:
		return [_("There was no roll call.")]
	figures = digest.night
	lines = [_("{0} of {1} buildings have reported.").format(figures.reported, figures.buildings)]
	if digest.silent:
		names = "、".join(digest.silent[:MOST_BUILDINGS])
		lines.append(_("Not reported: {0}.").format(names))
	if digest.late or digest.missing:
		lines.append(_("{0} came back late, {1} are not back.").format(digest.late, digest.missing))
	elif not digest.silent and not digest.found:
		lines.append(_("Nobody was late, nobody is missing."))
	if digest.found:
		lines.append(_("{0} were looked for in the night and have been found.").format(digest.found))
	return lines


def _open_lines(digest: Digest, now: datetime) -> list[str]:
	lines = []
	if digest.open_cases:
		hours = int((now - digest.oldest).total_seconds() // 3600)
		lines.append(
			_("{0} absence cases are open, the oldest for {1} hours.").format(digest.open_cases, hours)
		)
	if digest.overdue:
		lines.append(_("{0} leaves are overdue.").format(digest.overdue))
	if digest.waiting:
		lines.append(_("{0} leaves wait for a decision.").format(digest.waiting))
	return lines or [_("No absence case is open, no leave is overdue or waiting.")]
