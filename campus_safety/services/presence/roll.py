"""The roll call of a building: made, marked, reported, locked, corrected (domain §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.presence import night as domain
from campus_safety.domain.presence.night import MARKABLE, LogLine, Marking, Status
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import NoRollCallError, OpenedMeanwhileError, RollCallLockedError
from campus_safety.services.presence import absence_cases, roll_rows
from campus_safety.services.presence.absence_cases import Found
from campus_safety.services.presence.expected import get_expected, get_mode
from campus_safety.services.presence.naming import roll_name
from campus_safety.services.presence.settings import get_night_settings

ROLL, ROW = roll_rows.ROLL, roll_rows.ROW
CORRECTION = "Campus Night Roll Correction"
SOURCES = ("Page", "Gate", "Form")
EARLIEST_REPORT = timedelta(hours=1)  # before the hour of the roll call nobody need be back yet


@dataclass(frozen=True)
class Mark:
	"""One answer about one student. marked_at, return_time: site time; key: the sender's, unique per mark."""

	student: str
	status: str
	return_time: datetime | None
	note: str
	marked_at: datetime
	key: str


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
	_refresh(name, building, night)
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


def _refresh(name: str, building: str, night: date) -> None:
	_lock(name)
	expected = get_expected(building, night)
	roll_rows.reconcile(name, building, night, expected)
	roll_rows.update_totals(name, expected)


# marking


def mark(roll: str, marks: Sequence[Mark], *, source: str, user: str, now: datetime) -> list[dict]:
	"""One answer per mark, in their order: {"key", "student", "ok", "won", "status", "error"}.

	A person beats a gate, among equals the later one wins, all are kept in the row's log; a key seen before changes nothing.
	Missing opens a case at once (from the hour of the roll call on), being there again locates it.
	Errors: RollCallLockedError; ValueError for an unknown source.
	"""
	if source not in SOURCES:
		raise ValueError(f"unknown source {source}")
	head = _get_open(roll, now)
	closes = domain.gate_closes(head.roll_date, get_night_settings())
	rows = roll_rows.read(roll, {each.student for each in marks}, lock=True)
	before = {student: roll_rows.standing_of(row) for student, row in rows.items()}
	after, answers = dict(before), {}
	for place, each in sorted(enumerate(marks), key=lambda item: item[1].marked_at):
		error = _fault_of(each, source, rows) or _excess_of(after[each.student], each, user)
		if error:
			answers[place] = {"ok": False, "error": error}
		else:
			after[each.student], won = domain.apply(
				after[each.student], _marking(each, source, user, head.roll_date, now), closes
			)
			answers[place] = {"ok": True, "won": won, "status": after[each.student].status.value}
	changes = {
		student: (before[student], after[student]) for student in rows if after[student] != before[student]
	}
	if changes:
		roll_rows.write_standings({rows[student].name: after[student] for student in changes})
		_follow(head, changes, now)
		roll_rows.update_totals(roll)
	return [{"key": each.key, "student": each.student, **answers[place]} for place, each in enumerate(marks)]


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


def _follow(head, changes: dict, now: datetime) -> None:
	"""What the marks set in motion: cases of the missing, the return of those who were searched for."""
	settings = get_night_settings()
	missing, present, seen = [], [], {}
	for student, (before, after) in changes.items():
		if after.status is Status.MISSING:
			if before.status is not Status.MISSING or before.marked_at != after.marked_at:
				missing.append(student)
			else:
				seen[student] = after.log[-1]  # a gate saw somebody whom a person had marked missing
		elif after.status.is_present and after.source:
			present.append(student)
	if missing and now >= domain.roll_moment(head.roll_date, settings):
		absence_cases.open_cases(
			[_found(head, student, changes[student][1].marked_at) for student in missing], now
		)
	for student in absence_cases.get_searched(present):
		after = changes[student][1]
		place = (
			_("Came through the gate of {0}").format(head.dormitory)
			if after.source == "Gate"
			else _("Seen in {0} at the roll call").format(head.dormitory)
		)
		absence_cases.note_return(student, after.return_time or after.marked_at, place, after.user)
	absence_cases.note_seen(seen)


def _found(head, student: str, marked_at: datetime | None) -> Found:
	moment = domain.roll_moment(head.roll_date, get_night_settings())
	return Found(student, "Roll Call", max(get_datetime(marked_at or moment), moment), ROLL, head.name)


def open_missing(roll: str, now: datetime) -> list[str]:
	"""Cases of the missing for whom this roll call has opened none yet: marked before the hour, or a crash in between."""
	head = frappe.db.get_value(ROLL, roll, ["name", "dormitory", "roll_date", "status"], as_dict=True)
	if now < domain.roll_moment(head.roll_date, get_night_settings()):
		return []
	row = frappe.qb.DocType(ROW)
	event, case = frappe.qb.DocType(absence_cases.EVENT), frappe.qb.DocType(absence_cases.CASE)
	known = (
		frappe.qb.from_(event)
		.join(case)
		.on(case.name == event.parent)
		.select(case.student)
		.where((event.kind == "Found") & (event.reference_name == roll))
	)
	rows = (
		frappe.qb.from_(row)
		.select(row.student, row.marked_at)
		.where((row.parent == roll) & (row.status == Status.MISSING.value) & row.student.notin(known))
		.run()
	)
	return absence_cases.open_cases([_found(head, student, marked_at) for student, marked_at in rows], now)


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
	_refresh(roll, head.dormitory, head.roll_date)
	totals = roll_rows.update_totals(roll)
	cases = open_missing(roll, now)
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
		absence_cases.open_cases([_found(head, student, now)], now)
	counted = roll_rows.update_totals(roll)
	follow_rows(ROLL, [roll])
	return counted
