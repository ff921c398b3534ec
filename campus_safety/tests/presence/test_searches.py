"""Who is missing is looked for, whatever happens: only a person who has seen the student ends it (found/ux-night.md A)."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow

from campus_safety.declared.leave import WAITING
from campus_safety.services.presence import (
	absence_cases,
	alarms,
	digest,
	night_figures,
	overdue_leaves,
	page,
	roll,
	searches,
	tonight,
)
from campus_safety.services.presence.roll import Mark
from campus_safety.tests.base import at as standing_at
from campus_safety.tests.presence.case_base import OUTBOX
from campus_safety.tests.presence.night_base import CASE, NIGHT, at
from campus_safety.tests.presence.search_base import PERMIT, SearchTestCase


class TestSight(SearchTestCase):
	def test_a_floor_button_ends_no_search(self) -> None:
		"""A1: the leave went overdue, the row was preset “in”, and 全部在寝 found the student nobody had seen."""
		name = self.roll()
		permit = self.overdue()
		tonight.follow([self.students[0]], at(61))
		line = self.line(name, 0)
		self.assertEqual((line["status"], line["confirmed"], line["searched"]), ("Missing", 0, 1))
		self.assertEqual(self.totals(name)["missing"], 1)
		answer = self.mark(name, 0, "In", minutes=65, seen=False)
		self.assertFalse(answer["ok"])
		self.assertTrue(answer["error"])
		self.assertEqual((self.case_of(0).status, self.line(name, 0)["confirmed"]), ("Pending", 0))
		self.assertEqual(frappe.db.get_value(PERMIT, permit, "status"), "Overdue")
		for place in range(1, 6):
			self.assertTrue(self.mark(name, place, "In", minutes=65, seen=False)["won"])

		self.mark(name, 0, "In", minutes=70)  # 亲眼见到
		case = frappe.get_doc(CASE, {"student": self.students[0]})
		self.assertEqual((case.status, case.outcome), ("Located", "Came Back"))
		self.assertEqual((self.row(name, 0).status, self.row(name, 0).return_time), ("Late", at(70)))
		back = frappe.db.get_value(PERMIT, permit, ["status", "return_source", "actual_return"])
		self.assertEqual(back, ("Returned", "Staff", at(70)), "and the leave is over with it")

	def test_a_button_pressed_in_the_dead_corner_ends_none_either(self) -> None:
		"""Made before the alarm, by a phone that heard of it later."""
		name = self.roll()
		self.open(0, minutes=60)
		tap = Mark(self.students[0], "In", None, "", at(30), "offline")
		(answer,) = roll.mark(name, [tap], source="Page", user=self.dorm, now=at(90))
		self.assertFalse(answer["ok"])
		self.assertEqual(self.case_of(0).status, "Pending")
		seen = Mark(self.students[0], "In", None, "", at(30), "offline 2", seen=True)
		roll.mark(name, [seen], source="Page", user=self.dorm, now=at(90))
		self.assertEqual(self.case_of(0).status, "Pending", "seen before the alarm")
		self.assertIn("Seen", self.kinds(0))

	def test_seen_after_the_leave_had_ended(self) -> None:
		"""Nobody recorded the return, but the corridor saw it: the alarm was none."""
		name = self.roll()
		self.overdue()
		seen = Mark(self.students[0], "In", None, "", at(30), "offline", seen=True)
		roll.mark(name, [seen], source="Page", user=self.dorm, now=at(90))
		self.assertEqual(frappe.db.get_value(CASE, {"student": self.students[0]}, "status"), "Located")

	def test_a_floor_button_hides_no_empty_bed_that_another_phone_saw(self) -> None:
		name = self.roll()
		self.mark(name, 0, "In", minutes=12, seen=False)
		answer = self.mark(name, 0, "Missing", minutes=10, now=20)
		self.assertTrue(answer["won"])
		self.assertEqual(self.case_of(0).status, "Pending")

	def test_the_true_time_of_the_return_may_lie_before_the_alarm(self) -> None:
		"""A8: 未归 at 03:29, “I came at 00:40”: row and case say the same."""
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=299)
		self.mark(name, 0, "Late", minutes=303, back=at(130))
		case = frappe.get_doc(CASE, {"student": self.students[0]})
		self.assertEqual((case.status, case.located_at), ("Located", at(299)))
		self.assertEqual((self.row(name, 0).status, self.row(name, 0).return_time), ("Late", at(130)))

	def test_in_the_building_all_along_is_not_late(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		self.mark(name, 0, "In", minutes=25, all_along=True)
		self.assertEqual(self.row(name, 0).status, "In")
		self.assertEqual(
			frappe.db.get_value(CASE, {"student": self.students[0]}, "outcome"), "In the Dormitory All Along"
		)

	def test_found_at_three_stands_in_the_morning(self) -> None:
		"""A12: missing at 02:57, back at 03:01: the digest said that nobody was late and nobody missing."""
		name = self.roll()
		for place in range(1, 6):
			self.mark(name, place, "In")
		self.mark(name, 0, "Missing", minutes=267)
		self.mark(name, 0, "In", minutes=271)
		roll.report(name, user=self.dorm, now=at(280))
		(figures,) = (
			group.figures
			for group in night_figures.get_groups("Building", NIGHT)
			if group.key == self.building
		)
		self.assertEqual((figures.late, figures.missing, figures.state.value), (1, 0, "Reported"))
		found = digest.collect(NIGHT)[self.college]
		self.assertEqual((found.found, found.late, found.is_zero), (1, 1, False))
		text = "\n".join(digest.get_lines(NIGHT, found, at(600)))
		self.assertNotIn("Nobody was late", text)

	def test_a_case_that_ends_in_the_building_is_the_nights_answer(self) -> None:
		"""Recorded by the counsellor in the case: the roll shows it, too."""
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=20)
		with self.as_user(self.counsellor), standing_at(at(120)):
			case = self.case_of(0)
			case.update(
				{"located_at": at(100), "outcome": "Brought Back", "whereabouts": "操场", "found_by": "保安"}
			)
			case.save()
			frappe.model.workflow.apply_workflow(case, "Start Checking")
			frappe.model.workflow.apply_workflow(frappe.get_doc(CASE, case.name), "Record as Located")
		row = self.row(name, 0)
		self.assertEqual((row.status, row.return_time, row.mark_source), ("Late", at(100), "Form"))
		self.assertEqual(len(row.mark_log.splitlines()), 2, "and both are kept")

	def test_found_at_home_is_not_in_bed(self) -> None:
		name = self.roll()
		self.overdue()
		searches.note_return(self.students[0], at(90), "家长电话确认", now=at(90), outcome="At Home")
		tonight.follow([self.students[0]], at(91))
		line = self.line(name, 0)
		self.assertEqual((line["status"], line["searched"]), ("Missing", 0))
		self.assertFalse(self.mark(name, 0, "In", minutes=95, seen=False)["ok"])

	def test_who_was_seen_in_bed_is_not_looked_for(self) -> None:
		"""Nobody recorded the return; but at the roll call somebody saw the student."""
		name = self.roll()
		permit = self.permit(0, -300, 15)
		self.mark(name, 0, "In", minutes=20)
		overdue_leaves.run(at(120))
		self.assertFalse(frappe.db.exists(CASE, {"student": self.students[0]}))
		self.assertEqual(
			frappe.db.get_value(PERMIT, permit, ["status", "actual_return"]), ("Returned", at(20))
		)

	def test_a_floor_button_is_no_sight_of_them_either(self) -> None:
		name = self.roll()
		self.permit(0, -300, 15, "On Leave")
		frappe.db.set_value(
			"Campus Night Roll Call Row", self.row(name, 0).name, {"status": "In", "explained_by": None}
		)
		self.mark(name, 0, "In", minutes=20, seen=False)
		overdue_leaves.run(at(120))
		self.assertEqual(self.case_of(0).source, "Leave Overdue")
		self.assertEqual(self.line(name, 0)["searched"], 1)


class TestSlips(SearchTestCase):
	"""A13: a finger on the wrong line told the counsellor, the lead, Student Affairs and 110 in one second."""

	def test_taken_back_within_a_minute_nobody_has_heard_of_it(self) -> None:
		frappe.get_doc(
			{
				"doctype": "Campus Risk Status",
				"student": self.students[0],
				"status": "Active",
				"risk_level": "Red",
				"unit": self.unit,
				"college": self.college,
			}
		).db_insert()  # the gravest: every step at once, but not in the first minute
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10, key="slip")
		case = self.case_of(0)
		alarms.climb_of_roll(name, at(10) + timedelta(seconds=59))
		self.assertEqual(self.told(case.name), [])
		(answer,) = roll.mark(
			name,
			[Mark(self.students[0], "", None, "", at(10) + timedelta(seconds=40), "undo", undoes="slip")],
			source="Page",
			user=self.dorm,
			now=at(10) + timedelta(seconds=40),
		)
		self.assertTrue(answer["ok"])
		case.reload()
		self.assertEqual(
			(case.status, case.outcome, case.events[-1].kind), ("Closed", "Marked by Mistake", "Taken Back")
		)
		row = self.row(name, 0)
		self.assertEqual((row.status, row.confirmed), ("In", 0), "nobody has looked yet")
		self.assertEqual(len(row.mark_log.splitlines()), 2)
		alarms.climb(at(30))
		self.assertEqual(self.told(case.name), [])
		self.assertEqual(digest.collect(NIGHT)[self.college].found, 0)

	def test_not_after_it(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10, key="slip")
		late = Mark(self.students[0], "", None, "", at(12), "undo", undoes="slip")
		(answer,) = roll.mark(name, [late], source="Page", user=self.dorm, now=at(12))
		self.assertFalse(answer["ok"])
		self.assertEqual(self.case_of(0).status, "Pending")

	def test_another_reason_goes_on(self) -> None:
		name = self.roll()
		self.overdue()
		self.mark(name, 0, "Missing", minutes=70, key="slip")
		back = Mark(self.students[0], "", None, "", at(70), "undo", undoes="slip")
		roll.mark(name, [back], source="Page", user=self.dorm, now=at(70))
		case = self.case_of(0)
		self.assertEqual((case.status, case.events[-1].kind), ("Pending", "Taken Back"))
		self.assertEqual(self.line(name, 0)["searched"], 1)

	def test_nobody_closes_a_search_as_a_mistake(self) -> None:
		case = self.open()
		with self.as_user(self.counsellor), self.assertRaises(frappe.ValidationError):
			case.update({"outcome": "Marked by Mistake", "whereabouts": "误标", "located_at": at(5)})
			case.save()

	def test_marked_at_three_in_the_morning_it_begins_there(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=267)
		case = self.case_of(0)
		self.assertEqual((case.ladder_start, case.next_step_at), (at(267), at(297)))
		alarms.climb(at(267), [case.name])
		self.assertEqual(self.told(case.name), [])
		for minutes, steps in ((297, 1), (327, 2)):
			alarms.climb(at(minutes), [case.name])
			self.assertEqual(len(self.steps(case.name)), steps)

	def test_one_bad_mark_takes_no_other_with_it(self) -> None:
		name = self.roll()
		given = [
			{
				"key": "a",
				"student": self.students[0],
				"status": "Late",
				"back_at": "11:50",
			},  # A19: not come yet
			{"key": "b", "student": self.students[1], "status": "Late", "back_at": "21:50"},
			{"key": "c", "student": self.students[2], "status": "Late", "back_at": "25:10"},
			{"key": "d", "student": self.students[3], "status": "Late"},
		]
		with self.as_user(self.dorm):
			marks = page.read_marks(name, given, 0, at(30))
			answers = roll.mark(name, marks, source="Page", user=self.dorm, now=at(30))
		self.assertEqual([each["ok"] for each in answers], [False, True, False, True])
		self.assertTrue(answers[1]["note"], "said: recorded as in")
		self.assertEqual(self.row(name, 3).return_time, at(30), "no time: now")


class TestNoShow(SearchTestCase):
	def test_on_the_night_of_the_return(self) -> None:
		"""无故未到校 is found by the app: the last night of a break, on which everybody is expected."""
		frappe.db.set_value("Campus Day", {"date": NIGHT}, "roll_mode", "Stay List")
		frappe.clear_cache()
		name = self.roll()
		self.assertEqual(self.totals(name)["expected"], 6)
		self.mark(name, 0, "Missing", minutes=10, key="tap")
		self.assertEqual(self.case_of(0).source, "No Show")
		taken = Mark(self.students[0], "", None, "", at(10), "undo", undoes="tap")
		roll.mark(name, [taken], source="Page", user=self.dorm, now=at(10))
		self.assertFalse(frappe.db.exists(CASE, {"open_key": self.students[0]}))


class TestTheEnd(SearchTestCase):
	"""A10: whoever was alarmed hears the end."""

	def test_everybody_who_was_told_hears_it(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		case = self.case_of(0)
		alarms.climb(at(161), [case.name])
		told = set(self.told(case.name))
		self.assertLessEqual({self.counsellor, self.lead, self.affairs, self.security, self.leader}, told)
		frappe.db.set_value("Campus Network Assignment", {"holder_user": self.counsellor}, "status", "Ended")
		self.mark(name, 0, "Late", minutes=170, back=at(165))
		ended = frappe.get_all(
			OUTBOX,
			{"idempotency_key": ("like", f"night|{case.name}|ended|%"), "channel": "System"},
			pluck="recipient",
		)
		self.assertLessEqual(told, set(ended), "also who no longer holds the post")
		self.mark(name, 0, "Missing", minutes=200)
		self.mark(name, 0, "In", minutes=210)
		again = frappe.db.count(
			OUTBOX, {"idempotency_key": ("like", f"night|{case.name}|ended|%"), "channel": "System"}
		)
		self.assertGreater(again, len(ended), "a second end is told, too")

	def test_what_is_stored_is_chinese(self) -> None:
		"""A16: “Came through the gate of 2号楼” stood in the official ledger."""
		frappe.local.lang = "en"
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		self.mark(name, 0, "Late", minutes=20, back=at(15))
		case = frappe.get_doc(CASE, {"student": self.students[0]})
		for text in (case.whereabouts, *(row.note for row in case.events if row.note)):
			self.assertFalse(any(word in text for word in ("Seen", "Came", "roll call")), text)


class TestAgain(SearchTestCase):
	"""A search that was over begins anew: what had been found out stays written."""

	def found(self) -> str:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		with self.as_user(self.counsellor), standing_at(at(50)):
			case = self.case_of(0)
			case.update(
				{
					"located_at": at(40),
					"outcome": "In Hospital",
					"whereabouts": "校医院，" + "输液" * 80,
					"found_by": "王医生",
				}
			)
			case.save()
			apply_workflow(case, "Start Checking")
			apply_workflow(case, "Record as Located")
		roll.ensure(self.building, NIGHT, at(51))
		return name

	def test_the_line_says_when_somebody_was_found(self) -> None:
		name = self.found()
		line = self.line(name, 0)
		self.assertEqual((line["status"], line["found"], line["searched"]), ("Missing", "23:10", 0))
		self.assertEqual((self.kinds(0)[-1], self.case_of(0).events[-1].user), ("Located", self.counsellor))

	def test_missing_again_empties_nothing(self) -> None:
		name = self.found()
		self.mark(name, 0, "Missing", minutes=60)
		case = self.case_of(0)
		self.assertEqual((case.status, case.located_at, case.outcome), ("Checking", None, ""))
		(again,) = (row for row in case.events if row.kind == "Search Again")
		for said in ("11-25 23:10", "校医院，" + "输液" * 80):
			self.assertIn(said, again.note)
		self.assertEqual((self.line(name, 0)["found"], self.line(name, 0)["searched"]), ("", 1))

		self.mark(name, 0, "Late", minutes=90, back=at(85))
		case.reload()
		self.assertEqual((case.outcome, case.located_at), ("Came Back", at(85)), "the second end is its own")

	def test_searched_again_by_a_button(self) -> None:
		self.found()
		with self.as_user(self.counsellor), standing_at(at(70)):
			apply_workflow(self.case_of(0), "Search Again")
		case = self.case_of(0)
		self.assertEqual((case.status, case.located_at), ("Checking", None))
		self.assertIn("23:10", case.events[-1].note)


class TestTheEndOfAnOverdueLeave(SearchTestCase):
	def waiting(self) -> dict[str, int]:
		with self.as_user(self.counsellor):
			return {
				kind.label: len(frappe.get_list(PERMIT, filters=kind.filters(self.counsellor, None)))
				for kind in WAITING
				if kind.doctype == PERMIT and "overdue" in kind.label
			}

	def test_a_search_that_is_over_asks_nobody_to_look(self) -> None:
		"""Found elsewhere: the leave stays overdue until the return is recorded, and its card says what is to be done now."""
		look, record = (
			"Leave overdue: look for the student",
			"Leave overdue, student found: record the return",
		)
		permit = self.overdue()
		self.assertEqual(self.waiting(), {look: 1, record: 0})
		case = self.case_of(0)
		case.update({"located_at": at(80), "outcome": "In Hospital", "whereabouts": "校医院"})
		case.found_by = "王医生"
		absence_cases.write(case, "Located")
		self.assertEqual(frappe.db.get_value(PERMIT, permit, "found_at"), at(80))
		self.assertEqual(self.waiting(), {look: 0, record: 1})
		with self.as_user(self.counsellor), standing_at(at(90)):
			apply_workflow(self.case_of(0), "Search Again")
		self.assertEqual(self.waiting(), {look: 1, record: 0})
