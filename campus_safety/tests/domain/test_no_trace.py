"""When nobody has seen a student, and when the readers are broken instead."""

import unittest
from datetime import date, datetime

from campus_safety.domain.gate.no_trace import Faulty, Rule, is_watched, judge
from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.tests.domain.table import rows

EVERYONE, STAY, NONE = RollMode.EVERYONE, RollMode.STAY_LIST, RollMode.NONE
NOON = datetime(2026, 11, 25, 12, 20)
TODAY, YESTERDAY = date(2026, 11, 25), date(2026, 11, 24)


class TestWatched(unittest.TestCase):
	@rows(
		(
			({YESTERDAY: EVERYONE, TODAY: EVERYONE}, True),
			({YESTERDAY: STAY, TODAY: EVERYONE}, False),  # back today: yesterday nobody was expected
			({YESTERDAY: EVERYONE, TODAY: STAY}, False),
			({YESTERDAY: EVERYONE, TODAY: NONE}, False),
			({TODAY: EVERYONE}, True),
			({}, True),
		)
	)
	def test_days(self, modes: dict, wanted: bool) -> None:
		self.assertEqual(is_watched(Rule().since(NOON), NOON, modes), wanted)

	def test_longer_rules_look_further_back(self) -> None:
		modes = {date(2026, 11, 22): STAY}
		self.assertTrue(is_watched(Rule(hours=48).since(NOON), NOON, modes))
		self.assertFalse(is_watched(Rule(hours=72).since(NOON), NOON, modes))


class TestJudge(unittest.TestCase):
	@rows(
		(
			# residents, without a trace, percent → alerts, fault
			(400, 0, 20, 0, False),
			(400, 1, 20, 1, False),
			(400, 80, 20, 80, False),
			(400, 81, 20, 0, True),
			(400, 400, 20, 0, True),
			(6, 3, 20, 3, False),  # three are always believed
			(6, 4, 20, 0, True),
			(400, 5, 0, 0, True),
			(400, 400, 100, 400, False),
		)
	)
	def test_persons_or_a_fault(
		self, residents: int, silent: int, percent: int, alerts: int, is_fault: bool
	) -> None:
		students = [(f"{number:04}", "1号楼") for number in range(silent)]
		verdict = judge({"1号楼": residents}, students, Rule(fault_percent=percent))
		self.assertEqual(len(verdict.alerts), alerts)
		self.assertEqual(bool(verdict.faulty), is_fault)

	def test_a_faulty_building_hides_no_other(self) -> None:
		silent = [(f"A{number}", "1号楼") for number in range(300)] + [("B1", "2号楼")]
		verdict = judge({"1号楼": 400, "2号楼": 400}, silent, Rule())
		self.assertEqual(verdict.alerts, ("B1",))
		self.assertEqual(verdict.faulty, (Faulty("1号楼", 300, 400),))
