"""Whoever changes class or status takes their duties along, by one job for all of them (cases/steps_bulk_save_queues_copies)."""

import frappe
from frappe.utils.background_jobs import get_queue

from campus_safety.engines.duties.run import MOVE
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, NEIGHBOUR, OTHER_STUDENT


class TestPeopleMoved(WorldTestCase):
	def waiting(self) -> int:
		"""Jobs of this site, whichever of the two ids they have; a worker may have taken one meanwhile."""
		ours = f"{frappe.local.site}::{MOVE}"
		return sum(job_id.startswith(ours) for job_id in get_queue("long").job_ids)

	def test_many_students_of_one_request_wait_as_one_job(self) -> None:
		affairs = HttpClient(self.world.users["student_affairs"])
		for status in ("Suspended", "Enrolled"):
			docs = [
				{"doctype": "Campus Student", "docname": student, "status": status}
				for student in (NEIGHBOUR, OTHER_STUDENT, FAR_STUDENT)
			]
			answer = affairs.call("frappe.client.bulk_update", docs=frappe.as_json(docs))
			self.assertEqual(answer.get_json()["message"]["failed_docs"], [])
			self.assertLessEqual(self.waiting(), 1)
		self.assertEqual(frappe.db.get_value("Campus Student", NEIGHBOUR, "status"), "Enrolled")
