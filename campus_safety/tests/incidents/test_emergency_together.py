"""Eight write the log of one incident at the same moment, on connections of their own: nothing is lost, nothing stands twice."""

from threading import Barrier, Thread

import frappe
from frappe.utils import now_datetime

from campus_safety.services.incidents.emergency import log
from campus_safety.tests.base import WorldTestCase

INCIDENT, ENTRY = "Campus Emergency Incident", "Campus Incident Log Entry"
WRITERS, LINES = 8, 3
PATIENCE = 60  # seconds


class TestTogether(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.name = frappe.db.get_value(INCIDENT, {"place": "CANARY-emergency-place"})
		self.kept = frappe.db.get_value(
			INCIDENT, self.name, ["status", "workflow_state", "modified"], as_dict=True
		)
		frappe.db.set_value(INCIDENT, self.name, {"status": "Handling", "workflow_state": "Handling"})
		self.addCleanup(self.put_back)
		frappe.db.commit()

	def put_back(self) -> None:
		frappe.db.rollback()
		frappe.db.set_value(INCIDENT, self.name, dict(self.kept), update_modified=False)
		frappe.db.delete(ENTRY, {"parent": self.name, "entry": ("like", "并行%")})
		frappe.db.delete("Campus Incident Notification", {"parent": self.name, "target": ("!=", "值班领导")})
		frappe.db.delete("Campus Legal Hold", {"reference_name": self.name})
		frappe.db.delete("Campus Alert", {"reference_name": self.name})
		frappe.db.commit()

	def test_every_line_stands_once(self) -> None:
		site, together, failures = frappe.local.site, Barrier(WRITERS), []

		def writer(number: int) -> None:
			frappe.init(site)
			frappe.connect()
			try:
				frappe.set_user("Administrator")
				together.wait(PATIENCE)
				for line in range(LINES):
					for _again in range(2):  # a phone that did not hear the answer sends it once more
						log.add(self.name, f"并行 {number}-{line}", f"{number}-{line}", now_datetime())
						frappe.db.commit()
			except Exception as error:
				frappe.db.rollback()
				failures.append(repr(error))
			finally:
				frappe.destroy()

		threads = [Thread(target=writer, args=(number,)) for number in range(WRITERS)]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(2 * PATIENCE)
		frappe.db.rollback()
		self.assertEqual(failures, [])
		written = frappe.get_all(ENTRY, {"parent": self.name, "entry": ("like", "并行%")}, pluck="entry")
		self.assertEqual(
			sorted(written), sorted(f"并行 {n}-{i}" for n in range(WRITERS) for i in range(LINES))
		)
