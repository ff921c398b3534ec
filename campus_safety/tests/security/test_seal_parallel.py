"""Nobody who saves waits for anybody else who saves because of the seal: twenty at once, on connections of their own."""

from threading import Barrier, Thread

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import sequence
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.world import NEIGHBOUR

LEAF, TALK = "Campus Seal Leaf", "Campus Heart Talk"
WRITERS = 20
PATIENCE = 60  # seconds until all stand at the barrier


class TestTwentyWriters(WorldTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.talks = [make.make_talk(NEIGHBOUR, content=f"并行第{number}次").name for number in range(WRITERS)]
		frappe.db.commit()

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.db.rollback()
		for name in cls.talks:
			frappe.delete_doc(TALK, name, force=True)
		frappe.db.commit()
		super().tearDownClass()

	def together(self, work, commit: bool = False) -> list[str]:
		"""Failures of twenty who have all written, and none has committed, before the first goes on."""
		site, written, failures = frappe.local.site, Barrier(WRITERS), []

		def writer(number: int) -> None:
			frappe.init(site)
			frappe.connect()
			try:
				frappe.set_user("Administrator")
				frappe.db.sql("set session innodb_lock_wait_timeout = 5")
				work(number)
				written.wait(PATIENCE)
				(frappe.db.commit if commit else frappe.db.rollback)()
			except Exception as error:
				written.abort()
				failures.append(repr(error))
			finally:
				frappe.destroy()

		threads = [Thread(target=writer, args=(number,)) for number in range(WRITERS)]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(2 * PATIENCE)
		frappe.db.rollback()
		return failures

	def change(self, number: int) -> None:
		frappe.get_doc(TALK, self.talks[number]).update({"content": f"并行第{number}次，改"}).save()

	def test_records_lines_of_the_log_and_leaves(self) -> None:
		"""Each has an open transaction with its record, its line and both leaves: with a lock nobody would get here."""

		def work(number: int) -> None:
			self.change(number)
			access_log.record("Reveal", TALK, self.talks[number], reason="并行查看")

		before = frappe.db.count(LEAF)
		self.assertEqual(self.together(work), [])
		self.assertEqual(frappe.db.count(LEAF), before)  # all of them were undone, leaves included

	def test_the_job_waits_for_nobody_and_nobody_for_the_job(self) -> None:
		"""While one has just numbered thousands and not committed, nineteen save."""

		def work(number: int) -> None:
			if number:
				self.change(number)
			else:
				sequence.run(now_datetime())

		self.assertEqual(self.together(work), [])

	def test_all_of_them_are_numbered_afterwards(self) -> None:
		self.assertEqual(self.together(self.change, commit=True), [])
		sequence.run(now_datetime())
		frappe.db.commit()
		numbers = frappe.get_all(LEAF, {"reference_name": ("in", self.talks)}, pluck="sequence")
		self.assertEqual(len(set(numbers)), len(numbers))
		self.assertGreaterEqual(len(numbers), 2 * WRITERS)
		self.assertNotIn(0, numbers)
		everything = frappe.db.sql(
			f"select count(*), max(sequence), count(distinct sequence) from `tab{LEAF}` where sequence > 0"
		)
		self.assertEqual(len(set(everything[0])), 1)
