"""The roll call of a building on a real site: who is expected, marks, the report, the lock."""

from datetime import datetime, timedelta

import frappe

from campus_safety.exceptions import (
	AppOwnedFieldError,
	NoRollCallError,
	OpenedMeanwhileError,
	RollCallLockedError,
)
from campus_safety.services.presence import page, roll, roll_cases, searches
from campus_safety.tests import factories as make
from campus_safety.tests.presence.night_base import AT, CASE, NIGHT, ROLL, ROW, NightTestCase, at

NOON = datetime(2026, 11, 26, 12, 0)


class TestExpected(NightTestCase):
	def test_everybody_is_preset_and_nobody_confirmed(self):
		name = self.roll()
		self.assertEqual(self.totals(name), {"beds": 6, "expected": 6, "present": 6, "unconfirmed": 6})
		head = frappe.db.get_value(ROLL, name, ["status", "dormitory", "roll_date", "term"])
		self.assertEqual(head, ("Open", self.building, NIGHT, "2026-2027-1"))
		row = self.row(name, 0)
		self.assertEqual(
			(row.status, row.confirmed, row.room, row.unit, row.college),
			("In", 0, self.room, self.unit, self.college),
		)
		self.assertEqual((row.roll_date, row.dormitory), (NIGHT, self.building))

	def test_the_equation(self):
		self.leave(0, at(-300), at(600))
		self.leave(1, at(-300), at(600), "Pending", "Emergency")
		self.leave(2, at(-300), at(600), "Overdue")  # explains nothing
		frappe.db.set_value("Campus Student", self.students[3], "status", "Internship")
		frappe.db.set_value("Campus Student", self.students[4], "status", "Suspended")
		name = self.roll()
		self.assertEqual(
			self.totals(name),
			{
				"beds": 6,
				"on_leave": 2,
				"internship": 1,
				"suspended": 1,
				"expected": 2,
				"present": 2,
				"unconfirmed": 2,
			},
		)
		row = self.row(name, 0)
		self.assertEqual((row.status, row.explained_until), ("Leave", at(600)))
		self.assertTrue(row.explained_by)

	def test_what_was_written_before_and_committed_after_is_told(self):
		"""A colleague's marks waited for a lock, fifty seconds at most, when this phone asked the last time."""
		name = self.roll()
		for place, seconds in ((0, 50), (1, 90)):
			row = {"parent": name, "student": self.students[place]}
			frappe.db.set_value(
				ROW, row, "modified", at(0) - timedelta(seconds=seconds), update_modified=False
			)
		told = {line[0] for line in page.get_lines(name, at(0))}
		self.assertIn(self.students[0], told)
		self.assertNotIn(self.students[1], told)

	def test_opening_it_again_follows_the_evening(self):
		name = self.roll()
		self.mark(name, 1, "Late", back=at(20), minutes=20)
		self.leave(0, at(-10), at(600))
		self.leave(1, at(-10), at(600))
		frappe.db.set_value("Campus Student", self.students[2], {"status": "Withdrawn"})
		newcomer = make.make_student(
			"NT260108", self.unit, residence_type="Dormitory", dormitory=self.room, bed_no="8"
		)
		self.assertEqual(self.roll(at(30)), name)
		self.assertEqual(self.row(name, 0).status, "Leave")
		self.assertEqual(self.row(name, 1).status, "Late", "what a person marked stays as marked")
		self.assertFalse(frappe.db.exists(ROW, {"parent": name, "student": self.students[2]}))
		self.assertTrue(frappe.db.exists(ROW, {"parent": name, "student": newcomer}))
		self.assertEqual(self.totals(name)["beds"], 6)

	def test_stay_list(self):
		night = frappe.utils.getdate("2027-02-01")
		with self.as_user(self.counsellor):
			stay = frappe.get_doc(
				{
					"doctype": "Campus Stay Registration",
					"student": self.students[0],
					"from_date": "2027-01-25",
					"to_date": "2027-02-10",
					"reason": "集训",
				}
			).insert()
		self.assertEqual(
			(stay.unit, stay.dormitory, stay.recorded_by), (self.unit, self.building, self.counsellor)
		)
		name = roll.ensure(self.building, night, datetime(2027, 2, 1, 22, 0))
		self.assertEqual(
			self.totals(name), {"beds": 6, "not_staying": 5, "expected": 1, "present": 1, "unconfirmed": 1}
		)
		self.assertRaises(frappe.ValidationError, frappe.copy_doc(stay).insert)

	def test_no_roll_call_where_nobody_is_called(self):
		frappe.db.set_value("Campus Day", {"date": NIGHT}, {"roll_mode": "None", "edited": 1})
		with self.assertRaises(NoRollCallError):
			self.roll()
		self.assertFalse(frappe.db.exists(ROLL, {"dormitory": self.building, "roll_date": NIGHT}))

	def test_one_per_building_and_night(self):
		name = self.roll()
		twin = frappe.get_doc({"doctype": ROLL, "dormitory": self.building, "roll_date": NIGHT})
		with twin.as_app():
			self.assertRaises(frappe.DuplicateEntryError, twin.insert)
		with self.assertRaises(OpenedMeanwhileError):  # who loses the race reads it anew
			roll._create(self.building, NIGHT, roll.RollMode.EVERYONE)
		self.assertEqual(
			frappe.get_all(ROLL, {"dormitory": self.building, "roll_date": NIGHT}, pluck="name"), [name]
		)

	def test_never_typed(self):
		document = frappe.get_doc(ROLL, self.roll())
		document.missing = 0
		self.assertRaises(AppOwnedFieldError, document.save)
		self.assertRaises(
			AppOwnedFieldError,
			frappe.get_doc({"doctype": ROLL, "dormitory": self.building, "roll_date": "2026-11-24"}).insert,
		)


class TestMarks(NightTestCase):
	def test_answers_by_mark(self):
		name = self.roll()
		mark = lambda student, status, key: roll.Mark(student, status, None, "", at(3), key)  # noqa: E731
		answers = roll.mark(
			name,
			[mark("nobody", "In", "a"), mark(self.students[0], "In", "b"), mark(self.students[1], "Leave", "c")],
			source="Page", user=self.dorm, now=at(4),
		)  # fmt: skip
		self.assertEqual(
			[(each["key"], each["ok"]) for each in answers], [("a", False), ("b", True), ("c", False)]
		)
		self.assertTrue(all(each["error"] for each in answers if not each["ok"]))
		self.assertEqual(self.totals(name)["unconfirmed"], 5)
		self.assertRaises(ValueError, roll.mark, name, [], source="Rumour", user=self.dorm, now=at(4))

	def test_twice_with_one_key_is_once(self):
		name = self.roll()
		first = self.mark(name, 0, "Missing", key="k1")
		self.mark(name, 0, "In", minutes=9)
		again = self.mark(name, 0, "Missing", key="k1", now=12)
		self.assertEqual(
			(first["won"], again["ok"], again["won"], again["status"]), (True, True, False, "Late")
		)

	def test_two_managers_lose_nothing(self):
		name = self.roll()
		for place, minutes in ((0, 5), (1, 6)):
			self.mark(name, place, "Late", minutes=minutes, back=at(minutes))
		self.mark(name, 0, "In", minutes=8, key="second phone")
		self.mark(name, 0, "Missing", minutes=7, key="arrives last, was tapped before", now=20)
		self.assertEqual([self.row(name, place).status for place in (0, 1)], ["Late", "Late"])
		self.assertEqual(len(self.row(name, 0).mark_log.splitlines()), 3)

	def test_a_person_beats_the_gate_and_both_are_kept(self):
		name = self.roll()
		self.mark(name, 0, "In", source="Gate", minutes=1, back=at(1))
		self.assertEqual((self.row(name, 0).status, self.row(name, 0).mark_source), ("Late", "Gate"))
		self.mark(name, 0, "Missing", minutes=10)
		self.mark(name, 0, "In", source="Gate", minutes=60, back=at(60))
		row = self.row(name, 0)
		self.assertEqual((row.status, row.mark_source), ("Missing", "Page"))
		self.assertEqual([line.split("|")[1] for line in row.mark_log.splitlines()], ["Gate", "Page", "Gate"])
		self.assertEqual(
			self.case_of(0).status, "Pending", "what a gate says is looked at with the passages themselves"
		)

	def test_missing_opens_a_case_and_coming_back_locates_it(self):
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		case = self.case_of(0)
		self.assertEqual(
			(case.source, case.status, case.roll_date, case.dormitory),
			("Roll Call", "Pending", NIGHT, self.building),
		)
		self.assertEqual((case.detected_at, case.ladder_start, case.next_step_at), (at(10), at(10), at(40)))
		self.mark(name, 0, "Late", minutes=95, back=at(90))
		case.reload()
		self.assertEqual((case.status, case.located_at, case.next_step_at), ("Located", at(90), None))
		self.assertTrue(case.whereabouts)
		self.mark(name, 0, "Missing", minutes=130)  # gone again
		case.reload()
		self.assertEqual((case.status, case.located_at, case.ladder_start), ("Checking", None, at(130)))

	def test_missing_before_the_hour_waits_for_it(self):
		name = self.roll(at(-40))
		self.mark(name, 0, "Missing", minutes=-30)
		self.assertFalse(frappe.db.exists(CASE, {"student": self.students[0]}))
		self.assertEqual(roll_cases.open_missing(name, at(-1)), [])
		self.assertEqual(len(roll_cases.open_missing(name, at(0))), 1)
		self.assertEqual(roll_cases.open_missing(name, at(5)), [])
		self.assertEqual(self.case_of(0).detected_at, AT)

	def test_the_future_is_now(self):
		"""A phone whose clock is ahead does not beat everybody for hours."""
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=500, now=5)
		self.mark(name, 0, "In", minutes=6)
		self.assertEqual(self.row(name, 0).status, "Late")


class TestReport(NightTestCase):
	def test_zero_absence_is_reported(self):
		name = self.roll()
		found = roll.report(name, user=self.dorm, now=at(20), key="r1")
		self.assertEqual((found["status"], found["cases"], found["only_preset"]), ("Reported", [], 6))
		again = roll.report(name, user=self.affairs, now=at(40), key="r2")
		self.assertEqual((again["reported_by"], again["reported_at"]), (self.dorm, at(20)))

	def test_it_says_how_many_were_only_preset(self):
		name = self.roll()
		for place in range(4):
			self.mark(name, place, "In")
		self.mark(name, 4, "Missing", minutes=6)
		found = roll.report(name, user=self.dorm, now=at(20))
		self.assertEqual(
			(found["only_preset"], found["totals"]["missing"], found["totals"]["present"]), (1, 1, 5)
		)
		self.mark(name, 5, "Missing", minutes=30)  # also after the report
		self.assertEqual(frappe.db.count(CASE, {"student": ("in", self.students)}), 2)

	def test_not_before_the_evening(self):
		name = self.roll(at(-300))
		self.assertRaises(frappe.ValidationError, roll.report, name, user=self.dorm, now=at(-120))

	def test_settles_the_duty(self):
		"""The duty engine follows the report (rule night_roll_call)."""
		from campus_safety.engines.duties import rules

		self.assertIn(
			"night_roll_call",
			{frappe.db.get_value(rules.RULE, name, "seed_key") for name in rules.by_evidence().get(ROLL, ())},
		)

	def test_noon(self):
		name = self.roll()
		silent = roll.ensure(self.other_building, NIGHT, AT)
		roll.report(name, user=self.dorm, now=at(20))
		roll.lock_due(NOON - timedelta(minutes=1))
		self.assertEqual(frappe.db.get_value(ROLL, name, "status"), "Reported")
		self.assertGreaterEqual(roll.lock_due(NOON), 2)
		self.assertEqual(roll.lock_due(NOON), 0)
		self.assertEqual(frappe.db.get_value(ROLL, silent, ["status", "reported_at"]), ("Locked", None))
		with self.assertRaises(RollCallLockedError):
			self.mark(name, 0, "In", minutes=13 * 60 + 31)
		with self.assertRaises(RollCallLockedError):
			roll.report(name, user=self.dorm, now=NOON)
		self.assertEqual(roll.ensure(self.building, NIGHT, NOON), name)

	def test_locked_even_when_the_job_is_late(self):
		name = self.roll()
		with self.assertRaises(RollCallLockedError):
			roll.report(name, user=self.dorm, now=NOON)

	def test_corrections_are_kept(self):
		name = self.roll()
		self.assertRaises(
			frappe.ValidationError,
			roll.correct,
			name,
			self.students[0],
			"Missing",
			"点名时在医院",
			user=self.affairs,
			now=at(60),
		)
		roll.lock_due(NOON)
		for student, status, reason in (
			(self.students[0], "Missing", ""),
			("nobody", "In", "写错了"),
			(self.students[0], "Lost", "写错了"),
		):
			self.assertRaises(
				frappe.ValidationError,
				roll.correct,
				name,
				student,
				status,
				reason,
				user=self.affairs,
				now=NOON,
			)
		totals = roll.correct(
			name, self.students[0], "Missing", "核对录像，当晚未回", user=self.affairs, now=NOON
		)
		self.assertEqual((totals["missing"], totals["present"]), (1, 5))
		line = frappe.get_doc(ROLL, name).corrections[0]
		self.assertEqual(
			(line.user, line.status_before, line.status_after, line.reason),
			(self.affairs, "In", "Missing", "核对录像，当晚未回"),
		)
		self.assertEqual(self.case_of(0).source, "Roll Call")
		self.assertEqual(searches.get_searched([self.students[0]]), [self.students[0]])
