"""The calendar of a person: from their own lists, thirty duties of a day in one line, nothing for outsiders."""

from datetime import timedelta

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient

AGENDA = "campus_safety.api.workbench.get_agenda"


class TestAgenda(WorldTestCase):
	def agenda(self, who: str):
		today = getdate(nowdate())
		days = {"start": str(today - timedelta(days=20)), "end": str(today + timedelta(days=20))}
		return HttpClient(self.world.users[who]).call(AGENDA, **days)

	def test_visits_of_ones_own_class(self) -> None:
		events = self.agenda("counsellor").get_json()["message"]
		visits = [event for event in events if event["name"] == self.world.visit]
		day = frappe.db.get_value("Campus Home Visit", self.world.visit, "visit_date")
		self.assertEqual([event["start"] for event in visits], [str(day)])
		self.assertEqual(visits[0]["doctype"], "Campus Home Visit")
		for other in ("other_counsellor", "far_lead"):
			self.assertNotIn(self.world.visit.encode(), self.agenda(other).get_data(), other)

	def test_students_and_strangers(self) -> None:
		self.assertEqual(self.agenda("pupil").status_code, 403)
		self.assertEqual(HttpClient(None).call(AGENDA, start=nowdate(), end=nowdate()).status_code, 403)
