"""What a tired person does with one thumb: ringing takes the case, and who is found is recorded in one step."""

import frappe
from frappe.model.workflow import apply_workflow

from campus_safety.api import absence as api
from campus_safety.exceptions import CaseStepError
from campus_safety.services.presence import absence_cases
from campus_safety.tests.base import at as standing_at
from campus_safety.tests.presence.case_base import CaseTestCase
from campus_safety.tests.presence.night_base import CASE, at


class TestOneStep(CaseTestCase):
	def test_who_rings_is_on_it(self) -> None:
		case = self.open()
		with self.as_user(self.counsellor):
			absence_cases.log_contact(case, "Student", "No Answer", now=at(10))
		self.assertEqual((case.taken_by, case.taken_at), (self.counsellor, at(10)))
		with self.as_user(self.lead):
			absence_cases.log_contact(case, "Parent", "No Answer", now=at(12))
		self.assertEqual(case.taken_by, self.counsellor, "who helps does not take it away")

	def test_who_begins_to_check_is_on_it(self) -> None:
		case = self.open()
		with self.as_user(self.counsellor), standing_at(at(5)):
			apply_workflow(case, "Start Checking")
		self.assertEqual(frappe.db.get_value(CASE, case.name, "taken_by"), self.counsellor)

	def test_found_in_one_step(self) -> None:
		case = self.open()
		with self.as_user(self.counsellor), standing_at(at(30)):
			api.record_located(case.name, str(at(25)), "In Hospital", "校医院 输液室", "王医生")
		case.reload()
		self.assertEqual((case.status, case.located_at, case.found_by), ("Located", at(25), "王医生"))
		self.assertEqual((case.events[-1].kind, case.events[-1].note), ("Located", "王医生 · 校医院 输液室"))

	def test_nothing_left_out_and_nobody_else(self) -> None:
		case = self.open()
		refused = (
			(self.counsellor, at(25), "", "校医院", CaseStepError),
			(self.counsellor, at(25), "In Hospital", " ", CaseStepError),
			(self.counsellor, at(-120), "In Hospital", "校医院", frappe.ValidationError),
			(self.counsellor, at(45), "In Hospital", "校医院", frappe.ValidationError),
			(self.counsellor, at(25), "Marked by Mistake", "校医院", CaseStepError),
			(self.other_dorm, at(25), "In Hospital", "校医院", frappe.PermissionError),
			(self.leader, at(25), "In Hospital", "校医院", frappe.PermissionError),
		)
		for user, when, outcome, where, error in refused:
			with self.subTest(user, outcome=outcome), self.as_user(user), standing_at(at(30)):
				self.assertRaises(error, api.record_located, case.name, str(when), outcome, where, "王医生")
		with self.as_user(self.counsellor), standing_at(at(30)), self.assertRaises(CaseStepError):
			api.record_located(case.name, str(at(25)), "In Hospital", "校医院", " ")
		self.assertEqual(frappe.db.get_value(CASE, case.name, "status"), "Pending")
