"""Two phones, one student, any order, in processes of their own (found/field.md F1, cases/steps_roll_call_missing_then_in.md):
the second read the cases in the older snapshot of its transaction, and a false alarm climbed to 110."""

from datetime import timedelta
from multiprocessing import get_context
from time import sleep

import frappe

from campus_safety.services.presence import alarms, roll, roll_cases
from campus_safety.services.presence.roll import Mark
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.presence.night_base import CASE, EVENT, NIGHT, ROLL, ROW, at

STUDENTS = tuple(f"W20261{number:02}" for number in range(21, 33))
# (what A marks at 22:35, what B marks at 22:36, by how many milliseconds B is later)
PAIRS = (
	*((("Missing", "seen"), wait) for wait in (0, 5, 30, 60)),
	*((("Missing", "late"), wait) for wait in (0, 5, 60)),
	*((("seen", "Missing"), wait) for wait in (0, 30)),
	*((("Missing", "floor"), wait) for wait in (0, 5, 30)),
)


def mark_of(student: str, said: str, minute: int, phone: str) -> Mark:
	status = {"seen": "In", "floor": "In", "late": "Late"}.get(said, said)
	back = at(3) if said == "late" else None
	return Mark(student, status, back, "", at(minute), f"{phone}-{student}", seen=said in ("seen", "late"))


def phone(site: str, place: int, name: str, barrier, failures) -> None:
	"""One manager's phone: every pair in its turn, each in a transaction whose snapshot is older than the other's mark."""
	frappe.init(site)
	frappe.connect()
	try:
		frappe.set_user("Administrator")
		for student, (pair, wait) in zip(STUDENTS, PAIRS, strict=True):
			frappe.db.count(CASE)  # the snapshot is taken here
			barrier.wait(60)
			sleep(place * wait / 1000)
			mark = mark_of(student, pair[place], 5 + place, f"phone{place}")
			roll.mark(name, [mark], source="Page", user="Administrator", now=at(8))
			frappe.db.commit()
	except Exception as error:
		failures.append(repr(error))
		barrier.abort()
	finally:
		frappe.destroy()


class TestTwoPhones(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.building = make.make_dormitory("世界双机楼", "Building")
		room = make.make_dormitory("101", "Room", self.building)
		for student in STUDENTS:
			make.make_student(
				student, self.world.units["class_2"], residence_type="Dormitory", dormitory=room
			)
		self.name = roll.ensure(self.building, NIGHT, at(0))
		frappe.db.commit()

	def tearDown(self) -> None:
		frappe.db.rollback()
		for name in frappe.get_all(CASE, {"student": ("in", STUDENTS)}, pluck="name"):
			frappe.delete_doc(CASE, name, force=True, ignore_permissions=True)
		for name in frappe.get_all(ROLL, {"dormitory": self.building}, pluck="name"):
			frappe.delete_doc(ROLL, name, force=True, ignore_permissions=True)
		for student in STUDENTS:
			frappe.delete_doc("Campus Student", student, force=True, ignore_permissions=True)
		frappe.db.commit()
		super().tearDown()

	def test_any_order(self) -> None:
		spawn = get_context("spawn")
		with spawn.Manager() as manager:
			barrier, failures = manager.Barrier(2), manager.list()
			phones = [
				spawn.Process(target=phone, args=(frappe.local.site, place, self.name, barrier, failures))
				for place in (0, 1)
			]
			for process in phones:
				process.start()
			for process in phones:
				process.join(180)
			self.assertEqual(list(failures), [])
		frappe.db.rollback()
		for student, (pair, wait) in zip(STUDENTS, PAIRS, strict=True):
			with self.subTest(pair=pair, wait=wait):
				self.check(student, pair)
		told = frappe.db.count("Campus Message Outbox", {"idempotency_key": ("like", "night|%|step|%")})
		frappe.db.rollback()
		for minutes in (11, 31):  # the watch heals nothing, because nothing is wrong
			roll_cases.open_missing(self.name, at(8) + timedelta(minutes=minutes))
		alarms.climb(
			at(9), frappe.get_all(CASE, {"student": ("in", STUDENTS)}, pluck="name")
		)  # others may wait, too
		after = frappe.db.count("Campus Message Outbox", {"idempotency_key": ("like", "night|%|step|%")})
		self.assertEqual(after, told)
		frappe.db.rollback()

	def check(self, student: str, pair: tuple[str, str]) -> None:
		row = frappe.db.get_value(
			ROW, {"parent": self.name, "student": student}, ["status", "mark_log"], as_dict=True
		)
		self.assertEqual(len(row.mark_log.splitlines()), 2, "both are kept")
		statuses = frappe.get_all(CASE, {"student": student}, pluck="status")
		if pair[1] in ("seen", "late"):
			self.assertEqual(row.status, "Late")
			self.assertIn(statuses, ([], ["Located"]), "no false alarm")
		else:
			self.assertEqual(
				(row.status, statuses), ("Missing", ["Pending"]), "nobody saw the student afterwards"
			)
			self.assertEqual(
				frappe.db.count(
					EVENT,
					{
						"parent": ("in", frappe.get_all(CASE, {"student": student}, pluck="name")),
						"kind": "Found",
					},
				),
				1,
			)
