"""The night: which one a moment belongs to, who is called, who is explained, which mark stands."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from unittest import TestCase
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.leave.away import Leave, Residence
from campus_safety.domain.people.school_calendar import Day, DayType, RollMode
from campus_safety.domain.presence import night as n
from campus_safety.domain.presence.night import Marking, NightSettings, Standing, Status
from campus_safety.tests.domain.table import rows

SETTINGS = NightSettings()
NIGHT = date(2026, 11, 25)
ROLL = datetime(2026, 11, 25, 22, 30)
E, S, X = RollMode.EVERYONE, RollMode.STAY_LIST, RollMode.NONE
T, W, H, WB = DayType.TEACHING, DayType.WEEKEND, DayType.HOLIDAY, DayType.WINTER_BREAK


def day(kind: DayType, mode: RollMode) -> Day:
	return Day(NIGHT, 1, kind, mode, True)


class TestWhichNight(TestCase):
	@rows(
		(
			("2026-11-25 22:30", "2026-11-25"),
			("2026-11-25 23:59", "2026-11-25"),
			("2026-11-26 00:00", "2026-11-25"),  # after midnight: the evening before
			("2026-11-26 05:30", "2026-11-25"),
			("2026-11-26 11:59", "2026-11-25"),
			("2026-11-26 12:00", "2026-11-26"),  # locked at noon
			("2027-01-01 00:10", "2026-12-31"),
			("2027-01-18 01:00", "2027-01-17"),  # the term's last night ends in the break
		)
	)
	def test_night_of(self, moment: str, night: str) -> None:
		self.assertEqual(n.night_of(datetime.fromisoformat(moment), SETTINGS).isoformat(), night)

	@rows(
		(
			("2026-11-25 14:30", "2026-11-25"),  # 22:30 in China, the same date in UTC
			("2026-11-25 17:00", "2026-11-25"),  # 01:00 of the 26th in China: still this night
			("2026-11-25 03:59", "2026-11-24"),  # 11:59 in China: not locked yet
			("2026-11-25 04:00", "2026-11-25"),  # noon in China
		)
	)
	def test_a_server_in_utc(self, moment: str, night: str) -> None:
		utc = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("UTC"))
		local = utc.astimezone(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None)
		self.assertEqual(n.night_of(local, SETTINGS).isoformat(), night)

	@rows(
		(
			(time(22, 30), "2026-11-25 22:30"),
			(time(0, 15), "2026-11-26 00:15"),  # a roll call after midnight lies on the next calendar day
			(time(11, 59), "2026-11-26 11:59"),
		)
	)
	def test_moment_of_an_hour(self, hour: time, moment: str) -> None:
		found = n.moment_of(NIGHT, hour, SETTINGS)
		self.assertEqual(found, datetime.fromisoformat(moment))
		self.assertEqual(n.night_of(found, SETTINGS), NIGHT)

	def test_locked_at_noon(self) -> None:
		self.assertFalse(n.is_locked(NIGHT, datetime(2026, 11, 26, 11, 59), SETTINGS))
		self.assertTrue(n.is_locked(NIGHT, datetime(2026, 11, 26, 12, 0), SETTINGS))
		self.assertTrue(n.is_locked(NIGHT, datetime(2026, 12, 1, 23, 0), SETTINGS))

	@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))
	def test_every_moment_lies_before_its_nights_lock(self, moment: datetime) -> None:
		night = n.night_of(moment, SETTINGS)
		self.assertFalse(n.is_locked(night, moment, SETTINGS))
		self.assertTrue(n.is_locked(night - timedelta(days=1), moment, SETTINGS))


class TestWhoIsCalled(TestCase):
	@rows(
		(
			("an ordinary evening", day(T, E), day(T, E), E),
			("a Sunday before classes", day(W, E), day(T, E), E),
			("in the middle of a holiday", day(H, S), day(H, S), S),
			("holiday return night", day(H, S), day(T, E), E),
			("return night before a make-up day", day(H, S), day(DayType.MAKE_UP, E), E),
			("holiday before a free weekend", day(H, S), day(W, E), S),
			("last night of the winter break", day(WB, S), day(T, E), E),
			("a term's last day", day(T, E), day(WB, S), E),
			("the night after it", day(WB, S), day(WB, S), S),
			("a school without roll calls in breaks", day(WB, X), day(T, E), X),
			("no calendar: nothing is switched off", None, None, E),
			("holiday, then the calendar ends", day(H, S), None, S),
		)
	)
	def test_mode(self, _what: str, today: Day | None, tomorrow: Day | None, expected: RollMode) -> None:
		self.assertIs(n.roll_mode(today, tomorrow, SETTINGS), expected)

	def test_the_return_night_is_the_schools_choice(self) -> None:
		settings = NightSettings(everyone_on_return_night=False)
		self.assertIs(n.roll_mode(day(H, S), day(T, E), settings), S)


def leave(start: str, end: str, status: str = "Approved", back: str | None = None, **values) -> Leave:
	read = datetime.fromisoformat
	return Leave("LP-1", read(start), read(end), status, read(back) if back else None, **values)


class TestWhoIsExplained(TestCase):
	@rows(
		(
			("covers the roll call", leave("2026-11-25 18:00", "2026-11-26 08:00"), True),
			("begins at the roll call", leave("2026-11-25 22:30", "2026-11-26 08:00"), True),
			("ends at the roll call", leave("2026-11-25 08:00", "2026-11-25 22:30"), False),
			("an afternoon", leave("2026-11-25 13:00", "2026-11-25 18:00"), False),
			("starts after midnight", leave("2026-11-26 00:30", "2026-11-27 08:00"), False),
			("across terms", leave("2026-11-20 08:00", "2027-03-01 20:00"), True),
			("not decided", leave("2026-11-25 18:00", "2026-11-26 08:00", "Pending"), False),
			("rejected", leave("2026-11-25 18:00", "2026-11-26 08:00", "Rejected"), False),
			("an emergency, papers follow", leave("2026-11-25 18:00", "2026-11-26 08:00", "Pending", leave_type="Emergency"), True),
			("overdue explains nothing", leave("2026-11-20 08:00", "2026-11-26 08:00", "Overdue"), False),
			("on leave", leave("2026-11-25 08:00", "2026-11-26 08:00", "On Leave"), True),
			("came back early", leave("2026-11-24 08:00", "2026-11-27 08:00", "On Leave", "2026-11-25 17:00"), False),
			("came back later that night", leave("2026-11-24 08:00", "2026-11-27 08:00", "On Leave", "2026-11-25 23:00"), True),
		)
	)  # fmt: skip
	def test_leave(self, _what: str, permit: Leave, explains: bool) -> None:
		self.assertEqual(permit.explains(ROLL), explains)

	@rows(
		(
			("2026-11-25", "2026-11-25", "Active", True),
			("2026-11-26", "2026-12-25", "Active", False),
			("2026-09-01", "2026-11-24", "Active", False),
			("2026-09-01", "2027-01-17", "Affairs Review", False),
			("2026-09-01", "2027-01-17", "Revoked", False),
		)
	)
	def test_residence(self, first: str, last: str, status: str, explains: bool) -> None:
		home = Residence("OC-1", date.fromisoformat(first), date.fromisoformat(last), status)
		self.assertEqual(home.explains(NIGHT), explains)

	def test_preset(self) -> None:
		away = leave("2026-11-25 18:00", "2026-11-26 08:00")
		longer = Leave("LP-2", away.from_time, datetime(2026, 11, 28, 8, 0), "Approved")
		home = Residence("OC-1", NIGHT, NIGHT, "Active")
		self.assertEqual(n.preset("Enrolled", [], [], NIGHT, ROLL).status, Status.IN)
		self.assertEqual(n.preset("Internship", [away], [home], NIGHT, ROLL).status, Status.INTERNSHIP)
		self.assertEqual(n.preset("Enrolled", [away], [home], NIGHT, ROLL).status, Status.OFF_CAMPUS)
		found = n.preset("Enrolled", [away, longer], [], NIGHT, ROLL)  # an extension: until the later end
		self.assertEqual((found.status, found.until, found.by), (Status.LEAVE, longer.to_time, "LP-2"))


class TestEquation(TestCase):
	@given(
		st.lists(st.tuples(st.sampled_from(Status), st.booleans()), max_size=60),
		st.integers(0, 9),
		st.integers(0, 9),
	)
	def test_expected_are_the_beds_less_the_explained(self, people, suspended: int, not_staying: int) -> None:
		found = n.totals(people, suspended, not_staying)
		self.assertEqual(found.beds, len(people) + suspended + not_staying)
		self.assertEqual(
			found.expected,
			found.beds
			- found.on_leave
			- found.suspended
			- found.internship
			- found.off_campus
			- found.not_staying,
		)
		self.assertEqual(found.expected, found.present + found.missing)
		self.assertLessEqual(found.late + found.unconfirmed, found.present)

	def test_numbers(self) -> None:
		people = [
			(Status.IN, True), (Status.IN, False), (Status.LATE, True), (Status.MISSING, True),
			(Status.LEAVE, False), (Status.INTERNSHIP, False), (Status.OFF_CAMPUS, False),
		]  # fmt: skip
		found = n.totals(people, suspended=1)
		self.assertEqual((found.beds, found.expected, found.present, found.late), (8, 4, 3, 1))
		self.assertEqual((found.missing, found.unconfirmed), (1, 1))


CLOSES = ROLL


def marking(
	status: Status,
	minutes: int,
	source: str = "Page",
	key: str = "",
	back: int | None = None,
	seen: bool = True,
) -> Marking:
	at = ROLL + timedelta(minutes=minutes)
	return Marking(
		status,
		ROLL + timedelta(minutes=back) if back is not None else None,
		"",
		at,
		source,
		"u",
		key or f"{source}{minutes}",
		seen=seen and source != "Gate",
	)


def floor(minutes: int) -> Marking:
	"""全部在寝: nobody looked at this one student."""
	return marking(Status.IN, minutes, key=f"floor{minutes}", seen=False)


class TestMarks(TestCase):
	@rows(
		(
			(Status.IN, -30, Status.IN),
			(Status.IN, 0, Status.IN),  # as the gate closes
			(Status.IN, 1, Status.LATE),
			(Status.LATE, -5, Status.IN),  # tapped late, but back in time
			(Status.LATE, 45, Status.LATE),
			(Status.LATE, None, Status.LATE),
			(Status.MISSING, 45, Status.MISSING),
		)
	)
	def test_late_is_after_the_gate_closes(self, said: Status, back: int | None, expected: Status) -> None:
		moment = ROLL + timedelta(minutes=back) if back is not None else None
		self.assertIs(n.judge_status(said, moment, CLOSES), expected)

	@rows(
		(
			("the later mark wins", (marking(Status.IN, 5), marking(Status.MISSING, 9)), Status.MISSING),
			("missing, then seen: back late", (marking(Status.MISSING, 5), marking(Status.IN, 9)), Status.LATE),
			("also when it arrives first", (marking(Status.IN, 9), marking(Status.MISSING, 5)), Status.LATE),
			("late, then seen in bed: still late", (marking(Status.LATE, 20, back=10), marking(Status.IN, 40)), Status.LATE),
			("also when it arrives first", (marking(Status.IN, 40), marking(Status.LATE, 20, back=10)), Status.LATE),
			("a floor button finds nobody", (marking(Status.MISSING, 5), floor(9)), Status.MISSING),
			("also one that came before", (floor(9), marking(Status.MISSING, 5)), Status.MISSING),
			("nor does it hide who was seen", (marking(Status.IN, -9), floor(9), marking(Status.MISSING, -12)), Status.IN),
			("a person beats a gate", (marking(Status.MISSING, 5), marking(Status.IN, 9, "Gate")), Status.MISSING),
			("also one that came before", (marking(Status.IN, 9, "Gate"), marking(Status.MISSING, 5)), Status.MISSING),
			("two passages of the gate", (marking(Status.IN, 1, "Gate"), marking(Status.LATE, 40, "Gate", back=40)), Status.LATE),
			("the same key twice", (marking(Status.MISSING, 5, key="k"), marking(Status.IN, 9, key="k")), Status.MISSING),
		)
	)  # fmt: skip
	def test_which_stands(self, _what: str, marks: tuple[Marking, ...], expected: Status) -> None:
		standing = Standing(Status.IN)
		for each in marks:
			standing, _won = n.apply(standing, each, CLOSES)
		self.assertIs(standing.status, expected)
		self.assertEqual(len(standing.log), len({each.key for each in marks}), "every mark is kept")

	@given(
		st.permutations(
			[
				marking(s, m, src)
				for s, m, src in (
					(Status.MISSING, 3, "Page"),
					(Status.IN, 8, "Gate"),
					(Status.LATE, 12, "Page"),
					(Status.MISSING, 10, "Form"),
				)
			]
			+ [floor(20), marking(Status.IN, 11)]
		)
	)
	def test_the_order_of_arrival_does_not_matter(self, marks: list[Marking]) -> None:
		standing = Standing(Status.IN)
		for each in [*marks, *marks]:
			standing, _won = n.apply(standing, each, CLOSES)
		self.assertEqual((standing.status, standing.source, len(standing.log)), (Status.LATE, "Page", 6))


class TestLogLine(TestCase):
	def test_what_is_written_is_read_again(self) -> None:
		for key in ("page-1", "gate-E7-Late", "a|b"):
			with self.subTest(key):
				line = n.LogLine(
					datetime(2026, 11, 25, 22, 41, 7), "Gate", Status.LATE, "guard@campus.test", key
				)
				self.assertEqual(str(line), f"2026-11-25 22:41:07|Gate|Late|guard@campus.test|{key}")
				self.assertEqual(n.LogLine.read(str(line)), line)

	def test_the_time_of_arrival_stands_beside_the_claimed_one(self) -> None:
		made, came = datetime(2026, 11, 25, 22, 41, 7), datetime(2026, 11, 26, 6, 2)
		line = n.LogLine(made, "Page", Status.IN, "dorm@campus.test", "k|1", came)
		self.assertEqual(str(line), "2026-11-25 22:41:07>2026-11-26 06:02:00|Page|In|dorm@campus.test|k|1")
		self.assertEqual(n.LogLine.read(str(line)), line)

	def test_a_mark_is_of_its_night(self) -> None:
		night, now = date(2026, 11, 25), datetime(2026, 11, 25, 23, 0)
		for claimed, counts in (
			(datetime(2016, 12, 1), datetime(2026, 11, 25, 12, 0)),
			(datetime(2026, 11, 25, 11, 59), datetime(2026, 11, 25, 12, 0)),
			(datetime(2026, 11, 25, 22, 31), datetime(2026, 11, 25, 22, 31)),
			(datetime(2027, 1, 1), now),
		):
			self.assertEqual(n.within_night(claimed, night, now, n.NightSettings()), counts)

	def test_no_line_is_dropped(self) -> None:
		standing = Standing(Status.IN)
		for number in range(n.MOST_OF_ONE):
			self.assertFalse(standing.is_full("dorm@campus.test"))
			mark = marking(Status.MISSING, number % 50, key=f"k{number}")
			standing, _won = n.apply(standing, replace(mark, user="dorm@campus.test"), CLOSES)
		self.assertEqual(len(standing.log), n.MOST_OF_ONE)
		self.assertTrue(standing.is_full("dorm@campus.test"))
		self.assertFalse(standing.is_full("dorm2@campus.test"))
		self.assertTrue(standing.has_seen("k0"))

	def test_what_is_no_line_is_refused(self) -> None:
		for text in (
			"",
			"2026-11-25 22:41:07|Gate|Late",
			"yesterday|Gate|Late|x|k",
			"2026-11-25 22:41:07|Gate|Gone|x|k",
		):
			with self.subTest(text), self.assertRaises(ValueError):
				n.LogLine.read(text)

	def test_a_log_is_read_again_whatever_a_sender_calls_its_marks(self) -> None:
		moment = datetime(2026, 11, 25, 22, 41)
		log = tuple(
			n.LogLine(moment, "Page", Status.IN, "", key) for key in ("1", "a\rb", "a\u2028b", "a|b", "")
		)
		self.assertEqual(n.read_log(n.write_log(log)), log)
		self.assertEqual(n.read_log(None), ())

	def test_a_key_is_seen_whole(self) -> None:
		line = n.LogLine(datetime(2026, 11, 25, 22, 41), "Page", Status.IN, "", "day|7")
		self.assertTrue(Standing(Status.IN, log=(line,)).has_seen("day|7"))
		self.assertFalse(Standing(Status.IN, log=(line,)).has_seen("7"))
