"""State of a status: the school's workflow decides which, and without a workflow the status speaks for itself."""

import frappe
from frappe.utils import now_datetime

from campus_safety.declared import WORKFLOWS
from campus_safety.records.states import state_of
from campus_safety.services.presence import absence_cases
from campus_safety.services.presence.absence_cases import CASE, Found
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, forget_documents

STUDENT = "ST2026001"


class TestStateOf(CampusTestCase):
	def test_every_status_of_every_workflow_has_a_state_that_means_it(self) -> None:
		for doctype, table in WORKFLOWS.items():
			for state in table.states:
				with self.subTest(doctype=doctype, status=state.status):
					self.assertTrue(
						frappe.db.exists(
							"Workflow Document State",
							{
								"parent": frappe.get_meta(doctype).get_workflow(),
								"state": state_of(doctype, state.status),
								"update_field": "status",
								"update_value": state.status,
							},
						)
					)

	def test_a_case_goes_its_way_without_a_workflow(self) -> None:
		make.make_term()
		make.make_student(STUDENT, make.make_unit("状态班", parent=make.make_unit("状态学院", "College")))
		frappe.db.set_value("Workflow", WORKFLOWS[CASE].workflow_name, "is_active", 0)
		forget_documents()
		(name,) = absence_cases.open_cases([Found(STUDENT, "Report", now_datetime())], now_datetime())
		self.assertEqual(self.where(name), ("Pending", "Pending"))
		absence_cases.take(frappe.get_doc(CASE, name), now_datetime())
		self.assertEqual(self.where(name), ("Checking", "Checking"))

	def where(self, name: str) -> tuple[str, str]:
		return frappe.db.get_value(CASE, name, ["status", "workflow_state"])
