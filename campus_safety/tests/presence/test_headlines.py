"""What stands above a search: the level for whoever may know it, the last passage for whoever may open the search."""

import frappe

from campus_safety.api import absence
from campus_safety.services.presence import absence_cases
from campus_safety.tests import factories as make
from campus_safety.tests.presence.case_base import ANSWERED, CaseTestCase
from campus_safety.tests.presence.night_base import CASE, at


class TestHeadlines(CaseTestCase):
	def seen(self, user: str, *cases: str) -> dict:
		with self.as_user(user):
			return absence.get_headlines(list(cases))

	def passage(self, place: int, minutes: int, direction: str, **values) -> None:
		device = make.make_gate_device("夜查大门")
		frappe.get_doc(
			{
				"doctype": "Campus Gate Event",
				"student": self.students[place],
				"event_time": at(minutes),
				"direction": direction,
				"device": device,
				"event_id": f"{place}-{minutes}",
				"unit": self.unit,
				**values,
			}
		).db_insert()

	def test_level_and_passage_to_each_what_is_theirs(self):
		frappe.get_doc(
			{
				"doctype": "Campus Risk Status",
				"name": "headline-status",
				"student": self.students[0],
				"unit": self.unit,
				"college": self.college,
				"risk_level": "Red",
				"status": "Active",
			}
		).db_insert()
		self.passage(0, -600, "In")
		self.passage(0, -300, "Out")
		self.passage(0, -60, "In", clock_wrong=1)  # says nothing
		frappe.db.set_value("Campus Gate Device", {"device_name": "夜查大门"}, "clock_skew", 0)
		case, other = self.open(), self.open(1)
		found = self.seen(self.counsellor, case.name, other.name, "nothing")
		self.assertEqual(set(found), {case.name, other.name})
		self.assertEqual(found[case.name]["level"], "Red")
		self.assertEqual(found[case.name]["passage"]["direction"], "Out")
		self.assertEqual(found[case.name]["passage"]["place"], "夜查大门")
		self.assertEqual(found[other.name], {"level": None, "passage": None, "leave": None})
		dorm = self.seen(self.dorm, case.name)[case.name]
		self.assertEqual(dorm["passage"]["direction"], "Out")
		reads = frappe.has_permission("Campus Risk Status", "read", user=self.dorm)
		self.assertEqual(dorm["level"], "Red" if reads else None)

	def test_nothing_of_cases_out_of_reach_and_of_closed_ones(self):
		case = self.open()
		for user in (self.other_dorm, self.security):
			self.assertEqual(self.seen(user, case.name), {}, user)
		with self.assertRaises(frappe.PermissionError):
			self.seen(make.make_user("headline-nobody@night.test"), case.name)
		case.update({"located_at": at(40), "parent_notified_at": at(40), **ANSWERED})
		absence_cases.log_contact(case, "Parent", "Reached", now=at(40))
		absence_cases.write(case, "Closed")
		self.assertEqual(frappe.db.get_value(CASE, case.name, "status"), "Closed")
		self.assertEqual(self.seen(self.counsellor, case.name), {})
