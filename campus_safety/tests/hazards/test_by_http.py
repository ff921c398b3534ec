"""Whoever mends does not accept, by whatever road; and nobody without business learns of a hazard or an inspection."""

import json

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.hazards.base import CAMPAIGN, HAZARD
from campus_safety.tests.http import HttpClient

API = "campus_safety.api.hazards"
REFUSED = (401, 403, 404, 417)


class ByHttp(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		kind = "接诊制度类"
		if not frappe.db.exists("Campus Hazard Category", kind):
			frappe.get_doc(
				{"doctype": "Campus Hazard Category", "category_name": kind, "needs_photo": 0}
			).insert()
		self.college = self.world.units["college_1"]
		self.mender, self.lead = self.world.users["adviser"], self.world.users["lead"]
		self.acceptor = self.world.users["counsellor"]
		self.hazard = frappe.get_doc(
			{
				"doctype": HAZARD,
				"area": frappe.get_all("Campus Safety Area", limit=1, pluck="name")[0],
				"category": kind,
				"description": "CANARY-own-hazard",
				"responsible_unit": self.college,
				"responsible_person": self.mender,
				"acceptor": self.acceptor,
				"deadline": nowdate(),
			}
		).insert()
		self.addCleanup(self.remove)
		frappe.db.commit()  # the requests read on other connections

	def remove(self) -> None:
		frappe.set_user("Administrator")
		for doctype, child in ((HAZARD, "Campus Hazard Event"), (CAMPAIGN, "Campus Inspection Row")):
			names = frappe.get_all(doctype, {"creation": (">=", self.hazard.creation)}, pluck="name")
			for name in names:
				frappe.db.delete(child, {"parent": name})
				frappe.db.delete("Campus Alert", {"reference_name": name})
				frappe.db.delete("Notification Log", {"document_name": name})
				frappe.db.delete(doctype, {"name": name})
		frappe.db.commit()  # as it was committed

	def step(self, user: str, action: str, **values):
		client = HttpClient(user)
		if values:
			answer = client.put(f"/api/resource/{HAZARD}/{self.hazard.name}", **values)
			if answer.status_code != 200:
				return answer
		frappe.db.rollback()
		doc = frappe.get_doc(HAZARD, self.hazard.name).as_json()
		return client.call("frappe.model.workflow.apply_workflow", doc=doc, action=action)

	def reach_acceptance(self) -> None:
		for user, action, values in (
			(self.lead, "Assign Hazard", {}),
			(self.mender, "Begin Rectifying", {}),
			(self.mender, "Report as Rectified", {"measure_taken": "已公布"}),
		):
			answer = self.step(user, action, **values)
			self.assertEqual(answer.status_code, 200, answer.text)

	def status(self) -> str:
		frappe.db.rollback()
		return frappe.db.get_value(HAZARD, self.hazard.name, "status")


class TestWhoMendsNeverAccepts(ByHttp):
	def test_by_the_button_by_rest_by_rows_by_cmd(self) -> None:
		self.reach_acceptance()
		client, name = HttpClient(self.mender), self.hazard.name
		path = f"/api/resource/{HAZARD}/{name}"
		events = [
			{key: row[key] and str(row[key]) for key in ("name", "kind", "user", "at", "person")}
			for row in self.events()
		]
		kept = [row for row in events if row["kind"] == "Registered"]
		stored = json.loads(frappe.get_doc(HAZARD, name).as_json())
		tries = {
			"button": lambda: self.step(self.mender, "Accept Rectification"),
			"rest": lambda: client.put(path, workflow_state="Closed"),
			"status": lambda: client.put(path, workflow_state="Closed", status="Closed"),
			"somebody else's": lambda: client.put(
				path, workflow_state="Closed", responsible_person=self.lead
			),
			"forgotten": lambda: client.put(path, workflow_state="Closed", events=kept),
			"renamed acceptor": lambda: client.put(path, acceptor=self.mender),
			"accepted by": lambda: client.put(path, accepted_by=self.lead),
			"row": lambda: client.delete(f"/api/resource/Campus Hazard Event/{events[-1]['name']}"),
			"row put": lambda: client.put(
				f"/api/resource/Campus Hazard Event/{events[-1]['name']}", user=self.lead
			),
			"set_value": lambda: client.call(
				"frappe.client.set_value",
				doctype=HAZARD,
				name=name,
				fieldname="workflow_state",
				value="Closed",
			),
			"savedocs": lambda: client.call(
				"frappe.desk.form.save.savedocs",
				doc=json.dumps({**stored, "workflow_state": "Closed"}, default=str),
				action="Save",
			),
			"cmd": lambda: client.post(
				"/",
				cmd="frappe.client.set_value",
				doctype=HAZARD,
				name=name,
				fieldname="workflow_state",
				value="Closed",
			),
			"bulk": lambda: client.call(
				"frappe.model.workflow.bulk_workflow_approval",
				docnames=json.dumps([name]),
				doctype=HAZARD,
				action="Accept Rectification",
			),
		}
		for road, attempt in tries.items():
			with self.subTest(road):
				answer = attempt()
				self.assertEqual(self.status(), "To Accept", answer.text[:300])
				if road != "bulk":  # it answers for every record by itself
					self.assertIn(answer.status_code, REFUSED, answer.text[:300])
		self.assertEqual(len(self.events()), len(events))
		answer = self.step(self.acceptor, "Accept Rectification", acceptance_note="看过")
		self.assertEqual((answer.status_code, self.status()), (200, "Closed"), answer.text[:300])

	def events(self) -> list[dict]:
		frappe.db.rollback()
		return frappe.get_all(
			"Campus Hazard Event",
			{"parent": self.hazard.name},
			["name", "kind", "user", "at", "person"],
			order_by="idx asc",
		)


class TestOutsiders(ByHttp):
	def test_they_take_no_step_and_learn_nothing(self) -> None:
		outsiders = (
			self.world.users["other_counsellor"],
			self.world.by_role[r.COLLEGE_LEAD],
			self.world.by_role[r.DORM_MANAGER],
			self.world.by_role[r.STUDENT_AFFAIRS],
			self.world.users["pupil"],
			None,
		)
		for user in outsiders:
			client = HttpClient(user)
			for answer in (
				client.get(f"/api/resource/{HAZARD}/{self.hazard.name}"),
				client.put(f"/api/resource/{HAZARD}/{self.hazard.name}", description="我的"),
				client.call(f"{API}.take_under_supervision", hazard=self.hazard.name),
				client.call(f"{API}.look_again", hazard=self.hazard.name, result="Still Mended", note="好"),
			):
				self.assertIn(answer.status_code, REFUSED, (user, answer.text[:200]))
				self.assertNotIn("CANARY-own-hazard", answer.text)
			listed = client.get(f"/api/resource/{HAZARD}", filters=[["name", "=", self.hazard.name]])
			self.assertNotIn(self.hazard.name, listed.text)

	def test_anybody_on_the_staff_reports_one_and_keeps_seeing_it(self) -> None:
		user = self.world.by_role[r.DORM_MANAGER]
		answer = HttpClient(user).post(
			f"/api/resource/{HAZARD}",
			area=self.hazard.area,
			category=self.hazard.category,
			description="楼道堆物",
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		name = answer.json["data"]["name"]
		self.assertEqual(HttpClient(user).get(f"/api/resource/{HAZARD}/{name}").status_code, 200)
		pupil = HttpClient(self.world.users["pupil"]).post(
			f"/api/resource/{HAZARD}", area=self.hazard.area, category=self.hazard.category, description="x"
		)
		self.assertIn(pupil.status_code, REFUSED)

	def test_an_inspection_is_the_units_alone(self) -> None:
		lead = HttpClient(self.lead)
		answer = lead.post(
			f"/api/resource/{CAMPAIGN}", title="接诊排查", unit=self.college, due=add_days(nowdate(), 3)
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		made = answer.json["data"]
		row = made["rows"][0]["name"]
		said = {"campaign": made["name"], "row": row, "answer": "Fine"}
		for user in (
			self.world.by_role[r.COLLEGE_LEAD],
			self.world.users["counsellor"],
			self.world.users["pupil"],
			None,
		):
			for step in ("answer", "finish", "open_hazard"):
				values = {**said, "area": self.hazard.area} if step == "open_hazard" else said
				values = {"campaign": made["name"]} if step == "finish" else values
				refused = HttpClient(user).call(f"{API}.{step}", **values)
				self.assertIn(refused.status_code, REFUSED, (user, step, refused.text[:200]))
		self.assertEqual(lead.call(f"{API}.answer", **said).status_code, 200)
		frappe.db.rollback()
		self.assertEqual(frappe.db.get_value("Campus Inspection Row", row, "answer"), "Fine")
		child = lead.put(f"/api/resource/Campus Inspection Row/{row}", answer="Problem")
		self.assertIn(child.status_code, REFUSED, child.text[:200])
