"""Away with a reason: what a leave and a residence explain, at one moment and over a span."""

from datetime import date, datetime, timedelta
from unittest import TestCase

from campus_safety.domain.leave.away import Leave, Residence

FROM, UNTIL = datetime(2026, 11, 25, 18, 0), datetime(2026, 11, 27, 8, 0)


def at(text: str) -> datetime:
	return datetime.fromisoformat(f"2026-11-{text}")


class TestLeave(TestCase):
	def test_which_permits_explain(self) -> None:
		for name, status, kind, explains in (
			("granted, not begun by anybody's word", "Approved", "Personal", True),
			("granted and gone", "On Leave", "Sick", True),
			("an emergency, papers follow", "Pending", "Emergency", True),
			("asked for", "Pending", "Personal", False),
			("overdue: the search is on", "Overdue", "Personal", False),
			("an overdue emergency", "Overdue", "Emergency", False),
			("back", "Returned", "Personal", False),
			("back and seen", "Verified", "Personal", False),
			("refused", "Rejected", "Personal", False),
			("taken back", "Cancelled", "Personal", False),
			("a draft", "Draft", "Emergency", False),
		):
			with self.subTest(name):
				leave = Leave("LP-1", FROM, UNTIL, status, leave_type=kind)
				self.assertEqual(leave.explains(at("26 12:00")), explains)

	def test_an_undecided_emergency_explains_some_hours_only(self) -> None:
		for status, moment, explains in (
			("Pending", "26 05:59", True),
			("Pending", "26 06:00", False),
			("Approved", "26 06:00", True),
			("On Leave", "27 07:59", True),
		):
			with self.subTest(status=status, moment=moment):
				leave = Leave("LP-1", FROM, UNTIL, status, None, "Emergency", timedelta(hours=12))
				self.assertEqual(leave.explains(at(moment)), explains)

	def test_its_edges(self) -> None:
		for name, first, last, back, explains in (
			("its first minute", "25 18:00", None, None, True),
			("the minute before", "25 17:59", None, None, False),
			("its end belongs to it no more", "27 08:00", None, None, False),
			("the last minute", "27 07:59", None, None, True),
			("a day that reaches into it", "24 20:00", "25 18:00", None, True),
			("a day before it", "24 17:00", "25 17:59", None, False),
			("a day that it ends in", "27 07:59", "28 07:59", None, True),
			("a day after it", "27 08:00", "28 08:00", None, False),
			("back in that very minute", "26 12:00", None, "26 12:00", False),
			("back afterwards", "26 12:00", None, "26 12:01", True),
			("back within the day", "26 12:00", "27 12:00", "26 20:00", True),
			("back before the day", "26 12:00", "27 12:00", "26 08:00", False),
		):
			with self.subTest(name):
				leave = Leave("LP-1", FROM, UNTIL, "On Leave", at(back) if back else None)
				self.assertEqual(leave.explains(at(first), at(last) if last else None), explains)


class TestResidence(TestCase):
	def test_on_any_day_of_a_span(self) -> None:
		home = Residence("OC-1", date(2026, 11, 10), date(2026, 11, 20), "Active")
		for first, last, explains in (
			(9, 9, False),
			(10, 10, True),
			(20, 21, True),
			(21, 22, False),
			(1, 30, True),
		):
			with self.subTest(first=first, last=last):
				self.assertEqual(home.explains(date(2026, 11, first), date(2026, 11, last)), explains)

	def test_only_an_approved_one(self) -> None:
		for status in ("Draft", "Affairs Review", "Expired", "Revoked", "Rejected"):
			with self.subTest(status):
				home = Residence("OC-1", date(2026, 11, 10), date(2026, 11, 20), status)
				self.assertFalse(home.explains(date(2026, 11, 15)))
