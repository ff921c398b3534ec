"""Two releases at the same moment, on connections of their own: the second waits for the first, and knows what it told."""

import json
from threading import Event, Thread

import frappe
from frappe.utils import now_datetime

from campus_safety.services.psychology import classified
from campus_safety.tests.base import WorldTestCase

RELEASE, OCCASION = classified.RELEASE, "并行发布测试"
PATIENCE = 60  # seconds


class TestReleasedTogether(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.addCleanup(self.remove)

	def remove(self) -> None:
		frappe.db.rollback()
		frappe.db.delete(RELEASE, {"occasion": OCCASION})
		frappe.db.commit()

	def write(self, counts: str) -> None:
		"""As a row: what it counts is told elsewhere."""
		document = frappe.get_doc({"doctype": RELEASE, "occasion": OCCASION, "counts": counts})
		document.set_new_name()
		document.db_insert()

	def test_the_second_waits_and_knows_the_first(self) -> None:
		site, begun, kept, failures = frappe.local.site, Event(), [], []
		first = json.dumps({"parents": {}, "kinds": [], "values": []})

		def second() -> None:
			frappe.init(site)
			frappe.connect()
			try:
				frappe.db.count(RELEASE)  # its picture of the database is from before the first one
				begun.set()
				classified.make_release(now_datetime())
				kept.extend(classified._get_kept())
			except Exception as error:
				failures.append(repr(error))
			finally:
				frappe.db.rollback()
				frappe.destroy()

		classified.make_release(now_datetime())
		other = Thread(target=second)
		other.start()
		self.assertTrue(begun.wait(PATIENCE))
		other.join(1)
		self.assertTrue(other.is_alive(), "it waits for the first")
		self.write(first)
		frappe.db.commit()
		other.join(PATIENCE)
		self.assertEqual((other.is_alive(), failures), (False, []))
		self.assertIn(first, kept)
