"""Two callers in the same second open one case; a run continues where it was killed."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import frappe
from frappe.utils import now_datetime

from campus_safety.api import roll_call
from campus_safety.domain.presence.night import night_of
from campus_safety.jobs import campus_night
from campus_safety.services.presence import absence_cases, page, roll, watch
from campus_safety.services.presence.absence_cases import Found
from campus_safety.services.presence.settings import get_night_settings
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.presence.case_base import OUTBOX
from campus_safety.tests.presence.night_base import AT, CASE, EVENT, NIGHT, ROLL, at
from campus_safety.tests.world import NEIGHBOUR


class TestTwoAtOnce(WorldTestCase):
	"""On connections of their own, against committed data."""

	STUDENTS = ("W2026111", "W2026112", "W2026113", "W2026114")

	def setUp(self) -> None:
		super().setUp()
		self.building = make.make_dormitory("世界挤楼", "Building")
		room = make.make_dormitory("101", "Room", self.building)
		for student in self.STUDENTS:
			make.make_student(
				student, self.world.units["class_2"], residence_type="Dormitory", dormitory=room
			)
		frappe.db.commit()

	def tearDown(self) -> None:
		frappe.db.rollback()
		for name in frappe.get_all(CASE, {"student": ("in", (NEIGHBOUR, *self.STUDENTS))}, pluck="name"):
			frappe.delete_doc(CASE, name, force=True, ignore_permissions=True)
		for name in frappe.get_all(ROLL, {"dormitory": self.building}, pluck="name"):
			frappe.delete_doc(ROLL, name, force=True, ignore_permissions=True)
		for student in self.STUDENTS:
			frappe.delete_doc("Campus Student", student, force=True, ignore_permissions=True)
		frappe.db.commit()
		super().tearDown()

	def together(self, work, arguments: tuple) -> tuple[list, list[str]]:
		"""(results, failures) of one call per argument, all at the same moment, each in a transaction that began before."""
		site, start, results, failures = frappe.local.site, Barrier(len(arguments)), [], []

		def caller(argument) -> None:
			frappe.init(site)
			frappe.connect()
			try:
				frappe.set_user("Administrator")
				frappe.db.count("Campus Student")  # the snapshot is taken here
				start.wait(20)
				results.append(work(argument))
				frappe.db.commit()
			except Exception as error:
				failures.append(repr(error))
			finally:
				frappe.destroy()

		threads = [Thread(target=caller, args=(argument,)) for argument in arguments]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(60)
		frappe.db.rollback()
		return results, failures

	def test_one_case_and_nobody_fails(self):
		sources = ("Roll Call", "No Trace", "Leave Overdue", "Truancy")
		names, failures = self.together(
			lambda source: absence_cases.open_cases([Found(NEIGHBOUR, source, AT)], AT)[0], sources
		)
		self.assertEqual(failures, [])
		self.assertEqual(len(set(names)), 1)
		self.assertEqual(frappe.db.count(CASE, {"student": NEIGHBOUR}), 1)
		found = frappe.get_all(EVENT, {"parent": names[0], "kind": "Found"}, pluck="source")
		self.assertEqual(sorted(found), sorted(sources))

	def test_batches_that_share_students_do_not_wait_in_a_circle(self):
		batches = (self.STUDENTS, self.STUDENTS[::-1], self.STUDENTS[1:3])
		names, failures = self.together(
			lambda batch: absence_cases.open_cases([Found(student, "No Trace", AT) for student in batch], AT),
			batches,
		)
		self.assertEqual(failures, [])
		self.assertEqual(len({name for batch in names for name in batch}), len(self.STUDENTS))

	def test_a_building_opened_by_all_at_once(self):
		def open_it(_phone) -> str:
			return page.open_building(self.building, at(5))["roll"]

		names, failures = self.together(open_it, (1, 2, 3))
		self.assertEqual(failures, [])
		self.assertEqual(len(set(names)), 1)
		self.assertEqual(frappe.db.get_value(ROLL, names[0], ["beds", "unconfirmed"]), (4, 4))

	def test_marks_of_several_phones_are_all_counted(self):
		name = roll.ensure(self.building, NIGHT, at(0))
		frappe.db.commit()

		def mark(student: str) -> list[dict]:
			given = [roll.Mark(student, "Missing", None, "", at(5), f"key-{student}")]
			return roll.mark(name, given, source="Page", user="Administrator", now=at(6))

		_answers, failures = self.together(mark, self.STUDENTS)
		self.assertEqual(failures, [])
		self.assertEqual(frappe.db.get_value(ROLL, name, ["missing", "present", "unconfirmed"]), (4, 0, 0))
		self.assertEqual(frappe.db.count(CASE, {"student": ("in", self.STUDENTS)}), 4)

	def test_the_same_marks_sent_twice_are_both_answered_as_they_stand(self):
		"""The network came back in the middle: the second one waits for the first one's lock with a list of before it."""
		now = now_datetime()
		name = roll.ensure(self.building, night_of(now, get_night_settings()), now)
		frappe.db.commit()
		marks = [
			{"key": f"twice-{student}", "student": student, "status": "In", "marked_at": 1, "seen": 1}
			for student in self.STUDENTS
		]
		answers, failures = self.together(
			lambda _phone: roll_call.send_marks(name, marks, 2, since=str(now)), (1, 2, 3)
		)
		self.assertEqual(failures, [])
		for answer in answers:
			self.assertTrue(all(each["ok"] for each in answer["answers"]))
			confirmed = {line[0] for line in answer["rows"] if line[5]}
			self.assertEqual(confirmed, set(self.STUDENTS))


class TestRuns(WorldTestCase):
	"""The whole five-minute job with its commits, early in the term, when nothing else was due."""

	RUN = "Campus Night Run"
	DAY = datetime(2026, 9, 5, 13, 0)

	def tearDown(self) -> None:
		frappe.db.rollback()
		for name in frappe.get_all(CASE, {"student": NEIGHBOUR}, pluck="name"):
			frappe.delete_doc(CASE, name, force=True, ignore_permissions=True)
		frappe.db.delete(OUTBOX, {"idempotency_key": ("like", "night|%")})
		frappe.db.delete(self.RUN, {"started": ("<", self.DAY + timedelta(days=1))})
		frappe.db.commit()
		super().tearDown()

	def test_each_run_that_did_something_can_be_read(self):
		(name,) = absence_cases.open_cases([Found(NEIGHBOUR, "Report", self.DAY)], self.DAY)
		frappe.db.commit()
		self.assertIsNone(
			campus_night.run(self.DAY + timedelta(minutes=5)), "nothing to do leaves no document"
		)
		run = frappe.get_doc(self.RUN, campus_night.run(str(self.DAY + timedelta(minutes=95))))
		self.assertEqual((run.steps, run.errors, run.quiet_minutes), (3, 0, 90))
		self.assertGreaterEqual(run.told, 2)
		self.assertEqual(frappe.db.get_value(CASE, name, "ladder_step"), 3)
		self.assertIsNone(campus_night.run(self.DAY + timedelta(minutes=96)), "run again it changes nothing")

	def test_a_broken_part_stops_no_other(self):
		absence_cases.open_cases([Found(NEIGHBOUR, "Report", self.DAY)], self.DAY)
		frappe.db.commit()

		def broken(now, counts) -> None:
			raise ZeroDivisionError

		before, watch.PARTS = watch.PARTS, (broken, *watch.PARTS)
		try:
			run = frappe.get_doc(self.RUN, campus_night.run(self.DAY + timedelta(minutes=35)))
		finally:
			watch.PARTS = before
		self.assertEqual((run.errors, run.steps), (1, 1))
