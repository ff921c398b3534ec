"""The same moment, on connections of their own: two students and one slot, a shift shortened while somebody books in it."""

from threading import Barrier, Thread

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.exceptions import SlotTakenError
from campus_safety.services.counselling import own, shifts
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.counselling.base import APPOINTMENT, SHIFT, at_clock, make_shift, wish


class TestTwoAtOnce(WorldTestCase):
	STUDENTS = ("W2026121", "W2026122", "W2026123", "W2026124")

	def setUp(self) -> None:
		super().setUp()
		for student in self.STUDENTS:
			make.make_student(student, self.world.units["class_2"])
		self.day = getdate(add_days(nowdate(), 2))
		self.shift = make_shift(self.world.users["psych_teacher"], self.day, "08:00", "12:00")
		frappe.db.commit()
		self.addCleanup(self.clear)

	def clear(self) -> None:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		names = frappe.get_all(APPOINTMENT, {"shift": self.shift}, pluck="name")
		frappe.db.delete("Notification Log", {"document_name": ("in", [*names, ""])})
		frappe.db.delete(APPOINTMENT, {"shift": self.shift})
		frappe.db.delete(SHIFT, {"name": self.shift})
		for student in self.STUDENTS:
			frappe.delete_doc("Campus Student", student, force=True, ignore_permissions=True)
		frappe.db.commit()

	def together(self, works: list) -> tuple[list, list]:
		"""(results, failures) of these at the same moment, each in a transaction whose snapshot is older than the others' commits."""
		site, start, results, failures = frappe.local.site, Barrier(len(works)), [], []

		def run(work) -> None:
			frappe.init(site)
			frappe.connect()
			try:
				frappe.set_user("Administrator")
				frappe.db.count(APPOINTMENT)  # the snapshot is taken here
				start.wait(20)
				results.append(work())
				frappe.db.commit()
			except Exception as error:
				frappe.db.rollback()
				failures.append(error)
			finally:
				frappe.destroy()

		threads = [Thread(target=run, args=(work,)) for work in works]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(60)
		frappe.db.rollback()
		return results, failures

	def book(self, student: str, clock: str = "09:00"):
		asked = wish(self.shift, at_clock(self.day, clock))
		return lambda: own.book(student, asked, f"at-once-{student}", now_datetime())

	def test_four_students_and_one_slot(self) -> None:
		results, failures = self.together([self.book(student) for student in self.STUDENTS])
		self.assertEqual(len(results), 1)
		self.assertEqual({type(failure) for failure in failures}, {SlotTakenError}, failures)
		self.assertEqual(frappe.db.count(APPOINTMENT, {"shift": self.shift}), 1)

	def test_one_student_taps_twice(self) -> None:
		results, failures = self.together([self.book(self.STUDENTS[0]), self.book(self.STUDENTS[0])])
		self.assertEqual((len(set(results)), failures), (1, []))
		self.assertEqual(frappe.db.count(APPOINTMENT, {"shift": self.shift}), 1)

	def test_a_shift_cancelled_while_somebody_books_in_it(self) -> None:
		"""Whoever is first: nobody is left with a time at which nobody is there."""

		def cancel() -> str:
			shifts.cancel(frappe.get_doc(SHIFT, self.shift), "生病", now_datetime())
			return "cancelled"

		results, failures = self.together([cancel, self.book(self.STUDENTS[0])])
		self.assertIn("cancelled", results, failures)
		open_ones = frappe.db.count(
			APPOINTMENT, {"shift": self.shift, "status": ("in", ("Requested", "Confirmed"))}
		)
		self.assertEqual(open_ones, 0)
		for row in frappe.get_all(APPOINTMENT, {"shift": self.shift}, ["status", "offer_anew"]):
			self.assertEqual((row.status, row.offer_anew), ("Cancelled", 1))
