"""Nights at the door as tables: who is in, who is late, about whom the gates say nothing."""

import unittest
from datetime import datetime

from campus_safety.domain.gate.gate_night import Doors, Gate, Seen, Sighting, sighting
from campus_safety.domain.presence.night import Status
from campus_safety.tests.domain.table import rows

CLOSES = datetime(2026, 11, 25, 22, 30)
GATES = (
	Gate("door1", "1号楼", True),
	Gate("entry2", "2号楼", False),
	Gate("east", None, True),
)


def night(*passages: str) -> list[Seen]:
	"""`"door1 in 22:10"`; hours before noon are after midnight."""
	found = []
	for number, text in enumerate(passages):
		device, direction, clock = text.split()
		hour, minute = map(int, clock.split(":"))
		day = 26 if hour < 12 else 25
		found.append(
			Seen(f"e{number}", datetime(2026, 11, day, hour, minute), direction.capitalize(), device)
		)
	return found


class TestSighting(unittest.TestCase):
	@rows(
		(
			("1号楼", ("door1 in 18:00",), (Status.IN, "18:00")),
			("1号楼", ("door1 in 22:30",), (Status.IN, "22:30")),
			("1号楼", ("door1 in 22:31",), (Status.LATE, "22:31")),
			("1号楼", ("door1 in 0:40",), (Status.LATE, "00:40")),
			("1号楼", ("door1 out 19:00",), None),
			("1号楼", (), None),
			("1号楼", ("door1 in 18:00", "door1 out 22:50"), None),
			("1号楼", ("door1 in 18:00", "door1 out 22:50", "door1 in 23:20"), (Status.LATE, "23:20")),
			# in bed since nine, and opened for a friend after midnight
			("1号楼", ("door1 in 21:00", "door1 in 0:10"), (Status.IN, "21:00")),
			# the campus gate is not the bed, but whoever left the campus is not in it
			("1号楼", ("east in 21:00",), None),
			("1号楼", ("door1 in 21:00", "east out 22:00"), None),
			("1号楼", ("door1 in 21:00", "east out 22:00", "east in 22:05"), None),
			# a door that sees only the way in: the last time counts
			("2号楼", ("entry2 in 18:00", "entry2 in 23:00"), (Status.LATE, "23:00")),
			("2号楼", ("door1 in 18:00",), None),
			# a building without devices of its own: the campus gate speaks for it
			("3号楼", ("east in 21:00",), (Status.IN, "21:00")),
			("3号楼", ("east in 23:10",), (Status.LATE, "23:10")),
			("3号楼", ("door1 in 21:00",), None),
		)
	)
	def test_nights(self, building: str, passages: tuple, wanted) -> None:
		found = sighting(night(*passages), Doors.of(building, GATES), CLOSES)
		shown = found and (found.status, f"{found.came_in:%H:%M}")
		self.assertEqual(shown, wanted)

	def test_names_the_event(self) -> None:
		found = sighting(night("door1 out 19:00", "door1 in 22:00"), Doors.of("1号楼", GATES), CLOSES)
		self.assertEqual(found, Sighting(Status.IN, datetime(2026, 11, 25, 22, 0), "e1"))
