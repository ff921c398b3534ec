"""Numbers of what many people write at once: one after the other, nobody waits for anybody, none is given twice."""

from datetime import datetime
from threading import Barrier, Thread

import frappe
from frappe.utils import now_datetime

from campus_safety.records import numbers
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, at

TALK = "Campus Heart Talk"


class TestNumbers(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.student = make.make_student("NB260001", make.make_unit("编号2601班", "Class"))

	def test_a_record_gets_the_next_number_of_the_year(self) -> None:
		year = now_datetime().year
		first, second = (make.make_talk(self.student).name for _number in range(2))
		for name in (first, second):
			self.assertRegex(name, rf"^HT-{year}-\d{{5}}$")
		self.assertLess(first, second)

	def test_a_year_without_a_sequence_has_the_frameworks_series(self) -> None:
		with at(datetime(2087, 1, 1, 10)):
			self.assertEqual(numbers.take("HT"), "HT-2087-00001")
			self.assertEqual(numbers.take("HT"), "HT-2087-00002")

	def test_a_school_that_names_them_otherwise_keeps_its_own(self) -> None:
		talk = frappe.new_doc(TALK)
		talk.meta.autoname, before = "TALK-.####", talk.meta.autoname
		self.addCleanup(setattr, talk.meta, "autoname", before)
		numbers.follow(talk)
		self.assertIsNone(talk.name)

	def test_each_is_declared_as_it_is_numbered(self) -> None:
		for doctype, letters in numbers.NUMBERED.items():
			with self.subTest(doctype):
				self.assertEqual(frappe.get_meta(doctype).autoname, numbers.get_pattern(letters))
		for wrong in ("ht", "H`T", "", "HT; drop"):
			with self.subTest(wrong), self.assertRaises(ValueError):
				numbers.get_sequence(wrong, 2026)

	def test_nobody_waits_for_whoever_has_not_committed(self) -> None:
		site, taken, start = frappe.local.site, [], Barrier(8)

		def taker() -> None:
			frappe.init(site)
			frappe.connect()
			try:
				frappe.db.sql("set session innodb_lock_wait_timeout = 1")
				frappe.db.begin()
				start.wait(20)
				taken.extend(numbers.take("HT") for _number in range(3))
				start.wait(20)  # all have theirs before the first ends its transaction
			finally:
				frappe.db.rollback()
				frappe.destroy()

		threads = [Thread(target=taker) for _number in range(8)]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(60)
		self.assertEqual(len(taken), 24)
		self.assertEqual(len(set(taken)), 24)
