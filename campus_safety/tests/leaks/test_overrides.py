"""Framework methods that are replaced: by no other name callable, and telling nothing of rows out of reach."""

import importlib
import inspect
import pkgutil

import frappe

import campus_safety
from campus_safety import hooks
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.leaks.probes import heatmap
from campus_safety.tests.world import STUDENT

LEDGER = "Campus Risk Ledger"
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


class TestOverrides(WorldTestCase):
	def test_what_is_replaced_is_imported_nowhere_in_the_app(self) -> None:
		"""`/api/method/campus_safety.….name` would reach the framework's own function past its replacement."""
		replaced = {inspect.unwrap(frappe.get_attr(name)) for name in hooks.override_whitelisted_methods}
		looked = 0
		for found in pkgutil.walk_packages(campus_safety.__path__, "campus_safety."):
			if ".tests" in found.name or ".test_" in found.name or ".patches" in found.name:
				continue
			looked += 1
			for name, value in vars(importlib.import_module(found.name)).items():
				if inspect.isfunction(value):
					self.assertNotIn(inspect.unwrap(value), replaced, f"{found.name}.{name}")
		self.assertGreater(looked, 100)

	def test_a_filter_does_not_tell_whether_a_ledger_exists(self) -> None:
		for who in ("pupil", "far_lead", "other_counsellor", "administrator_of_site"):
			client = HttpClient(self.world.outsiders[who])
			for doctype in (LEDGER, "Campus Risk Status"):
				there, none = (
					client.call("frappe.client.get", doctype=doctype, filters={"student": student})
					for student in (STUDENT, "no-such-student")
				)
				self.assertEqual((there.status_code, none.status_code), (403, 403), f"{who}: {doctype}")
		counsellor = HttpClient(self.world.users["counsellor"])
		own = counsellor.call("frappe.client.get", doctype=LEDGER, filters={"student": STUDENT})
		self.assertEqual(own.get_json()["message"]["name"], self.world.ledger)

	def test_a_column_added_to_a_report_holds_own_rows_only(self) -> None:
		method = "frappe.desk.query_report.get_data_for_custom_field"
		asked = {"doctype": "Campus Heart Talk", "field": "content"}
		for who in ("other_counsellor", "far_lead"):
			answer = HttpClient(self.world.outsiders[who]).call(method, **asked)
			self.assertEqual(answer.status_code, 200, answer.text)
			self.assertNotIn("CANARY", answer.text, who)
		own = HttpClient(self.world.users["counsellor"]).call(method, **asked, names=[self.world.talk])
		self.assertEqual(own.get_json()["message"], {self.world.talk: "CANARY-talk-content"})
		refused = HttpClient(self.world.users["pupil"]).call(method, **asked)
		self.assertIn(refused.status_code, (403, 417))

	def test_a_tag_tells_of_own_rows_only(self) -> None:
		method = "frappe.desk.doctype.tag.tag.get_tagged_docs"
		frappe.db.set_value("Campus Heart Talk", self.world.talk, "_user_tags", ",复查")
		frappe.db.commit()  # the other side of HTTP reads it
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.set_value, "Campus Heart Talk", self.world.talk, "_user_tags", None)
		for who, seen in (("counsellor", True), ("far_counsellor", False), ("far_lead", False)):
			for tag in ("%", "%复查%"):
				with self.subTest(who=who, tag=tag):
					answer = HttpClient(self.world.users[who]).call(
						method, doctype="Campus Heart Talk", tag=tag
					)
					self.assertEqual(answer.status_code, 200, answer.text[:300])
					self.assertEqual([self.world.talk] in answer.get_json()["message"], seen)
		pupil = HttpClient(self.world.users["pupil"])
		self.assertIn(pupil.call(method, doctype="Campus Heart Talk", tag="%").status_code, (403, 417))

	def test_a_filter_in_place_of_a_name_does_not_either(self) -> None:
		for who in ("pupil", "far_lead", "other_counsellor"):
			client = HttpClient(self.world.outsiders[who])
			for doctype in (LEDGER, "Campus Risk Status"):
				there, none = (
					client.call(
						"frappe.client.set_value",
						doctype=doctype,
						name={"student": student},
						fieldname="risk_level",
						value="Green",
					)
					for student in (STUDENT, "no-such-student")
				)
				self.assertEqual((there.status_code, none.status_code), (403, 403), f"{who}: {doctype}")

	def test_the_student_number_does_not_name_a_status(self) -> None:
		client = HttpClient(self.world.outsiders["other_counsellor"])
		there, none = (
			client.get(f"/api/resource/Campus Risk Status/{student}")
			for student in (STUDENT, "no-such-student")
		)
		self.assertEqual((there.status_code, none.status_code), (403, 403))

	def test_site_administrator_reads_no_field_of_a_ledger_as_a_password(self) -> None:
		client = HttpClient(self.world.users["administrator_of_site"])
		for field in ("support_advice", "risk_level", "factor_detail"):
			answer = client.call(
				"frappe.client.get_password", doctype=LEDGER, name=self.world.ledger, fieldname=field
			)
			self.assertEqual(answer.status_code, 403, field)

	def test_nobody_gets_a_heatmap_of_rows_that_differ_by_person(self) -> None:
		for user in (*self.world.users.values(), self.world.outsiders["pupil"]):
			answer = HttpClient(user).call(CHART, chart=heatmap(LEDGER), no_cache=1)
			self.assertGreaterEqual(answer.status_code, 400, user)
			self.assertNotIn(b"dataPoints", answer.get_data(), user)

	def test_a_chart_is_not_shared_through_the_cache(self) -> None:
		chart = {
			"name": "campus-cache-probe",
			"chart_type": "Group By",
			"document_type": LEDGER,
			"group_by_type": "Count",
			"group_by_based_on": "student",
			"filters_json": "[]",
		}
		insider, far = (HttpClient(self.world.users[who]) for who in ("lead", "far_lead"))
		first = insider.call(CHART, chart=chart)
		student = {STUDENT, frappe.db.get_value("Campus Student", STUDENT, "student_name")}
		self.assertTrue(
			student & set(first.get_json()["message"]["labels"]), "v15 shows the number, v16 the name"
		)
		answer = far.call(CHART, chart=chart)
		self.assertEqual(answer.status_code, 200, answer.text)
		for word in student:
			self.assertNotIn(word, str(answer.get_json()))

	def test_a_chart_that_is_kept_is_drawn_by_its_name(self) -> None:
		"""So every workspace asks for its charts, ours and a host's."""
		chart = {
			"doctype": "Dashboard Chart",
			"chart_name": "Campus Kept Probe",
			"chart_type": "Count",
			"document_type": "ToDo",
			"based_on": "creation",
			"filters_json": "[]",
		}
		kept = frappe.get_doc(chart).insert().name
		frappe.db.commit()  # a request sees what is committed
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.delete_doc, "Dashboard Chart", kept, force=True)
		answer = HttpClient("Administrator").call(CHART, chart_name=kept, filters=[], refresh=1)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertIn("labels", answer.get_json()["message"])

	def test_workflow_states_are_counted_within_ones_own_rows(self) -> None:
		count = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
		values = {"doctype": LEDGER, "workflow_state_field": "workflow_state", "states": ["x"]}
		self.assertTrue(HttpClient(self.world.users["lead"]).call(count, **values).get_json()["message"])
		self.assertFalse(HttpClient(self.world.users["far_lead"]).call(count, **values).get_json()["message"])

	def test_who_administers_workflows_learns_which_states_are_in_use_and_no_more(self) -> None:
		"""The workflow's form asks before it saves; a refusal there is a workflow that nobody can change."""
		count = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
		asked = {"doctype": LEDGER, "states": ["x"]}
		administrator = HttpClient(self.world.users["administrator_of_site"])
		answer = administrator.call(count, workflow_state_field="workflow_state", **asked)
		self.assertEqual(answer.status_code, 200, answer.text)
		rows = answer.get_json()["message"]
		self.assertTrue(rows)
		states = set(frappe.get_all("Workflow State", pluck="name"))
		for row in rows:
			self.assertEqual(set(row), {"workflow_state", "count"})
			self.assertIn(row["workflow_state"], states)
			self.assertFalse(str(row["count"]).isdigit())
		for field in ("student", "risk_level", "unit", "status"):
			with self.subTest(field=field):
				refused = administrator.call(count, workflow_state_field=field, **asked)
				self.assertEqual(refused.status_code, 403)
				self.assertNotIn(STUDENT, refused.text)
