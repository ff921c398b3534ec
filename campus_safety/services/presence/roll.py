"""The roll call of a building: made, marked, reported, locked, corrected (domain §5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import frappe
from frappe import _

from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.presence import night as domain
from campus_safety.domain.presence.night import MARKABLE, LogLine, Marking, Status
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import NoRollCallError, OpenedMeanwhileError, RollCallLockedError
from campus_safety.services.presence import absence_cases, roll_cases, roll_rows, searches
from campus_safety.services.presence.expected import get_expected, get_mode
from campus_safety.services.presence.naming import roll_name
from campus_safety.services.presence.settings import get_night_settings

ROLL, ROW = roll_rows.ROLL, roll_rows.ROW
CORRECTION = "Campus Night Roll Correction"
SOURCES = ("Page", "Gate", "Form")
EARLIEST_REPORT = timedelta(hours=1)  # before the hour of the roll call nobody need be back yet


@dataclass(frozen=True)
class Mark:
	"""One answer about one student. marked_at, return_time: site time; key: the sender's, unique per mark.

	seen: somebody says they saw this one student; all_along: who had been in the building the whole time; undoes: the key of a
	tap to take back; fault: why what was sent cannot be taken.
	"""

	student: str
	status: str
	return_time: datetime | None
	note: str
	marked_at: datetime
	key: str
	seen: bool = False
	all_along: bool = False
	undoes: str = ""
	fault: str = ""


# making


def ensure(building: str, night: date, now: datetime) -> str:
	"""Name of the building's roll call, made when there is none, its unmarked rows brought up to date.

	Errors: NoRollCallError on a night on which nobody is called; OpenedMeanwhileError when somebody else made it in this
	second and this transaction cannot see it yet.
	"""
	name = roll_name(building, night)
	status = frappe.db.get_value(ROLL, name, "status")
	if status is None:
		mode = get_mode(night)
		if mode is RollMode.NONE:
			frappe.throw(
				_("There is no roll call on {0}. The school calendar decides.").format(
					frappe.format(night, "Date")
				),
				NoRollCallError,
			)
		_create(building, night, mode)
	elif status == "Locked" or domain.is_locked(night, now, get_night_settings()):
		return name
	refresh(name, building, night, now)
	return name


def _create(building: str, night: date, mode: RollMode) -> None:
	roll = frappe.get_doc(
		{
			"doctype": ROLL,
			"dormitory": building,
			"roll_date": night,
			"status": "Open",
			"roll_mode": mode.value,
		}
	)
	frappe.db.savepoint("campus_roll")
	try:
		with roll.as_app():
			roll.insert(ignore_permissions=True)  # by whoever opens the building first, or by the job
	except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
		frappe.db.rollback(save_point="campus_roll")
		frappe.clear_messages()
		raise OpenedMeanwhileError(
			_("The roll call has just been opened by somebody else. Open it again.")
		) from None


def refresh(name: str, building: str, night: date, now: datetime) -> None:
	"""Bring an open roll call up to date with residents, leaves and searches."""
	_lock(name)
	expected = get_expected(building, night, now)
	roll_rows.reconcile(name, building, night, expected)
	roll_cases.take_over_returns(name, night, now)
	roll_rows.update_totals(name, expected)


# marking


def mark(roll: str, marks: Sequence[Mark], *, source: str, user: str, now: datetime) -> list[dict]:
	"""One answer per mark, in their order: {"key", "student", "ok", "won", "status", "error", "note"}.

	A person beats a gate, among equals the later one wins, all are kept in the row's log; a key seen before changes nothing.
	Missing opens a case at once (from the hour of the roll call on); only who was seen by somebody ends a search.
	Errors: RollCallLockedError; ValueError for an unknown source.
	"""
	if source not in SOURCES:
		raise ValueError(f"unknown source {source}")
	head = _get_open(roll, now)
	rows = roll_rows.read(roll, {each.student for each in marks}, lock=True)
	searched = searches.lock_searched(roll_cases.get_suspected(rows))
	away = roll_cases.get_away({each.student for each in marks if each.status == Status.MISSING.value}, now)
	work = _Work(head, source, user, now, rows, searched, away)
	with roll_cases.at_work_on(roll):
		answers = {
			place: work.take(each)
			for place, each in sorted(enumerate(marks), key=lambda item: item[1].marked_at)
		}
		_write(work)
	return [{"key": each.key, "student": each.student, **answers[place]} for place, each in enumerate(marks)]


def _write(work: "_Work") -> None:
	changes = work.changes
	if not changes:
		return
	roll_rows.write_standings(
		{work.rows[student].name: after for student, (_before, after) in changes.items()}
	)
	roll_cases.follow(work.head, changes, work.winners, work.searched, work.now)
	for student in work.taken_back:
		searches.take_back(student, work.head.name, work.user, work.now)
	if work.taken_back:
		refresh(work.head.name, work.head.dormitory, work.head.roll_date, work.now)
	roll_rows.update_totals(work.head.name)


class _Work:
	"""The rows of one request, mark by mark. winners: {student: the mark that stands}."""

	def __init__(self, head, source: str, user: str, now: datetime, rows: dict, searched: dict, away: dict):
		self.head, self.source, self.user, self.now = head, source, user, now
		self.rows, self.searched, self.away = rows, searched, away
		self.closes = domain.gate_closes(head.roll_date, get_night_settings())
		self.before = {student: roll_rows.standing_of(row) for student, row in rows.items()}
		self.after = dict(self.before)
		self.winners: dict[str, Marking] = {}
		self.taken_back: list[str] = []

	@property
	def changes(self) -> dict:
		return {
			student: (self.before[student], after)
			for student, after in self.after.items()
			if after != self.before[student]
		}

	def take(self, mark: Mark) -> dict:
		error = _fault_of(mark, self.source, self.rows) or _excess_of(
			self.after[mark.student], mark, self.user
		)
		if error:
			return {"ok": False, "error": error}
		return self._take_back(mark) if mark.undoes else self._mark(mark)

	def _mark(self, mark: Mark) -> dict:
		marking = _marking(mark, self.source, self.user, self.head.roll_date, self.now)
		standing, searched = self.after[mark.student], mark.student in self.searched
		blind = domain.needs_sight(standing, marking, searched) and not standing.has_seen(mark.key)
		self.after[mark.student], won = domain.apply(standing, marking, self.closes, searched)
		if won:
			self.winners[mark.student] = marking
		status = self.after[mark.student].status
		if blind and self.source != "Gate":
			return {"ok": False, "won": False, "status": status.value, "error": _unseen()}
		answer = {"ok": True, "won": won, "status": status.value}
		if won and marking.status is Status.LATE and status is Status.IN:
			answer["note"] = _("Back at {0}, before the gate closed: recorded as in.").format(
				marking.return_time.strftime("%H:%M")
			)
		if won and status is Status.MISSING and mark.student in self.away:
			answer["note"] = roll_cases.words_on_leave(self.away[mark.student])
		return answer

	def _take_back(self, mark: Mark) -> dict:
		standing = self.after[mark.student]
		if standing.has_seen(mark.key):
			return {"ok": True, "won": False, "status": standing.status.value}
		line = LogLine(
			self.now, self.source, standing.status, self.user, mark.key, self.now.replace(microsecond=0)
		)
		after = domain.undone(standing, mark.undoes, line)
		if not after:
			return {
				"ok": False,
				"error": _(
					"The minute to take it back has passed, or it was marked again since. Mark what is so."
				),
			}
		self.after[mark.student] = after
		self.taken_back.append(mark.student)
		return {"ok": True, "won": True, "status": after.status.value}


def _unseen() -> str:
	return _(
		"One of them is being looked for, or has gone out again: “all in” does not count for them. Open their line, and mark whom you have seen."
	)


def note_gates(roll: str, lost: Sequence[str], left: Mapping[str, datetime | None]) -> None:
	"""What the gates no longer say, or say since: who was marked in by one and is seen there no more is marked by nobody; who
	went out again, and when. Nobody becomes missing by it."""
	if not lost and not left:
		return
	_lock(roll)
	standings = {}
	for student, row in roll_rows.read(roll, {*lost, *left}, lock=True).items():
		before = roll_rows.standing_of(row)
		after = replace(before, left_at=left.get(student, before.left_at))
		if student in lost and before.source == "Gate":
			after = domain.Standing(Status.IN, log=before.log, left_at=after.left_at)
		if after != before:
			standings[row.name] = after
	roll_rows.write_standings(standings)
	roll_rows.update_totals(roll)


def _marking(mark: Mark, source: str, user: str, night: date, now: datetime) -> Marking:
	"""A mark from the future is one of now: a phone whose clock is ahead must not beat everybody for hours.

	When it was made its sender says, and within this night; when it came stands beside it.
	"""
	return Marking(
		Status(mark.status),
		mark.return_time,
		without_markup(mark.note or ""),
		domain.within_night(mark.marked_at, night, now, get_night_settings()),
		source,
		user,
		mark.key,
		now.replace(microsecond=0),
		mark.seen,
		mark.all_along,
	)


def _lock(roll: str) -> frappe._dict | None:
	"""The head as it is now. Whoever writes into a building takes turns here: totals count what all have written."""
	return frappe.db.get_value(
		ROLL, roll, ["name", "dormitory", "roll_date", "status"], as_dict=True, for_update=True
	)


def _get_open(roll: str, now: datetime) -> frappe._dict:
	head = _lock(roll)
	if not head:
		frappe.throw(_("There is no roll call {0}.").format(roll), NoRollCallError)
	if head.status == "Locked" or domain.is_locked(head.roll_date, now, get_night_settings()):
		frappe.throw(
			_("The roll call {0} is locked. Student Affairs corrects it, with a reason.").format(roll),
			RollCallLockedError,
		)
	return head


def _fault_of(mark: Mark, source: str, rows: dict) -> str | None:
	if mark.student not in rows:
		return _("This student is not on tonight's list of the building.")
	if mark.fault:
		return mark.fault
	if mark.undoes:
		return None
	allowed = {status.value for status in (Status if source == "Form" else MARKABLE)}
	if mark.status not in allowed:
		return _("{0} cannot be marked. Choose In, Late or Missing.").format(
			_(mark.status, context="Campus Night Roll Call Row")
		)
	return None


def _excess_of(standing: domain.Standing, mark: Mark, user: str) -> str | None:
	"""No line of the night's log is dropped, so nobody may write it full."""
	if standing.is_full(user) and not standing.has_seen(mark.key):
		return _("You have marked this student {0} times tonight. The last mark stands.").format(
			domain.MOST_OF_ONE
		)
	return None


# reporting


def report(roll: str, *, user: str, now: datetime, key: str = "") -> dict:
	"""The building's report of the night, zero absence included. The first one counts; a second one changes nothing.

	Returns totals, how many were only preset, and the cases. Errors: RollCallLockedError; ValidationError too early.
	"""
	head, settings = _get_open(roll, now), get_night_settings()
	moment = domain.roll_moment(head.roll_date, settings)
	if now < moment - EARLIEST_REPORT:
		frappe.throw(
			_("The roll call is at {0}. Report it then; what you have marked is kept.").format(
				moment.strftime("%H:%M")
			)
		)
	refresh(roll, head.dormitory, head.roll_date, now)
	totals = roll_rows.update_totals(roll)
	cases = roll_cases.open_missing(roll, now)
	if head.status == "Open":
		frappe.get_doc(ROLL, roll).db_set(
			{
				"status": "Reported",
				"reported_by": user,
				"reported_at": now,
				"preset_at_report": totals["unconfirmed"],
				"report_key": key[:140],
			}
		)  # tells the duty engine, too
	fields = ["status", "reported_by", "reported_at", "preset_at_report as only_preset"]
	done = frappe.db.get_value(ROLL, roll, fields, as_dict=True, for_update=True)
	return {**done, "totals": totals, "cases": cases}


# after noon


def lock_due(now: datetime) -> int:
	"""Lock every roll call whose noon has come, reported or not. Returns how many."""
	night = domain.night_of(now, get_night_settings())
	due = frappe.get_all(
		ROLL,
		filters={"status": ("!=", "Locked"), "roll_date": ("<", night)},
		pluck="name",
		order_by="name asc",
	)
	if due:
		frappe.db.set_value(ROLL, {"name": ("in", due)}, {"status": "Locked", "locked_at": now})
		follow_rows(ROLL, due)
	return len(due)


def correct(roll: str, student: str, status: str, reason: str, *, user: str, now: datetime) -> dict:
	"""Put a locked night right: by Student Affairs (the caller checks), with a reason, kept as a line. Returns totals.

	Errors: ValidationError for an open night, an unknown student or status, or without a reason.
	"""
	reason = without_markup(reason or "").strip()
	if len(reason) < 2:
		frappe.throw(_("Write why the night is corrected."))
	head = _lock(roll)
	if not head or head.status != "Locked":
		frappe.throw(_("This night is not locked yet: mark it on the roll-call page."))
	row = roll_rows.read(roll, [student], lock=True).get(student)
	if not row or status not in {each.value for each in Status}:
		frappe.throw(_("Choose a student of this roll call and a status."))
	before = roll_rows.standing_of(row)
	log = before.with_line(LogLine(now, "Form", Status(status), user, "correction", now))
	after = domain.Standing(Status(status), row.return_time, before.note, now, "Form", user, log)
	roll_rows.write_standings({row.name: after})
	frappe.get_doc(
		{
			"doctype": CORRECTION,
			"parent": roll,
			"parenttype": ROLL,
			"parentfield": "corrections",
			"idx": frappe.db.count(CORRECTION, {"parent": roll}) + 1,
			"corrected_at": now,
			"user": user,
			"student": student,
			"status_before": row.status,
			"status_after": status,
			"reason": reason[:140],
		}
	).db_insert()  # a locked roll call is saved by nobody
	if after.status is Status.MISSING and before.status is not Status.MISSING:
		absence_cases.open_cases([roll_cases.found(head, student, now)], now)
	counted = roll_rows.update_totals(roll)
	follow_rows(ROLL, [roll])
	return counted
