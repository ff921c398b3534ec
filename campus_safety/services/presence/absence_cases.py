"""Absence cases: opened once per student however many find it, taken, found, lost (domain §5).

Nobody types a case that the app can find; and no two callers, at the same second, make two of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.presence import absence_ladder
from campus_safety.domain.presence.night import night_of
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import OpenCaseError
from campus_safety.records.states import put, state_of
from campus_safety.services.presence import settings

CASE, CONTACT, EVENT = "Campus Absence Case", "Campus Absence Contact", "Campus Absence Event"
SEARCHING = ("Pending", "Checking")  # while the ladder climbs
OPEN = ("Pending", "Checking", "Located", "Cleared")
BY_HAND = ("Report", "No Show")
SOURCES = ("Roll Call", "Leave Overdue", "Truancy", "No Trace", "No Show", "Report")


@dataclass(frozen=True)
class Found:
	"""Somebody is not where they should be. detected_at: site time."""

	student: str
	source: str
	detected_at: datetime
	reference_doctype: str | None = None
	reference_name: str | None = None


# opening


def open_cases(found: Sequence[Found], now: datetime) -> list[str]:
	"""Names of the cases the findings belong to, one per finding, in the order of `found`.

	A student has at most one open case; a second finding is added to it, the same finding twice changes nothing. Safe
	against simultaneous callers: the unique open key decides who makes it. Errors: ValueError for an unknown source.
	"""
	unknown = {each.source for each in found} - set(SOURCES)
	if unknown:
		raise ValueError(f"unknown source {unknown}")
	lock_students({each.student for each in found})
	return [_open_or_join(each, now) for each in found]


def lock_students(students: Iterable[str]) -> None:
	"""Callers take turns, student by student: all locks first and in one order, so that none waits in a circle."""
	student = frappe.qb.DocType("Campus Student")
	(
		frappe.qb.from_(student)
		.select(student.name)
		.where(student.name.isin(sorted(students) or [""]))
		.orderby(student.name)
		.for_update()
		.run()
	)


def _open_or_join(found: Found, now: datetime) -> str:
	name = _get_open(found.student) or _insert(found, now)
	if name:
		_join(name, found, now)
		return name
	return _get_open(found.student)  # just made


def _get_open(student: str) -> str | None:
	"""The open case as this transaction sees it. Not locked while it may not be there: that would lock a gap, and two who
	do so never get to insert."""
	return frappe.db.get_value(CASE, {"open_key": student})


def lock_open(student: str) -> str | None:
	"""The open case, locked, and read as it is now, not as it was when this transaction began."""
	return frappe.db.get_value(CASE, {"open_key": student}, "name", for_update=True)


def _insert(found: Found, now: datetime) -> str | None:
	"""Make the case. The name of the other one, locked, when somebody else was faster; None when this one was made."""
	case = frappe.new_doc(CASE)
	case.update({"student": found.student, "source": found.source, "detected_at": found.detected_at})
	case.flags.found, case.flags.now = found, now
	frappe.db.savepoint("campus_absence_case")
	try:
		with case.as_app():
			case.insert(ignore_permissions=True)  # found by a job, a gate or a colleague: whoever it was
	except (frappe.DuplicateEntryError, OpenCaseError):
		frappe.db.rollback(save_point="campus_absence_case")
		frappe.clear_messages()
		return lock_open(found.student)
	return None


def prepare(case, now: datetime) -> None:
	"""`before_insert`: everything a new case knows by itself: place, night, where the ladder starts, the first finding.

	What the app has found stands in the case's flags; without it somebody reports what they know now.
	"""
	found = case.flags.found
	detected = get_datetime(case.detected_at or now)
	if not found:  # by hand nobody says what the app finds by itself
		case.source = case.source if case.source in BY_HAND else "Report"
		found = Found(case.student, case.source, detected)
	student = frappe.db.get_value(
		"Campus Student", case.student, ["dormitory", "dormitory_building"], as_dict=True
	)
	place = student or frappe._dict()
	case.update(
		{
			"status": "Pending",
			"workflow_state": state_of(CASE, "Pending"),
			"detected_at": detected,
			"room": place.dormitory,
			"dormitory": place.dormitory_building,
			"roll_date": _night_of(found),
			"roll_call": found.reference_name
			if found.reference_doctype == "Campus Night Roll Call"
			else None,
			"ladder_step": 0,
			"taken_by": None,
			"taken_at": None,
			"lost_contact": 0,
			"security_called": 0,
			"leader_called": 0,
			"halted_at": None,
			"halted_by": "",
			"halted_until": None,
			"contact_log": [],
			"events": [],
		}
	)
	case.ladder_start = now.replace(microsecond=0)  # however late it was written down: nobody was told before
	case.append("events", _finding(found))
	set_next_step(case)


def _night_of(found: Found) -> date:
	"""The night of the roll call it was found in; else the night the moment belongs to."""
	if found.reference_doctype == "Campus Night Roll Call" and found.reference_name:
		night = frappe.db.get_value(found.reference_doctype, found.reference_name, "roll_date")
		if night:
			return night
	return night_of(get_datetime(found.detected_at), settings.get_night_settings())


def _finding(found: Found) -> dict:
	return {
		"at": found.detected_at,
		"kind": "Found",
		"source": found.source,
		"reference_doctype": found.reference_doctype,
		"reference_name": found.reference_name,
	}


def _join(name: str, found: Found, now: datetime) -> None:
	"""A further finding goes into the open case. Whoever had been located and is missing again is searched for again."""
	same = {"parent": name, "kind": "Found", "source": found.source}
	if found.reference_name:
		same["reference_name"] = found.reference_name
	if found.reference_doctype == "Campus Night Roll Call":
		same["at"] = found.detected_at  # marked missing again in the same night, after having been found
	# locked first, then read as it is now: it may have been made, or joined, after this transaction began
	status, located_at = frappe.db.get_value(CASE, name, ["status", "located_at"], for_update=True)
	if frappe.db.get_value(EVENT, same, "name", for_update=True):
		return
	add_rows(EVENT, name, "events", [_finding(found)])
	follow_rows(CASE, [name])
	if status in ("Located", "Cleared") and (
		not located_at or get_datetime(found.detected_at) > get_datetime(located_at)
	):
		case = frappe.get_doc(CASE, name, for_update=True)
		case.flags.now = now
		case.taken_by, case.taken_at = None, None
		case.ladder_step = 0
		case.ladder_start = now.replace(microsecond=0)
		case.update({"halted_at": None, "halted_by": "", "halted_until": None})
		write(case, "Checking")


def note_end(case, user: str | None) -> None:
	"""A person has recorded where the student was: it stands in the course of the case, as what the roll call sees does."""
	note = " · ".join(filter(None, (case.found_by, case.whereabouts)))
	case.append("events", {"at": case.located_at, "kind": "Located", "user": user, "note": note})


def begin_again(case, now: datetime, user: str | None) -> None:
	"""Searched for again: how the search had ended goes into the course of the case, whole, and the fields are free for the next
	end. Nothing that was found out is lost by it.
	"""
	with in_school_language():
		outcome = _(case.outcome, context=CASE) if case.outcome else ""
		when = f"{get_datetime(case.located_at):%m-%d %H:%M}" if case.located_at else ""
		said = filter(None, (when, outcome, case.found_by, case.whereabouts))
		note = _("Had been found: {0}").format(" ".join(said))
	case.append("events", {"at": now, "kind": "Search Again", "user": user, "note": note})
	case.update({"located_at": None, "found_by": "", "outcome": "", "whereabouts": "", "hazard_cleared": 0})


# the course


def course_of(case, urgent: bool | None = None) -> absence_ladder.Course:
	return absence_ladder.Course(
		start=get_datetime(case.ladder_start or case.detected_at),
		reached=case.ladder_step or 0,
		is_open=case.status in SEARCHING,
		is_urgent=is_urgent(case.student) if urgent is None else urgent,
		taken=bool(case.taken_by),
		last_word=last_word(case) if case.taken_by else None,
		told=last_told(case),
		tapped=bool(case.roll_call),
		halted=get_datetime(case.halted_at) if case.halted_at else None,
		until=get_datetime(case.halted_until) if case.halted_at and case.halted_until else None,
	)


def last_word(case) -> datetime | None:
	"""The taker's last sign of life: taking it, or a call written down since."""
	calls = [get_datetime(row.contact_time) for row in case.get("contact_log") or []]
	taken = [get_datetime(case.taken_at)] if case.taken_at else []
	return max(calls + taken, default=None)


def last_told(case) -> datetime | None:
	"""When a step, its repetition or a question was last sent since the ladder began."""
	start = get_datetime(case.ladder_start) if case.ladder_start else None
	told = [get_datetime(row.at) for row in case.get("events") or [] if row.kind in ("Step", "Asked")]
	return max((at for at in told if start is None or at >= start), default=None)


def set_next_step(case) -> None:
	case.next_step_at = absence_ladder.next_at(settings.get_ladder(), course_of(case), settings.get_rhythm())


def is_urgent(student: str) -> bool:
	return bool(get_urgent([student]))


def get_urgent(students: Iterable[str]) -> set[str]:
	"""Those at a level that the school has marked so: every step at once. The level itself stays where it is."""
	gravest = frappe.get_all("Campus Risk Level", filters={"is_gravest": 1}, pluck="name")
	return set(
		frappe.get_all(
			"Campus Risk Status",
			filters={
				"student": ("in", list(students) or [""]),
				"status": "Active",
				"risk_level": ("in", gravest or [""]),
			},
			pluck="student",
		)
	)


# what people do


def take(case, now: datetime) -> None:
	"""我来处理: the ladder stands still as long as the taker writes down what is done."""
	if case.status not in SEARCHING:
		frappe.throw(
			_("This case is {0}: there is nothing to take.").format(_(case.status, context=case.doctype))
		)
	if case.taken_by == frappe.session.user:
		return
	if case.taken_by:
		frappe.throw(_("{0} has already taken it.").format(frappe.utils.get_fullname(case.taken_by)))
	note_taken(case, now)
	write(case, "Checking")


def note_taken(case, now: datetime) -> None:
	"""Who begins to check, or has rung somebody, is on it: nobody else is called while they go on writing it down."""
	if case.taken_by or case.status not in SEARCHING:
		return
	case.taken_by, case.taken_at = frappe.session.user, now
	case.append("events", {"at": now, "kind": "Taken", "user": frappe.session.user})


def give_back(case, now: datetime) -> None:
	"""The ladder goes on; what it has missed meanwhile is made good at once."""
	if case.taken_by != frappe.session.user:
		frappe.throw(_("Only whoever took it gives it back."), frappe.PermissionError)
	case.taken_by, case.taken_at = None, None
	case.append("events", {"at": now, "kind": "Given Back", "user": frappe.session.user})
	write(case)


def log_contact(case, target: str, result: str, person: str = "", note: str = "", *, now: datetime) -> None:
	"""One call, one tap. Time and caller are the system's; who rings while nobody is on it has taken the case by it."""
	if case.status == "Closed":
		frappe.throw(_("{0} is closed: nothing in it changes any more.").format(case.name))
	case.append(
		"contact_log",
		{
			"contact_time": now,
			"caller": frappe.session.user,
			"target": target,
			"result": result,
			"person": person[:140],
			"note": note[:140],
		},
	)
	if target == "Parent" and result == "Reached" and not case.parent_notified_at:
		case.parent_notified_at = to_minute(now)
	note_taken(case, now)
	write(case, "Checking" if case.status == "Pending" else None)


def record_located(
	case, located_at: datetime, outcome: str, whereabouts: str, found_by: str, *, now: datetime
) -> None:
	"""登记已找到 in one step, whether or not somebody had begun to check: when, where, and who says so. Errors: CaseStepError for
	what the state needs and is left out; ValidationError for a time before the alarm, or one that has not come.
	"""
	if case.status not in SEARCHING:
		frappe.throw(
			_("This case is {0}: the student has been located.").format(_(case.status, context=case.doctype))
		)
	if located_at > now:
		frappe.throw(_("{0} lies in the future.").format(_("Located At")))
	case.update(
		{
			"located_at": to_minute(located_at),
			"outcome": outcome,
			"whereabouts": without_markup(whereabouts).strip(),
			"found_by": without_markup(found_by).strip()[:140],
		}
	)
	note_taken(case, now)
	note_end(case, frappe.session.user)
	write(case, "Located")


def declare_lost(case, now: datetime) -> None:
	"""Nobody knows where the student is: the emergency path begins, whatever the ladder has reached."""
	if case.status not in SEARCHING:
		frappe.throw(
			_("This case is {0}: the student has been located.").format(_(case.status, context=case.doctype))
		)
	if case.lost_contact:
		return
	case.update({"lost_contact": 1, "lost_contact_at": now, "security_called": 1, "leader_called": 1})
	case.append("events", {"at": now, "kind": "Lost Contact", "user": frappe.session.user})
	write(case)


# writing


def write(case, status: str | None = None) -> None:
	"""Save as the app: permissions were checked by the caller, the workflow's buttons are for people."""
	if status and status != case.status:
		put(case, status)
	set_next_step(case)
	with case.as_app():
		case.save(
			ignore_permissions=True
		)  # who may was checked by the caller; a job and a gate have no rights


def to_minute(moment: datetime) -> datetime:
	"""As a person would enter it: the form's clock knows no seconds, and would take the record for changed."""
	return moment.replace(second=0, microsecond=0)


def add_rows(doctype: str, parent: str, parentfield: str, rows: Sequence[dict]) -> None:
	"""Rows of a case without saving it: nobody's open form is in the way. Who calls this follows it with the case's seal.

	The case itself is locked first, as a save of it does: else the two would wait for each other's rows in a circle.
	"""
	frappe.db.get_value(CASE, parent, "name", for_update=True)
	at = frappe.db.count(doctype, {"parent": parent, "parentfield": parentfield})
	for number, row in enumerate(rows, start=at + 1):
		frappe.get_doc(
			{
				"doctype": doctype,
				"parent": parent,
				"parenttype": CASE,
				"parentfield": parentfield,
				"idx": number,
				**row,
			}
		).db_insert()
