"""Eight phones check in the same two hundred people at the same moment, on connections of their own: each is counted once."""

from threading import Barrier, Thread

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.services.incidents.drills import muster
from campus_safety.tests.base import WorldTestCase

DRILL, MARK = muster.DRILL, muster.MARK
PHONES, PEOPLE = 8, 200
PATIENCE = 120  # seconds


class TestTogether(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.addCleanup(self.remove)
		self.drill = frappe.get_doc(
			{
				"doctype": DRILL,
				"drill_type": "Fire",
				"notice_mode": "Announced",
				"planned_at": now_datetime(),
				"assembly_point": "并行测试",
				"safety_officer": "Administrator",
				"status": "Running",
			}
		)
		self.drill.set_new_name()
		self.drill.db_insert()
		now = now_datetime()
		stamps = (now, now, "Administrator", "Administrator", self.drill.name)
		lines = [
			(f"together-{number:03}", *stamps, "Student", f"TG{number:03}", "并行", None, "", "Expected")
			for number in range(PEOPLE)
		]
		insert_rows(MARK, ("name", *muster.STAMPS, "drill", *muster.COLUMNS), lines)
		frappe.db.commit()

	def remove(self) -> None:
		frappe.db.rollback()
		frappe.db.delete(MARK, {"name": ("like", "together-%")})
		frappe.db.delete(DRILL, {"assembly_point": "并行测试"})
		frappe.db.commit()

	def test_each_is_counted_once(self) -> None:
		site, drill, together, failures = frappe.local.site, self.drill.name, Barrier(PHONES), []

		def phone(number: int) -> None:
			frappe.init(site)
			frappe.connect()
			try:
				frappe.set_user("Administrator")
				code = muster.code_of(frappe.get_doc(DRILL, drill))
				together.wait(PATIENCE)
				for place in range(PEOPLE):
					student = f"TG{(place * 7 + number * 25) % PEOPLE:03}"
					muster.check_in(code, student, now_datetime())
					frappe.db.commit()
			except Exception as error:
				frappe.db.rollback()
				failures.append(repr(error))
			finally:
				frappe.destroy()

		threads = [Thread(target=phone, args=(number,)) for number in range(PHONES)]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(2 * PATIENCE)
		frappe.db.rollback()
		self.assertEqual(failures, [])
		self.assertEqual(muster.count(self.drill.name), muster.Totals(PEOPLE, PEOPLE, 0, 0))
		self.assertEqual(frappe.db.count(MARK, {"drill": self.drill.name}), PEOPLE)
