"""Four night watches find the same student; a leave is cancelled while it is about to begin: against committed data."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import frappe

from campus_safety.domain.leave import permits
from campus_safety.services.leave import moves
from campus_safety.services.presence import absence_cases
from campus_safety.services.presence.absence_cases import CASE, EVENT, Found
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.world import NEIGHBOUR

AT = datetime(2026, 11, 25, 22, 30)
PERMIT = "Campus Leave Permit"


def on_a_connection_of_its_own(site: str, work, failures: list) -> None:
	frappe.init(site)
	frappe.connect()
	try:
		frappe.set_user("Administrator")
		work()
		frappe.db.commit()
	except Exception as error:
		failures.append(repr(error))
	finally:
		frappe.destroy()


class TestRaces(WorldTestCase):
	def tearDown(self) -> None:
		frappe.db.rollback()
		for name in frappe.get_all(CASE, {"student": NEIGHBOUR}, pluck="name"):
			frappe.delete_doc(CASE, name, force=True, ignore_permissions=True)
		frappe.db.commit()
		super().tearDown()

	def test_four_watches_write_one_finding(self) -> None:
		(case,) = absence_cases.open_cases([Found(NEIGHBOUR, "Report", AT)], AT)
		frappe.db.commit()
		start, failures = Barrier(4), []
		found = Found(NEIGHBOUR, "No Trace", AT)

		def watch() -> None:
			frappe.db.count(CASE)  # the snapshot is taken here
			start.wait(20)
			absence_cases.open_cases([found], AT)

		threads = [
			Thread(target=on_a_connection_of_its_own, args=(frappe.local.site, watch, failures))
			for _number in range(4)
		]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(60)
		frappe.db.rollback()
		self.assertEqual(failures, [])
		self.assertEqual(frappe.db.count(EVENT, {"parent": case, "kind": "Found", "source": "No Trace"}), 1)

	def test_a_leave_that_is_cancelled_meanwhile_stays_cancelled(self) -> None:
		permit = make.make_leave(NEIGHBOUR).name
		self.addCleanup(self.forget, permit)
		values = {
			"status": permits.APPROVED,
			"from_time": AT - timedelta(hours=1),
			"to_time": AT + timedelta(hours=9),
		}
		frappe.db.set_value(PERMIT, permit, values)
		frappe.db.commit()
		self.assertEqual(frappe.db.get_value(PERMIT, permit, "status"), permits.APPROVED)  # our snapshot
		failures: list[str] = []

		def cancel() -> None:
			frappe.db.set_value(PERMIT, permit, "status", permits.CANCELLED)

		other = Thread(target=on_a_connection_of_its_own, args=(frappe.local.site, cancel, failures))
		other.start()
		other.join(30)
		moves.begin(AT)
		frappe.db.commit()
		self.assertEqual(failures, [])
		self.assertEqual(frappe.db.get_value(PERMIT, permit, "status"), permits.CANCELLED)

	def forget(self, permit: str) -> None:
		frappe.db.rollback()
		frappe.delete_doc(PERMIT, permit, force=True, ignore_permissions=True)
		frappe.db.commit()
