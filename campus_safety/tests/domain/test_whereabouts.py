"""Where is the student tonight? Every combination of what the corridor, the leave, the gate, the residence and a case say,
against a reference that is slow and obvious: sentences of the guide in the order in which they count.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from unittest import TestCase

from campus_safety.domain.gate.gate_night import Doors, Gate, Seen, came_in_since, left_at, sighting
from campus_safety.domain.leave.away import Leave, Residence
from campus_safety.domain.presence.night import (
	LogLine,
	Marking,
	Search,
	Standing,
	Status,
	apply,
	leave_of_night,
	needs_sight,
	preset,
	undone,
)

NIGHT = date(2026, 11, 25)
CLOSES = ROLL = datetime(2026, 11, 25, 22, 30)
LOOKED_AT = datetime(2026, 11, 25, 23, 40)
GATES = (Gate("door", "1号楼", True), Gate("campus", None, True))
DOORS = Doors.of("1号楼", GATES)
DAY = timedelta(days=1)

CORRIDOR = (
	"nothing",
	"floor button",
	"seen",
	"seen, all along",
	"late 22:50",
	"missing",
	"missing, floor",
	"missing, seen",
)
LEAVE = (
	"none",
	"asked for",
	"emergency asked for",
	"approved",
	"on leave",
	"over",
	"overdue",
	"returned",
	"cancelled",
	"from 23:00",
)
GATE = (
	"nothing",
	"in 20:00",
	"in 23:00",
	"in and out",
	"out, in, out",
	"only out",
	"campus in 23:00",
	"refused 23:00",
)
RESIDENCE = ("none", "active", "expired", "from tomorrow", "revoked")
CASE = ("none", "running since 22:40", "found elsewhere", "found here")


def at(hour: int, minute: int = 0) -> datetime:
	return datetime.combine(NIGHT + (DAY if hour < 12 else timedelta(0)), datetime.min.time()).replace(
		hour=hour, minute=minute
	)


@dataclass(frozen=True)
class Answer:
	"""status, confirmed: of the row; red: went out again; ends: this corridor ends the search; halts: the gate or the leave does
	at 23:40; asks: whoever marks the student missing is told of a leave first."""

	status: str
	confirmed: bool
	red: bool
	ends: bool
	halts: bool
	asks: bool


# how the app answers, from its own rules in the order in which the services ask them


def leaves_of(leave: str) -> list[Leave]:
	start, end = at(18), at(6)
	statuses = {
		"asked for": ("Pending", "Personal", end, None),
		"emergency asked for": ("Pending", "Emergency", end, None),
		"approved": ("Approved", "Personal", end, None),
		"on leave": ("On Leave", "Personal", end, None),
		"over": ("On Leave", "Personal", at(22), None),
		"overdue": ("Overdue", "Personal", at(22), None),
		"returned": ("Returned", "Personal", end, at(21)),
		"cancelled": ("Cancelled", "Personal", end, None),
		"from 23:00": ("Approved", "Personal", end, None),
	}
	if leave == "none":
		return []
	status, kind, until, back = statuses[leave]
	start = at(23) if leave == "from 23:00" else start
	return [Leave("LP", start, until, status, back, kind, timedelta(hours=24))]


def residences_of(residence: str) -> list[Residence]:
	return {
		"none": [],
		"active": [Residence("R", NIGHT - DAY, NIGHT + DAY, "Active")],
		"expired": [Residence("R", NIGHT - 9 * DAY, NIGHT - DAY, "Active")],
		"from tomorrow": [Residence("R", NIGHT + DAY, NIGHT + 9 * DAY, "Active")],
		"revoked": [Residence("R", NIGHT - DAY, NIGHT + DAY, "Revoked")],
	}[residence]


def passages_of(gate: str) -> list[Seen]:
	"""A refused face never becomes a passage."""
	texts = {
		"in 20:00": ("door In 20 0",),
		"in 23:00": ("door In 23 0",),
		"in and out": ("door In 23 0", "door Out 23 20"),
		"out, in, out": ("door Out 19 0", "door In 20 0", "campus Out 23 30"),
		"only out": ("door Out 21 0",),
		"campus in 23:00": ("campus In 23 0",),
	}
	found = []
	for number, text in enumerate(texts.get(gate, ())):
		device, way, hour, minute = text.split()
		found.append(Seen(f"e{number}", at(int(hour), int(minute)), way, device))
	return found


def marks_of(corridor: str) -> list[Marking]:
	def mark(status: Status, minute: int, **more) -> Marking:
		return Marking(
			status, more.pop("back", None), "", at(22, minute), "Page", "dorm", f"k{minute}", **more
		)

	return {
		"nothing": [],
		"floor button": [mark(Status.IN, 45)],
		"seen": [mark(Status.IN, 45, seen=True)],
		"seen, all along": [mark(Status.IN, 45, seen=True, all_along=True)],
		"late 22:50": [mark(Status.LATE, 55, back=at(22, 50), seen=True)],
		"missing": [mark(Status.MISSING, 45)],
		"missing, floor": [mark(Status.MISSING, 45), mark(Status.IN, 50)],
		"missing, seen": [mark(Status.MISSING, 45), mark(Status.IN, 50, seen=True)],
	}[corridor]


def app_answer(corridor: str, leave: str, gate: str, residence: str, case: str) -> Answer:
	searched = case == "running since 22:40"
	search = {"running since 22:40": Search.RUNNING, "found elsewhere": Search.ELSEWHERE}.get(
		case, Search.NONE
	)
	leaves, homes, seen = leaves_of(leave), residences_of(residence), passages_of(gate)
	first = preset("Enrolled", leaves, homes, NIGHT, ROLL, search)
	explained = first.status.is_explained or any(leave.explains(LOOKED_AT) for leave in leaves)
	standing, ended = Standing(first.status), False
	gate_says = sighting(seen, DOORS, CLOSES)
	if gate_says and not first.status.is_explained:
		mark = Marking(gate_says.status, gate_says.came_in, "", gate_says.came_in, "Gate", "", "gate")
		standing, _won = apply(standing, mark, CLOSES, searched)
	for mark in marks_of(corridor):
		standing, won = apply(standing, mark, CLOSES, searched)
		searched = searched or (won and mark.status is Status.MISSING)
		ended = ended or (won and mark.seen and searched)
	since = standing.return_time or standing.marked_at
	left = left_at(seen, DOORS, since) if since and not standing.status.is_explained else None
	halted = searched and not ended and (bool(came_in_since(seen, DOORS, at(22, 40))) or explained)
	asks = bool(leave_of_night(leaves, ROLL, LOOKED_AT))
	return Answer(standing.status.value, bool(standing.source), bool(left), ended, halted, asks)


# the reference


def slow_answer(corridor: str, leave: str, gate: str, residence: str, case: str) -> Answer:
	away = "Off Campus" if residence == "active" else None
	if not away and leave in ("emergency asked for", "approved", "on leave"):
		away = "Leave"
	looked_for = case == "running since 22:40"
	not_here = looked_for or case == "found elsewhere"
	# before anybody has said anything
	status, confirmed, came = away or ("Missing" if not_here else "In"), False, None
	# a gate marks those who are neither explained nor looked for, nor known to be elsewhere
	if not away and not not_here:
		if gate == "in 20:00":
			status, confirmed, came = "In", True, at(20)
		if gate == "in 23:00":
			status, confirmed, came = "Late", True, at(23)
	# the corridor
	ends = False
	if corridor == "floor button" and not looked_for and status != "Missing":
		status, confirmed, came = "In", True, at(22, 45)
	if corridor in ("seen", "seen, all along"):
		late = status == "Missing" and corridor == "seen"
		ends = looked_for
		status, confirmed, came = "Late" if late else "In", True, at(22, 45)
	if corridor == "late 22:50":
		ends = looked_for
		status, confirmed, came = "Late", True, at(22, 50)
	if corridor.startswith("missing"):
		status, confirmed, came, looked_for = "Missing", True, at(22, 45), True
	if corridor == "missing, seen":
		status, came, ends = "Late", at(22, 50), True
	# going out afterwards
	out = {"in and out": at(23, 20), "out, in, out": at(23, 30), "only out": at(21)}.get(gate)
	red = bool(confirmed and status not in ("Leave", "Off Campus") and out and came and out > came)
	# somebody is looked for and not found: what halts the ladder
	running = looked_for and not ends
	halts = running and (gate == "in 23:00" or bool(away) or leave == "from 23:00")
	asks = leave in ("emergency asked for", "approved", "on leave", "from 23:00")
	return Answer(status, confirmed, red, ends, halts, asks)


class TestWhereabouts(TestCase):
	def test_every_combination(self) -> None:
		wrong = []
		for facts in product(CORRIDOR, LEAVE, GATE, RESIDENCE, CASE):
			answer, wanted = app_answer(*facts), slow_answer(*facts)
			if answer != wanted:
				wrong.append((facts, answer, wanted))
		self.assertEqual(wrong[:5], [], f"{len(wrong)} of {8 * 10 * 8 * 5 * 4} differ")

	def test_nobody_is_found_by_a_button_or_a_gate(self) -> None:
		"""The one sentence all of it is for."""
		for facts in product(CORRIDOR, LEAVE, GATE, RESIDENCE, CASE):
			corridor, case = facts[0], facts[4]
			answer = app_answer(*facts)
			if answer.ends:
				self.assertIn(corridor, ("seen", "seen, all along", "late 22:50", "missing, seen"), facts)
			elif case == "running since 22:40":
				self.assertFalse(answer.confirmed and answer.status in ("In", "Late"), facts)


class TestTakenBack(TestCase):
	"""A slip of the finger, within its minute."""

	def line(self, seconds: int, user: str = "dorm") -> LogLine:
		moment = at(22, 45) + timedelta(seconds=seconds)
		return LogLine(moment, "Page", Status.MISSING, user, "undo", moment)

	def tapped(self) -> Standing:
		mark = Marking(Status.MISSING, None, "", at(22, 45), "Page", "dorm", "tap", at(22, 45))
		return apply(Standing(Status.IN), mark, CLOSES)[0]

	def test_within_a_minute_by_the_same_person(self) -> None:
		back = undone(self.tapped(), "tap", self.line(60))
		self.assertEqual((back.status, back.source, len(back.log)), (Status.IN, "", 2))
		self.assertIsNone(undone(self.tapped(), "tap", self.line(61)))
		self.assertIsNone(undone(self.tapped(), "tap", self.line(5, "other")))
		self.assertIsNone(undone(self.tapped(), "another", self.line(5)))

	def test_not_over_a_later_mark(self) -> None:
		mark = Marking(Status.LATE, at(22, 50), "", at(22, 50), "Page", "dorm", "late", at(22, 50), seen=True)
		standing, _won = apply(self.tapped(), mark, CLOSES)
		self.assertIsNone(undone(standing, "tap", self.line(30)))


class TestOutAgain(TestCase):
	def test_only_sight_or_a_later_way_in(self) -> None:
		out = Standing(Status.IN, left_at=at(23, 20))

		def mark(source: str, minute: int, seen: bool = False) -> Marking:
			return Marking(
				Status.IN, None, "", at(23, minute), source, "dorm", f"{source}{minute}", seen=seen
			)

		self.assertTrue(needs_sight(out, mark("Page", 30), searched=False))
		self.assertFalse(needs_sight(out, mark("Page", 30, seen=True), searched=False))
		self.assertFalse(needs_sight(out, mark("Gate", 30), searched=False))
		self.assertTrue(needs_sight(out, mark("Gate", 10), searched=False))
		after, won = apply(out, mark("Page", 30, seen=True), CLOSES)
		self.assertEqual((won, after.left_at), (True, None))
		after, won = apply(out, mark("Page", 10, seen=True), CLOSES)
		self.assertEqual((won, after.left_at), (True, at(23, 20)), "seen before they went: still out")
