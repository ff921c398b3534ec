"""Whatever begins or ends an absence is asked in one place (found/ux-night.md A2, A11, A21; found/field.md F9, F11)."""

from datetime import timedelta

import frappe

from campus_safety.services.leave import moves
from campus_safety.services.presence import alarms, halts, overdue_leaves, reasons, roll
from campus_safety.tests.base import at as standing_at
from campus_safety.tests.presence.night_base import CASE, NIGHT, ROW, at
from campus_safety.tests.presence.search_base import PERMIT, SearchTestCase


class TestReasons(SearchTestCase):
	"""Whatever begins or ends an absence: at once, and for roll, case and figures alike (A11, A21)."""

	def test_a_leave_granted_after_the_mark(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		case = self.case_of(0)
		alarms.climb(at(40), [case.name])
		told = len(self.told(case.name))
		permit = self.permit(0, -200, 600, "Pending")
		self.save(permit, "Approved", 50)
		case.reload()
		self.assertEqual((case.status, case.halted_by, case.halted_until), ("Pending", "Leave", at(600)))
		row = self.row(name, 0)
		self.assertEqual((row.status, row.explained_by, row.confirmed), ("Leave", permit, 0))
		self.assertIn("|Missing|", row.mark_log, "what was seen stays written")
		self.assertEqual(self.totals(name)["on_leave"], 1)
		self.assertGreater(len(self.told(case.name)), told, "who looks for the student hears it")
		alarms.climb(at(200), [case.name])
		self.assertEqual(len(self.steps(case.name)), 1, "the ladder waits")

		self.save(permit, "Cancelled", 210)
		case.reload()
		self.assertEqual((case.halted_by, case.events[-1].kind), ("", "Goes On"))
		self.assertAlmostEqual(
			case.next_step_at, at(230), delta=timedelta(minutes=1), msg="it goes on from where it stood"
		)
		self.assertEqual((self.row(name, 0).status, self.line(name, 0)["searched"]), ("Missing", 1))

	def test_a_leave_that_is_over_explains_nothing_now(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		permit = self.permit(0, -270, -150, "Pending")
		self.save(permit, "Approved", 20)
		self.assertEqual((self.case_of(0).halted_by or "", self.row(name, 0).status), ("", "Missing"))

	def test_when_the_leave_ends_the_search_goes_on(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		permit = self.permit(0, -200, 120, "Pending")
		self.save(permit, "Approved", 20)
		self.assertEqual(self.case_of(0).next_step_at, at(120))
		self.assertEqual(halts.follow_ended(at(119)), 0)
		self.assertEqual(halts.follow_ended(at(121)), 1)
		self.assertAlmostEqual(self.case_of(0).next_step_at, at(141), delta=timedelta(minutes=1))
		self.assertEqual(self.row(name, 0).status, "Leave", "it explained the hour of the roll call")

	def test_a_residence_counts_by_its_dates(self) -> None:
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		home = frappe.get_doc(
			{
				"doctype": "Campus Off Campus Residence",
				"name": "OCR-NIGHT-1",
				"student": self.students[0],
				"from_date": NIGHT - timedelta(days=3),
				"to_date": NIGHT + timedelta(days=3),
				"status": "Active",
				"unit": self.unit,
				"college": self.college,
			}
		)
		home.db_insert()
		with standing_at(at(30)):
			reasons.follow([self.students[0]], at(30))
		self.assertEqual((self.case_of(0).halted_by, self.row(name, 0).status), ("Off Campus", "Off Campus"))
		frappe.db.set_value(home.doctype, home.name, "status", "Revoked")
		with standing_at(at(40)):
			reasons.follow([self.students[0]], at(40))
		self.assertEqual((self.case_of(0).halted_by or "", self.row(name, 0).status), ("", "Missing"))

	def test_who_leaves_the_school_is_not_looked_for(self) -> None:
		"""field F9, steps_withdrawn_on_leave.md: On Leave, then Overdue, and a case."""
		for place, status in ((0, "Withdrawn"), (1, "Graduated"), (2, "Suspended")):
			permit = self.permit(place, -300, 30, "Approved")
			with standing_at(at(-200)):
				student = frappe.get_doc("Campus Student", self.students[place])
				student.status = status
				student.save()
			moves.begin(at(-100))
			overdue_leaves.run(at(120))
			self.assertEqual(frappe.db.get_value(PERMIT, permit, "status"), "Cancelled", status)
			self.assertFalse(frappe.db.exists(CASE, {"student": self.students[place]}), status)

	def test_a_list_of_students_comes_to_the_same(self) -> None:
		"""An import writes past the document: the five-minute job follows."""
		permit = self.permit(0, -300, 30)
		frappe.db.set_value("Campus Student", self.students[0], "status", "Withdrawn")
		overdue_leaves.run(at(120))
		self.assertEqual(frappe.db.get_value(PERMIT, permit, "status"), "Cancelled")
		self.assertFalse(frappe.db.exists(CASE, {"student": self.students[0]}))

	def test_a_search_does_not_end_with_the_studies(self) -> None:
		"""A decision at a desk is no sight of anybody."""
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=10)
		with standing_at(at(60)):
			student = frappe.get_doc("Campus Student", self.students[0])
			student.status = "Suspended"
			student.save()
		self.assertEqual(self.case_of(0).status, "Pending")
		totals = self.totals(name)
		self.assertEqual(
			(totals["beds"], totals["missing"], totals.get("suspended", 0)), (6, 1, 0), "counted once"
		)

	def test_a_move_at_night_leaves_one_row(self) -> None:
		"""A21: 146 + 126 for 271 people."""
		name = self.roll()
		other = roll.ensure(self.other_building, NIGHT, at(0))
		self.mark(name, 0, "In", minutes=5)
		with standing_at(at(20)):
			for place in (0, 1):
				student = frappe.get_doc("Campus Student", self.students[place])
				student.update({"dormitory": self.other_building, "bed_no": str(place)})
				student.save()
		there = {
			place: frappe.get_all(
				ROW, {"student": self.students[place], "roll_date": NIGHT}, pluck="dormitory"
			)
			for place in (0, 1)
		}
		self.assertEqual(
			there, {0: [self.building], 1: [self.other_building]}, "marked stays, unmarked moves"
		)
		self.assertEqual((self.totals(name)["beds"], self.totals(other)["beds"]), (5, 1))

	def test_the_open_leave_follows_the_class(self) -> None:
		"""field F11, steps_leave_class_change.md: the old class decided, the new one saw nothing."""
		from campus_safety.tests import factories as make

		new = make.make_unit("夜查2602班", "Class", self.college)
		pending, closed = self.permit(0, 600, 900, "Pending"), self.permit(0, -3000, -2900, "Verified")
		with self.as_user(self.counsellor):
			self.assertTrue(frappe.has_permission(PERMIT, doc=pending))
		with standing_at(at(-60)):
			student = frappe.get_doc("Campus Student", self.students[0])
			student.unit = new
			student.save()
		self.assertEqual(frappe.db.get_value(PERMIT, pending, ["unit", "college"]), (new, self.college))
		self.assertEqual(
			frappe.db.get_value(PERMIT, closed, "unit"), self.unit, "past ones keep their day's class"
		)
		frappe.clear_cache(doctype=PERMIT)
		with self.as_user(self.counsellor):
			self.assertFalse(frappe.has_permission(PERMIT, doc=pending))


class TestLeaveOfTheNight(SearchTestCase):
	"""Who marks somebody sees the leave, also one that began after the roll call; and what is marked all the same stands."""

	def test_the_leave_stands_in_the_line(self) -> None:
		self.permit(0, 30, 390, "Approved")
		self.permit(1, 9 * 60, 12 * 60, "Approved")
		name = self.roll()
		line = self.line(name, 0)
		self.assertEqual(
			(line["status"], line["until"], line["from"]), ("In", "11-26 05:00", "2026-11-25T23:00")
		)
		self.assertEqual(line["to"], "2026-11-26T05:00")
		self.assertEqual(self.line(name, 1)["until"], "", "tomorrow's leave says nothing about tonight")
		self.assertEqual(self.line(name, 2)["until"], "")

	def test_who_has_a_leave_that_has_begun_is_expected_no_more(self) -> None:
		permit = self.permit(0, 30, 390, "Approved")
		name = self.roll()
		self.assertEqual(self.row(name, 0).status, "In")
		roll.ensure(self.building, NIGHT, at(31))
		self.assertEqual((self.row(name, 0).status, self.row(name, 0).explained_by), ("Leave", permit))
		self.assertEqual(self.totals(name)["on_leave"], 1)

	def test_marked_missing_all_the_same(self) -> None:
		"""The corridor's word stands, the case waits from its first minute and says why, the counsellor hears at once."""
		permit = self.permit(0, 30, 390, "Approved")
		frappe.db.set_value(PERMIT, permit, "approved_at", at(-300))
		name = self.roll()
		answer = self.mark(name, 0, "Missing", minutes=70)
		self.assertIn("05:00", answer["note"])
		case = self.case_of(0)
		self.assertEqual((case.halted_by, case.halted_until), ("Leave", at(390)))
		self.assertIn(self.counsellor, self.told(case.name))
		alarms.climb(at(200), [case.name])
		self.assertEqual(self.steps(case.name), [])
		roll.ensure(self.building, NIGHT, at(80))
		line = self.line(name, 0)
		self.assertEqual((line["status"], line["confirmed"], line["searched"]), ("Missing", 1, 1))
		self.assertEqual(line["until"], "11-26 05:00")
		self.assertEqual(halts.follow_ended(at(391)), 1)
		self.assertEqual(self.case_of(0).halted_by, "")

	def test_who_is_reported_by_hand_is_looked_for(self) -> None:
		"""The parents say that the student has not come home: the leave explains nothing."""
		self.permit(0, -60, 390)
		self.assertFalse(self.open(0, "Report").halted_by)
