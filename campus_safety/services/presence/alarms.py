"""Who is told, and when: the ladder of open cases, a lost contact, buildings that stay silent.

Messages carry document numbers and what to do: no names, no reasons (domain §0).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.queries import dated
from campus_safety.domain import roles as r
from campus_safety.domain.message_weight import Weight
from campus_safety.domain.presence import absence_ladder
from campus_safety.domain.presence.absence_ladder import Step
from campus_safety.domain.presence.night import night_of, roll_moment
from campus_safety.engines.messages import outbox
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records import positions, posts, roster
from campus_safety.services.presence import absence_cases, settings, tonight, unheard
from campus_safety.services.presence.absence_cases import CASE, EVENT, SEARCHING
from campus_safety.services.presence.bundles import Voice

ROLL = "Campus Night Roll Call"
AT_ONCE = 200  # cases in one transaction
OFFICES = {
	"Student Affairs": r.STUDENT_AFFAIRS,
	"Security Office": r.SECURITY_OFFICE,
	"School Leader": r.SCHOOL_LEADER,
}
STAND_INS = {"Counsellor": "Class Adviser", "Class Adviser": "Counsellor"}
# those whose scope, or whose flag in the case, opens it for them; everybody else is let in by being called
OPENED_BY_SCOPE = frozenset((*OFFICES, *STAND_INS, "College Lead", "Dorm Manager"))
ON_DUTY = "On Duty"  # what an event says of such a step
OPENS_FOR = {"Security Office": "security_called", "School Leader": "leader_called"}


@dataclass
class Climbed:
	cases: int = 0
	steps: int = 0
	told: int = 0


def follow(case, now: datetime) -> None:
	"""`on_update` of a case: what the save sets in motion beyond the case itself."""
	before = case.get_doc_before_save()
	if case.lost_contact and not (before and before.lost_contact):
		call_emergency(case)
	if before and before.status in SEARCHING and case.status not in SEARCHING:
		tell_end(case)
	if not before or before.status != case.status:
		tonight.follow([case.student], now)
	if not before and case.next_step_at and get_datetime(case.next_step_at) <= now:
		climb(now, [case.name])  # overdue from its first minute, or a student of the highest risk level


# the ladder


def climb(now: datetime, names: Sequence[str] | None = None) -> Climbed:
	"""Climb what is due, up to AT_ONCE cases, in the caller's transaction: all of it happens or none.

	The rows are claimed by locking them: a second runner waits and then finds nothing due. Run again, it changes nothing.
	"""
	steps, done = settings.get_ladder(), Climbed()
	due = _claim(now, names)
	urgent, voice = absence_cases.get_urgent([case.student for case in due]), Voice(len(due))
	for case in due:
		_climb_one(case, steps, case.student in urgent, now, done, voice)
	voice.close(now)
	follow_rows(CASE, [case.name for case in due])
	return done


def climb_of_roll(roll: str, now: datetime) -> None:
	"""The cases of one roll call whose time has come, for the phone that looks every half minute: a red-level student whose
	minute is over waits for no job.
	"""
	due = frappe.get_all(
		CASE,
		filters=dated({"roll_call": roll, "status": ("in", SEARCHING), "next_step_at": ("<=", now)}),
		pluck="name",
		order_by="name asc",
	)
	if due:
		climb(now, due)


def _claim(now: datetime, names: Sequence[str] | None) -> list[frappe._dict]:
	case = frappe.qb.DocType(CASE)
	query = (
		frappe.qb.from_(case)
		.select("*")
		.where(case.status.isin(SEARCHING) & (case.next_step_at <= now))
		.orderby(case.name)
		.limit(AT_ONCE)
		.for_update()
	)
	if names is not None:
		query = query.where(case.name.isin(list(names) or [""]))
	return query.run(as_dict=True)


def _climb_one(case, steps: Sequence[Step], urgent: bool, now: datetime, done: Climbed, voice: Voice) -> None:
	values, events = {}, []
	case.contact_log = frappe.get_all(
		absence_cases.CONTACT, filters={"parent": case.name}, fields=["contact_time"]
	)
	case.events = frappe.get_all(
		EVENT,
		filters={"parent": case.name, "kind": ("in", ("Step", "Asked"))},
		fields=["kind", "at", "told", "to_position"],
	)
	course, rhythm = absence_cases.course_of(case, urgent), settings.get_rhythm()
	if absence_ladder.has_lapsed(course, now, rhythm):
		events.append({"at": now, "kind": "Lapsed", "user": case.taken_by})
		done.told += voice.tell([case.taken_by], case.name, _lapsed, f"lapsed|{case.taken_at}")
		values.update({"taken_by": None, "taken_at": None})
		case.taken_by = None
		course = absence_cases.course_of(case, urgent)
	reached = absence_ladder.reached_by(steps, course, now)
	number = course.reached
	repeats_at = absence_ladder.repeats_at(steps, course, rhythm)
	again = bool(steps) and (
		bool(repeats_at and now >= repeats_at) or (number >= len(steps) and _is_silent(course, case))
	)
	if again:
		number = _last_heard(steps, case, now)  # once more: nobody has taken it
	if course.halted and not course.until:
		done.told += _ask(case, now, events, voice)
	while number < reached:
		step = steps[number]
		number += 1
		people = get_people_of(step, case, now)
		if (
			step.on_duty or step.to_position not in OPENED_BY_SCOPE
		):  # first: being called opens the case for them
			called = [{"at": now, "kind": "Called", "user": user} for user in people]
			absence_cases.add_rows(EVENT, case.name, "events", called)
		key = f"step|{case.ladder_start}|{number}" + (f"|{now:%m%d%H%M}" if again else "")
		told = voice.tell(people, case.name, _step_words(step, number, again), key)
		events.append(
			{
				"at": now,
				"kind": "Step",
				"step": number,
				"to_position": step.to_position or ON_DUTY,
				"told": len(people),
				"note": step.action[:140],
			}
		)
		values[OPENS_FOR.get(step.to_position, "ladder_step")] = 1
		done.steps, done.told = done.steps + 1, done.told + told
		if not people and number == reached and number < len(steps):
			reached += 1  # nobody holds that post: the next one is told at once
	case.ladder_step = values["ladder_step"] = number
	case.events += [frappe._dict(event) for event in events]
	silent = number >= len(steps) and _is_silent(course, case)
	if silent:
		events.append(unheard.call(case.name, number, now))
		done.told += events[-1]["told"]
	values["next_step_at"] = absence_ladder.next_at(steps, absence_cases.course_of(case, urgent), rhythm)
	if (
		values["next_step_at"] and values["next_step_at"] <= now
	):  # a leave that is over is asked about by the watch
		values["next_step_at"] = now + timedelta(minutes=rhythm.repeat or 30)
	if silent:
		values["next_step_at"] = now + unheard.AGAIN
	frappe.db.set_value(
		CASE, case.name, values, update_modified=False
	)  # an open form must not collide with it
	absence_cases.add_rows(EVENT, case.name, "events", events)
	done.cases += 1


def _is_silent(course: absence_ladder.Course, case) -> bool:
	"""Nobody looks for the student, and no step so far has told anybody."""
	searching = course.is_open and not course.taken and not course.halted
	return searching and not unheard.was_heard(case.events, case.ladder_start or case.detected_at)


def _last_heard(steps: Sequence[Step], case, now: datetime) -> int:
	"""Place of the last step that somebody hears: a post that nobody holds lets no alarm fall silent."""
	heard = (place for place in reversed(range(len(steps))) if get_people_of(steps[place], case, now))
	return next(heard, len(steps) - 1)


def _ask(case, now: datetime, events: list[dict], voice: Voice) -> int:
	"""A gate says the student is back, and nobody has seen them: asked again."""
	people = get_searchers(case)
	events.append({"at": now, "kind": "Asked", "told": len(people)})
	return voice.tell(people, case.name, _asked, f"asked|{now:%m%d%H%M}")


def _asked(name: str) -> tuple[str, str]:
	return (
		_("Absence case {0}: who has seen the student?").format(name),
		_("A gate says that the student is back; nobody has confirmed it yet. Look, and mark what you see."),
	)


def call_on_duty(case, now: datetime) -> list[str]:
	"""Who is on duty now for the school, the college, the building: the case, for the caller to save, opens for them.

	A gate's word may be false, and whoever holds the key of the student's own door can send it: somebody goes and looks.
	"""
	people = {
		user
		for level in ("School", "College", "Dormitory", "Security")
		for user in _get_on_duty(level, case, now)
	}
	for user in sorted(people):
		case.append("events", {"at": now, "kind": "Called", "user": user})
	return sorted(people)


def get_searchers(case) -> list[str]:
	"""Who was told so far, who has taken it, and who is in the building."""
	managers = posts.get_dorm_managers(case.room or case.dormitory) if case.room or case.dormitory else []
	return sorted({*get_told(case.name), *managers, *filter(None, (case.taken_by,))})


def get_told(case: str) -> list[str]:
	"""Everybody who was told of it, whatever post they hold now."""
	return outbox.get_told(f"night|{case}|")


def get_people_of(step: Step, case, now: datetime) -> list[str]:
	"""Enabled accounts this step tells at this moment; who is on duty, or holds a post or a role of the school's own, may open
	the case by being called (`Called`).
	"""
	if step.on_duty:
		return _get_on_duty(step.on_duty, case, now)
	return _who_may_open(get_recipients(step.to_position, case))


def _get_on_duty(level: str, case, now: datetime) -> list[str]:
	return _who_may_open(roster.get_on_duty(level, now, case.college, case.student))


def _who_may_open(users: Iterable[str]) -> list[str]:
	"""By their role: nobody is told to open what refuses them; where nobody is left, the next step is told."""
	return [user for user in users if frappe.has_permission(CASE, "read", user=user)]


def get_recipients(position: str, case) -> list[str]:
	"""Enabled accounts this step tells: the class's staff, the building's managers, the college's lead, or an office."""
	if position in OFFICES:
		return posts.get_users_with_role(OFFICES[position])
	if position == "College Lead":
		return posts.get_holders((position,), case.college)
	if position == "Dorm Manager":
		return posts.get_dorm_managers(case.room or case.dormitory)
	if position not in STAND_INS:
		return _of_the_school(position, case)
	stand_in = STAND_INS[position]
	return posts.get_holders((position,), case.unit) or posts.get_holders((stand_in,), case.unit)


def _of_the_school(name: str, case) -> list[str]:
	"""A position of the school's own, held nearest to the student; else a role."""
	if positions.get_post(name):
		return posts.get_nearest_holders(name, "Campus Student", case.student, case.college)
	return posts.get_users_with_role(name)


def _step_words(step: Step, number: int, again: bool) -> Callable[[str], tuple[str, str]]:
	def words(name: str) -> tuple[str, str]:
		if again:
			return (
				_("Absence case {0}: still nobody has taken it").format(name),
				_("{0}. The student has not been found. Open the case and tap to take it.").format(
					step.action or _("Find the student")
				),
			)
		return (
			_("Absence case {0}: step {1}, a student has not been found").format(name, number),
			_(
				"{0}. Open the case, tap to take it and write down every call: silence goes on to the next step."
			).format(step.action or _("Find the student")),
		)

	return words


def _lapsed(name: str) -> tuple[str, str]:
	return (
		_("Absence case {0}: no word from you, the ladder goes on").format(name),
		_(
			"You took the case and nothing has been written down since. Take it again, or record that the student is found."
		),
	)


# the end


def tell_end(case) -> None:
	"""Whoever was alarmed hears that the search is over: everybody who was told, the steps that were reached, who took it."""
	people = set(get_told(case.name)) | ({case.taken_by} if case.taken_by else set())
	for row in case.get("events") or []:
		if row.kind == "Step" and row.to_position in OPENED_BY_SCOPE:
			people |= set(get_recipients(row.to_position, case))
		elif row.kind in ("Taken", "Lost Contact") and row.user:
			people.add(row.user)
	if case.lost_contact:
		people |= {user for position in EMERGENCY for user in get_recipients(position, case)}
	_tell(people, case.name, _ended, f"ended|{case.located_at}|{len(case.events)}")


def _ended(name: str) -> tuple[str, str]:
	return (
		_("Absence case {0}: the student has been found").format(name),
		_("The search is over. Whoever answers for the student writes down cause, whereabouts and hazard."),
	)


# lost contact

EMERGENCY = ("Security Office", "Student Affairs", "School Leader", "College Lead", "Counsellor")


def call_emergency(case) -> None:
	"""Lost contact (domain §18): everybody who can act is told at once, then whoever follows the document.

	`on_lost_contact` is a document event of its own, which incidents follow (hooks.py).
	"""
	people = {user for position in EMERGENCY for user in get_recipients(position, case)}
	if not _tell(people, case.name, _lost, f"lost|{case.lost_contact_at}") and not people:
		unheard.tell_last_resort(case.name, get_datetime(case.lost_contact_at))
		frappe.msgprint(
			_(
				"Nobody was told: these offices and posts have nobody. Call the Security Office and 110 yourself."
			),
			indicator="red",
		)
	case.run_method("on_lost_contact")


def _lost(name: str) -> tuple[str, str]:
	return (
		_("Emergency, absence case {0}: contact is lost").format(name),
		_(
			"Start the emergency plan: cameras and gate records, a search, parents, police (110). Write every step into the case."
		),
	)


# silent buildings


def remind(now: datetime) -> int:
	"""Tonight's buildings that have not reported: their managers, after twice as long Student Affairs. Returns people told."""
	night_settings, minutes = settings.get_night_settings(), settings.get_reminder_minutes()
	night = night_of(now, night_settings)
	waited = now - roll_moment(night, night_settings)
	level = min(2, int(waited / timedelta(minutes=minutes))) if minutes and waited >= timedelta(0) else 0
	told = 0
	for roll in frappe.get_all(
		ROLL,
		filters={"roll_date": night, "status": "Open", "reminded": ("<", level)},
		fields=["name", "dormitory", "reminded"],
		order_by="name asc",
	):
		people = set(posts.get_dorm_managers(roll.dormitory))
		if level == 2 or not people:
			people |= set(posts.get_users_with_role(r.STUDENT_AFFAIRS))
		told += _tell(people, roll.name, _silent, f"silent|{level}", ROLL)
		frappe.db.set_value(ROLL, roll.name, "reminded", level, update_modified=False)
	return told


def _silent(name: str) -> tuple[str, str]:
	return (
		_("Roll call {0} has not been reported").format(name),
		_("Report it on the roll-call page, also when nobody is missing."),
	)


def tell_of(case, users: Iterable[str], words: Callable[[str], tuple[str, str]], key: str) -> int:
	"""How many were told now; `words` gives subject and text for the number of the case."""
	return _tell(users, case.name, words, key)


def _tell(
	users: Iterable[str], name: str, words: Callable[[str], tuple[str, str]], key: str, doctype: str = CASE
) -> int:
	"""How many were told now."""
	about = About(doctype, name)
	return len(tell(users, lambda: words(name), f"night|{name}|{key}", about, Weight.URGENT))
