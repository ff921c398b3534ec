"""Leave: who decides, what is overnight, when it is overdue, how much of a term is missed. Times to the minute."""

from datetime import date, datetime, time, timedelta
from unittest import TestCase

from campus_safety.domain.leave import permits
from campus_safety.domain.leave.geofence import distance_m, is_position
from campus_safety.domain.leave.permits import LadderFault, ReturnFault, Span, Step, TimeFault
from campus_safety.tests.domain.table import rows

LADDER = (Step(1, "Counsellor"), Step(1, "Adviser"), Step(3, "Lead"), Step(7, "Affairs"), Step(0, "Leader"))
NIGHT = (time(23), time(5))


def at(text: str) -> datetime:
	return datetime.strptime(text, "%Y-%m-%d %H:%M")


def span(start: str, end: str) -> Span:
	return Span(at(start), at(end))


class TestWhoDecides(TestCase):
	@rows(
		(
			(0.1, "Counsellor"),
			(1, "Counsellor"),
			(1 + 1 / 1440, "Lead"),  # one minute over a day
			(3, "Lead"),
			(3 + 1 / 1440, "Affairs"),
			(7, "Affairs"),
			(7 + 1 / 1440, "Leader"),
			(100, "Leader"),
		)
	)
	def test_lowest(self, days, role) -> None:
		self.assertEqual(permits.decider(LADDER, days), role)

	def test_whoever_stands_higher_may_too(self) -> None:
		self.assertEqual(permits.deciders(LADDER, 2), ("Lead", "Affairs", "Leader"))
		self.assertEqual(permits.deciders(LADDER, 1), ("Counsellor", "Adviser", "Lead", "Affairs", "Leader"))

	@rows(
		(
			((), LadderFault.EMPTY),
			((Step(3, "a"), Step(1, "b"), Step(0, "c")), LadderFault.NOT_RISING),
			((Step(0, "a"), Step(1, "b")), LadderFault.NOT_RISING),
			((Step(1, "a"), Step(7, "b")), LadderFault.NO_TOP),
			((Step(0, "a"),), None),
			(LADDER, None),
		)
	)
	def test_a_ladder_is_whole(self, ladder, fault) -> None:
		self.assertIs(permits.ladder_fault(ladder), fault)


class TestOvernight(TestCase):
	@rows(
		(
			("2026-11-25 08:00", "2026-11-25 18:00", False),
			("2026-11-25 08:00", "2026-11-25 23:00", False),  # back in the first minute of the night
			("2026-11-25 08:00", "2026-11-25 23:01", True),
			("2026-11-26 00:30", "2026-11-26 03:00", True),  # after midnight
			("2026-11-26 05:00", "2026-11-26 12:00", False),  # leaves as the night ends
			("2026-11-26 04:59", "2026-11-26 12:00", True),
			("2026-11-25 23:00", "2026-11-25 23:30", True),
			("2026-12-31 20:00", "2027-01-01 09:00", True),  # over the year's end
			("2027-01-15 09:00", "2027-01-17 09:00", True),  # to the term's last day
			("2026-10-07 09:00", "2026-10-07 22:00", False),  # back on the holiday's return night
		)
	)
	def test_reaches_into_a_night(self, start, end, overnight) -> None:
		self.assertIs(permits.is_overnight(span(start, end), *NIGHT), overnight)

	def test_a_night_that_begins_after_midnight(self) -> None:
		self.assertTrue(permits.is_overnight(span("2026-11-26 00:00", "2026-11-26 02:00"), time(1), time(5)))
		self.assertFalse(permits.is_overnight(span("2026-11-25 20:00", "2026-11-26 01:00"), time(1), time(5)))

	@rows(((False, False, False), (True, False, True), (False, True, True), (True, True, True)))
	def test_parents(self, overnight, minor, needed) -> None:
		self.assertIs(permits.needs_parent(overnight, minor), needed)


class TestTimes(TestCase):
	@rows(
		(
			("2026-11-25 08:00", "2026-11-25 08:00", TimeFault.ENDS_BEFORE_IT_BEGINS),
			("2026-11-25 08:01", "2026-11-25 08:00", TimeFault.ENDS_BEFORE_IT_BEGINS),
			("2026-11-25 08:00", "2026-11-25 08:01", None),
		)
	)
	def test_order(self, start, end, fault) -> None:
		self.assertIs(permits.fault_of(span(start, end)), fault)

	def test_touching_is_not_overlapping(self) -> None:
		first = span("2026-11-25 08:00", "2026-11-25 12:00")
		self.assertFalse(first.overlaps(span("2026-11-25 12:00", "2026-11-25 14:00")))
		self.assertTrue(first.overlaps(span("2026-11-25 11:59", "2026-11-25 14:00")))
		self.assertTrue(first.overlaps(span("2026-11-25 09:00", "2026-11-25 10:00")))

	@rows(
		(
			("2026-10-01 08:00", "2026-10-07 22:00", "2026-10-06 22:30", True),  # a night of the holiday
			(
				"2026-10-01 08:00",
				"2026-10-07 22:00",
				"2026-10-07 22:30",
				False,
			),  # the return night: expected back
			("2026-11-25 22:30", "2026-11-26 08:00", "2026-11-25 22:30", True),
			("2026-11-25 08:00", "2026-11-25 22:30", "2026-11-25 22:30", False),
		)
	)
	def test_what_explains_a_roll_call(self, start, end, moment, explained) -> None:
		self.assertIs(span(start, end).covers(at(moment)), explained)

	@rows(
		(
			("On Leave", "18:00", "20:00", "17:59", None),
			("On Leave", "18:00", "20:00", "18:00", TimeFault.EXPIRED),
			("Approved", "18:00", "20:00", "09:00", None),
			("On Leave", "18:00", "18:00", "09:00", TimeFault.ENDS_BEFORE_IT_BEGINS),
			("Pending", "18:00", "20:00", "09:00", TimeFault.NOT_GRANTED),
			("Overdue", "18:00", "20:00", "18:31", TimeFault.EXPIRED),
			("Returned", "18:00", "20:00", "09:00", TimeFault.BACK_ALREADY),
		)
	)
	def test_extension(self, status, end, new_end, now, fault) -> None:
		day = "2026-11-25 "
		self.assertIs(permits.extension_fault(status, at(day + end), at(day + new_end), at(day + now)), fault)

	@rows(
		(
			("08:00", "08:00", "12:00", None),
			("08:00", "07:59", "12:00", ReturnFault.BEFORE_LEAVING),
			("08:00", "12:00", "12:00", None),
			("08:00", "12:01", "12:00", ReturnFault.IN_THE_FUTURE),
		)
	)
	def test_return(self, start, back, now, fault) -> None:
		day = "2026-11-25 "
		self.assertIs(permits.return_fault(at(day + start), at(day + back), at(day + now)), fault)

	@rows(
		(
			("2026-11-25 18:30", False),  # the last minute of grace
			("2026-11-25 18:31", True),
			("2026-11-26 00:10", True),
		)
	)
	def test_overdue(self, now, overdue) -> None:
		self.assertIs(permits.is_overdue(at("2026-11-25 18:00"), at(now), timedelta(minutes=30)), overdue)

	@rows((("2026-11-26 18:00", True), ("2026-11-26 18:01", False), ("2026-11-25 12:00", True)))
	def test_reported_in_time(self, recorded, in_time) -> None:
		self.assertIs(permits.is_in_time(at("2026-11-25 18:00"), at(recorded), 24), in_time)


class TestMissed(TestCase):
	DAYS = tuple(date(2026, 11, day) for day in range(2, 7))  # Monday to Friday

	@rows(
		(
			((("2026-11-02 08:00", "2026-11-02 18:00"),), 1),
			((("2026-11-02 12:01", "2026-11-02 18:00"),), 0),  # away only in the afternoon
			((("2026-11-02 08:00", "2026-11-02 12:00"),), 0),
			((("2026-11-02 12:00", "2026-11-02 12:01"),), 1),
			((("2026-10-20 08:00", "2026-11-03 13:00"),), 2),  # begun before these days
			((("2026-11-06 08:00", "2026-11-30 08:00"),), 1),  # and into the weekend
			((("2026-11-02 08:00", "2026-11-03 18:00"), ("2026-11-03 09:00", "2026-11-03 20:00")), 2),
		)
	)
	def test_days(self, spans, missed) -> None:
		self.assertEqual(permits.missed_days([span(*each) for each in spans], self.DAYS), missed)

	def test_leave_across_terms_counts_in_each_by_its_days(self) -> None:
		across = [span("2027-01-14 08:00", "2027-03-03 18:00")]
		autumn = [date(2027, 1, 13), date(2027, 1, 14), date(2027, 1, 15)]
		spring = [date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3), date(2027, 3, 4)]
		self.assertEqual((permits.missed_days(across, autumn), permits.missed_days(across, spring)), (2, 3))

	@rows(((30, 90, False), (31, 90, True), (0, 0, False), (1, 2, True)))
	def test_more_than_a_third(self, missed, total, much) -> None:
		self.assertIs(permits.missed_too_much(missed, total, 3), much)


class TestGeofence(TestCase):
	def test_distance(self) -> None:
		gate = (36.6683, 117.0207)
		self.assertEqual(distance_m(gate, gate), 0)
		self.assertAlmostEqual(
			distance_m(gate, (36.6693, 117.0207)), 111.2, delta=0.5
		)  # a thousandth of a degree

	@rows(((0, 0, True), (90, 180, True), (90.1, 0, False), (0, -180.1, False)))
	def test_positions(self, latitude, longitude, valid) -> None:
		self.assertIs(is_position(latitude, longitude), valid)
