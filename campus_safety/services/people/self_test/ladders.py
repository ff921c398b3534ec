"""A canary down each ladder: every step is asked whom it would tell tonight, for a student of each class and building; nobody is told."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder.functions import Min

from campus_safety.access.circle import is_of_circle
from campus_safety.access.rules import PROTECTED
from campus_safety.declared import ALERTS
from campus_safety.engines.alerts import kinds, people
from campus_safety.engines.duties import escalate, rules
from campus_safety.records import posts
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.people.self_test.line import ALARM, LOOK, WELL, Line, names
from campus_safety.services.presence import alarms, settings

STUDENT, CASE, COLLEGE_LEAD = "Campus Student", "Campus Absence Case", "College Lead"


def get_lines(now: datetime) -> tuple[list[Line], set[str]]:
	"""(lines, everybody whom a ladder would tell tonight)."""
	canaries, heard = get_canaries(), set()
	return [
		_absences(canaries, now, heard),
		_alerts(canaries, now, heard),
		_duties(),
	], heard


def get_canaries() -> list[frappe._dict]:
	"""One student of each class and building, in their order."""
	student = frappe.qb.DocType(STUDENT)
	first = (
		frappe.qb.from_(student)
		.select(Min(student.name))
		.where(student.status.isin(AT_SCHOOL))
		.groupby(student.unit, student.dormitory_building)
		.run()
	)
	return frappe.get_all(
		STUDENT,
		filters={"name": ("in", [row[0] for row in first] or [""])},
		fields=[
			"name",
			"name as student",
			"unit",
			"college",
			"dormitory as room",
			"dormitory_building as dormitory",
		],
		order_by="unit asc, name asc",
	)


def _absences(canaries: list, now: datetime, heard: set[str]) -> Line:
	part, steps = _("Absence ladder"), settings.get_ladder()
	known = {
		(position, unit): users for position in alarms.STAND_INS for unit, users in _of_classes(position)
	}
	empty, deaf = defaultdict(int), []
	for canary in canaries:
		reached = False
		for number, step in enumerate(steps, start=1):
			key = _key(step, canary)
			if key not in known and key[0] in alarms.STAND_INS:
				known[key] = []  # nobody holds either post of this class
			elif key not in known:
				known[key] = alarms.get_people_of(step, canary, now)
			heard.update(known[key])
			reached = reached or bool(known[key])
			empty[number] += not known[key]
		if not reached:
			deaf.append(canary.unit or canary.dormitory or canary.name)
	if not steps or deaf:
		return Line(
			part,
			ALARM,
			_(
				"Nobody hears that a student of these classes is missing: {0}. Give the posts to people."
			).format(names(dict.fromkeys(deaf)) or _("the whole school")),
		)
	gaps = [
		_("step {0}: nobody for {1} of {2} classes").format(number, empty[number], len(canaries))
		for number in range(1, len(steps) + 1)
		if empty[number]
	]
	if gaps:
		return Line(
			part, LOOK, _("Each class is heard, and some steps are passed over: {0}.").format("；".join(gaps))
		)
	return Line(
		part, WELL, _("{0} steps; of each class and building every step is heard.").format(len(steps))
	)


def _of_classes(position: str):
	"""(class, who of the post or its stand-in may open a case), all classes in two queries instead of three for each."""
	held: dict[str, set[str]] = defaultdict(set)
	for each in (alarms.STAND_INS[position], position):
		found = defaultdict(set)
		for user, units in posts.get_units_held(each).items():
			for unit in units:
				found[unit].add(user)
		held.update(found)
	may = {
		user: frappe.has_permission(CASE, "read", user=user) for user in set().union(*held.values(), set())
	}
	for unit, users in held.items():
		yield unit, sorted(user for user in users if may[user])


def _key(step, canary) -> tuple:
	"""What decides whom a step tells."""
	if step.on_duty:
		return step.on_duty, canary.college, canary.dormitory
	position = step.to_position
	if position in alarms.STAND_INS:
		return position, canary.unit
	if position in alarms.OFFICES:
		return (position,)
	if position == COLLEGE_LEAD:
		return position, canary.college
	return position, canary.room or canary.dormitory, canary.unit


def _alerts(canaries: list, now: datetime, heard: set[str]) -> Line:
	part = _("Alerts", context="Campus Self Test")
	enabled = [
		kind
		for name in frappe.get_all(kinds.KIND, filters={"enabled": 1}, pluck="name", order_by="name asc")
		if (kind := kinds.get_kind(name))
	]
	by_college = list({canary.college: canary for canary in canaries}.values())
	known: dict[tuple, list[str]] = {}
	deaf = []
	for kind in enabled:
		sources = [source for source in ALERTS if source.kind == kind.name]
		may = _who_may(sources)
		for canary in by_college:
			found: set[str] = set()
			for step in kind.steps:
				key = (step[1:], canary.college)
				if key not in known:
					known[key] = people.get_people(step, canary, now)
				found.update(user for user in known[key] if may(user))
			heard.update(found)
			if not found and not any(source.first for source in sources):
				deaf.append(f"{_(kind.name)} ({canary.college or '-'})")
	if deaf:
		return Line(
			part, ALARM, _("Nobody hears: {0}. Enter who is told, in Campus Alert Kind.").format(names(deaf))
		)
	return Line(part, WELL, _("{0} kinds; each has somebody in every college.").format(len(enabled)))


def _who_may(sources) -> Callable[[str], bool]:
	"""Of protected records only the circle is told."""
	doctypes = {source.doctype for source in sources}
	if doctypes & PROTECTED:
		return is_of_circle
	return lambda _user: True


def _duties() -> Line:
	"""Escalations of duties name offices: each must have somebody."""
	roles = {
		step.to_role for name in rules.get_enabled() for step in escalate.get_ladder(name) if step.to_role
	}
	empty = sorted(_(role) for role in roles if not posts.get_users_with_role(role))
	part = _("Escalation of duties")
	if empty:
		return Line(part, LOOK, _("Duties climb to offices that have nobody: {0}.").format(names(empty)))
	return Line(part, WELL, _("{0} offices, each has somebody.").format(len(roles)))
