"""The assessment's whole round over HTTP, and that nothing decided is computed again or changed (domain §20)."""

import json

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.duties import events, generate, rules
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

DOCTYPE = "Campus Accountability Assessment"
PATH = f"/api/resource/{DOCTYPE}"
APPLY = "frappe.model.workflow.apply_workflow"
API = "campus_safety.api.assessment"
RULE = "考核往返测试"
OBLIGATION = generate.OBLIGATION
REFUSED = (401, 403, 404, 417)


class AssessmentTestCase(WorldTestCase):
	"""One rule with two duties of the counsellor: one done, one overdue; removed afterwards."""

	def setUp(self) -> None:
		super().setUp()
		self.addCleanup(self.remove)
		self.counsellor = self.world.users["counsellor"]
		self.clients = {
			"quality": HttpClient(self.world.by_role[r.QUALITY_OFFICE]),
			"hr": HttpClient(self.world.by_role[r.HR_OFFICE]),
			"discipline": HttpClient(self.world.by_role[r.DISCIPLINE_OFFICE]),
			"leader": HttpClient(self.world.by_role[r.SCHOOL_LEADER]),
			**{
				name: HttpClient(self.world.users[name])
				for name in (
					"counsellor",
					"other_counsellor",
					"lead",
					"far_lead",
					"administrator_of_site",
					"pupil",
				)
			},
		}
		self.make_duties()

	def make_duties(self) -> None:
		frappe.get_doc(
			{
				"doctype": rules.RULE,
				"rule_name": RULE,
				"subject_type": "Student",
				"evidence_doctype": "Campus Heart Talk",
				"subject_field": "student",
				"time_field": "occurred_on",
				"period": "Month",
				"min_count": 1,
				"responsible_position": "Counsellor",
				"effective_from": "2030-01-01",
				"enabled": 0,
			}
		).insert()
		for number, state in (("1", "Done"), ("2", "Overdue")):
			frappe.get_doc(
				{
					"doctype": OBLIGATION,
					"rule": RULE,
					"subject_doctype": "Campus Student",
					"subject": STUDENT,
					"student": STUDENT,
					"names_student": 1,
					"unit": self.world.units["class_1"],
					"college": self.world.units["college_1"],
					"responsible_user": self.counsellor,
					"period_start": f"2019-0{number}-01",
					"due_date": f"2019-0{number}-28",
					"min_count": 1,
					"state": state,
				}
			).db_insert()
		frappe.db.commit()  # the requests read on other connections

	def remove(self) -> None:
		frappe.set_user("Administrator")
		names = frappe.get_all(DOCTYPE, filters={"period_from": "2019-01-01"}, pluck="name")
		for table in frappe.get_meta(DOCTYPE).get_table_fields():
			frappe.db.delete(table.options, {"parent": ("in", names or [""]), "parenttype": DOCTYPE})
		frappe.db.delete(DOCTYPE, {"period_from": "2019-01-01"})
		frappe.db.delete(OBLIGATION, {"rule": RULE})
		frappe.db.delete(rules.RULE, {"name": RULE})
		frappe.db.commit()
		events.drop_caches()

	def begin(self, as_whom: str = "quality", **values) -> str:
		answer = self.clients[as_whom].post(
			PATH,
			subject_type="Person",
			user=self.counsellor,
			period_from="2019-01-01",
			period_to="2019-12-31",
			**values,
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		return answer.json["data"]["name"]

	def act(self, as_whom: str, name: str, action: str):
		return self.clients[as_whom].call(
			APPLY, doc=json.dumps({"doctype": DOCTYPE, "name": name}), action=action
		)

	def take(self, as_whom: str, name: str, action: str, status: str) -> None:
		answer = self.act(as_whom, name, action)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(frappe.db.get_value(DOCTYPE, name, "status"), status)

	def refuse(self, answer) -> None:
		self.assertIn(answer.status_code, REFUSED, answer.text)

	def decided(self, until: str = "Archived") -> str:
		name = self.begin(incident_deductions=[{"reason": "漏查一次", "points": 5}])
		self.take("quality", name, "Submit Assessment", "Submitted")
		self.take("discipline", name, "Review Assessment", "Reviewed")
		self.take("leader", name, "Approve", "Approved")
		if until == "Archived":
			frappe.db.set_value(DOCTYPE, name, "appeal_until", add_days(nowdate(), -1))
			frappe.db.commit()
			self.take("leader", name, "Archive", "Archived")
		return name


class TestRound(AssessmentTestCase):
	def test_submitted_reviewed_approved_appealed_decided_archived(self) -> None:
		name = self.begin("hr", incident_deductions=[{"reason": "漏查一次", "points": 5}])
		doc = frappe.get_doc(DOCTYPE, name)
		self.assertEqual(
			(doc.items[0].due, doc.items[0].missed, doc.score, doc.grade), (2, 1, 45.0, "Not Qualified")
		)
		self.take("hr", name, "Submit Assessment", "Submitted")
		self.take("discipline", name, "Review Assessment", "Reviewed")
		self.take("leader", name, "Approve", "Approved")
		self.refuse(self.act("counsellor", name, "Appeal"))  # without a reason
		answer = self.clients["counsellor"].put(f"{PATH}/{name}", appeal_reason="当日请病假")
		self.assertEqual(answer.status_code, 200, answer.text)
		self.take("counsellor", name, "Appeal", "Appealed")
		self.refuse(self.clients["counsellor"].put(f"{PATH}/{name}", incident_deductions=[]))
		answer = self.clients["discipline"].put(f"{PATH}/{name}", incident_deductions=[], comment="申诉成立")
		self.assertEqual(answer.status_code, 200, answer.text)
		self.take("discipline", name, "Decide Appeal", "Reviewed")
		self.take("leader", name, "Approve", "Approved")
		self.take("leader", name, "Archive", "Archived")
		self.assertEqual(frappe.db.get_value(DOCTYPE, name, ["score", "comment"]), (50.0, "申诉成立"))

	def test_an_appeal_has_its_days(self) -> None:
		name = self.begin()
		for who, action, state in (
			("quality", "Submit Assessment", "Submitted"),
			("discipline", "Review Assessment", "Reviewed"),
			("leader", "Approve", "Approved"),
		):
			self.take(who, name, action, state)
		days = frappe.db.get_single_value("Campus Safety Settings", "appeal_days")
		self.assertEqual(str(frappe.db.get_value(DOCTYPE, name, "appeal_until")), add_days(nowdate(), days))
		self.refuse(self.act("leader", name, "Archive"))  # it would cut the appeal short
		self.clients["counsellor"].put(f"{PATH}/{name}", appeal_until="2099-01-01")
		self.assertEqual(str(frappe.db.get_value(DOCTYPE, name, "appeal_until")), add_days(nowdate(), days))
		frappe.db.set_value(DOCTYPE, name, {"appeal_until": add_days(nowdate(), -1), "appeal_reason": "迟了"})
		frappe.db.commit()
		self.refuse(self.act("counsellor", name, "Appeal"))
		self.take("leader", name, "Archive", "Archived")

	def test_each_step_is_the_right_persons(self) -> None:
		name = self.begin()
		for who in ("discipline", "leader", "counsellor", "lead", "administrator_of_site", "pupil"):
			self.refuse(self.act(who, name, "Submit Assessment"))
		self.take("quality", name, "Submit Assessment", "Submitted")
		for who in ("quality", "hr", "leader", "counsellor", "far_lead"):
			self.refuse(self.act(who, name, "Review Assessment"))
		self.take("discipline", name, "Review Assessment", "Reviewed")
		for who in ("quality", "hr", "discipline", "counsellor", "lead"):
			self.refuse(self.act(who, name, "Approve"))
		self.take("leader", name, "Approve", "Approved")
		for who in ("other_counsellor", "far_lead", "discipline"):
			self.refuse(self.act(who, name, "Appeal"))
		self.assertEqual(frappe.db.get_value(DOCTYPE, name, "status"), "Approved")

	def test_who_may_not_gets_nothing(self) -> None:
		name = self.begin()
		for who in ("counsellor", "lead", "other_counsellor", "far_lead", "administrator_of_site", "pupil"):
			with self.subTest(who):
				self.refuse(self.clients[who].get(f"{PATH}/{name}"))
				answer = self.clients[who].call(
					f"{API}.get_records", "GET", assessment=name, rule=RULE, figure="due"
				)
				self.refuse(answer)
				self.assertNotIn(STUDENT, answer.text)
		self.take("quality", name, "Submit Assessment", "Submitted")
		self.assertEqual(
			self.clients["counsellor"].get(f"{PATH}/{name}").status_code, 200, "their own, once submitted"
		)
		self.refuse(self.clients["other_counsellor"].get(f"{PATH}/{name}"))

	def test_nobody_decides_about_themselves(self) -> None:
		user = self.world.by_role[r.QUALITY_OFFICE]
		answer = self.clients["quality"].post(
			PATH, subject_type="Person", user=user, period_from="2019-01-01", period_to="2019-12-31"
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		name = answer.json["data"]["name"]
		self.refuse(self.act("quality", name, "Submit Assessment"))
		self.take("hr", name, "Submit Assessment", "Submitted")


class TestRecords(AssessmentTestCase):
	def records(self, as_whom: str, name: str, figure: str) -> dict:
		answer = self.clients[as_whom].call(
			f"{API}.get_records", "GET", assessment=name, rule=RULE, figure=figure
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		return answer.json["message"]

	def test_every_figure_opens_its_records(self) -> None:
		name = self.begin()
		item = next(row for row in frappe.get_doc(DOCTYPE, name).items if row.rule == RULE)
		for figure in ("due", "done", "late", "missed", "exempt"):
			found = self.records("quality", name, figure)
			self.assertEqual(
				(found["total"], len(found["rows"])), (item.get(figure), item.get(figure)), figure
			)
		self.refuse(
			self.clients["quality"].call(
				f"{API}.get_records", "GET", assessment=name, rule=RULE, figure="score"
			)
		)

	def test_students_are_named_only_to_whom_they_may_be_shown(self) -> None:
		name = self.begin()
		for who in ("quality", "hr", "discipline", "leader"):
			self.assertNotIn(STUDENT, json.dumps(self.records(who, name, "missed")), who)
		self.take("quality", name, "Submit Assessment", "Submitted")
		(row,) = self.records("counsellor", name, "missed")["rows"]
		self.assertEqual((row["subject"], row["state"]), (STUDENT, "Overdue"))
		self.assertIn("title", row)


class TestDecided(AssessmentTestCase):
	def test_a_draft_is_counted_anew_and_nothing_else_is(self) -> None:
		name = self.begin()
		frappe.db.set_value(OBLIGATION, {"rule": RULE, "state": "Overdue"}, "state", "Done")
		frappe.db.commit()
		for who in ("counsellor", "lead", "administrator_of_site", "pupil"):
			self.refuse(self.clients[who].call(f"{API}.recompute", assessment=name))
		answer = self.clients["quality"].call(f"{API}.recompute", assessment=name)
		self.assertEqual(answer.json["message"], {"score": 100.0, "grade": "Excellent"})
		self.take("quality", name, "Submit Assessment", "Submitted")
		self.refuse(self.clients["quality"].call(f"{API}.recompute", assessment=name))

	def test_neither_recomputed_nor_changed(self) -> None:
		for until in ("Approved", "Archived"):
			name = self.decided(until)
			before = frappe.get_doc(DOCTYPE, name).as_json()
			frappe.db.set_value(OBLIGATION, {"rule": RULE}, "state", "Done")
			frappe.db.commit()
			for who in ("quality", "hr", "discipline", "leader", "lead", "counsellor"):
				client = self.clients[who]
				with self.subTest(until=until, who=who):
					self.refuse(client.call(f"{API}.recompute", assessment=name))
					for values in (
						{"score": 100, "grade": "Excellent"},
						{"period_to": "2019-12-30"},
						{"incident_deductions": []},
						{"comment": "改"},
						{"status": "Draft"},
						{"workflow_state": "Draft"},
						{"items": []},
					):
						client.put(f"{PATH}/{name}", **values)
					for field, value in (
						("score", 100),
						("comment", "改"),
						("status", "Draft"),
						("period_to", "2019-12-30"),
					):
						client.call(
							"frappe.client.set_value",
							doctype=DOCTYPE,
							name=name,
							fieldname=field,
							value=value,
						)
					self.refuse(self.act(who, name, "Return to Draft"))
					self.refuse(client.delete(f"{PATH}/{name}"))
					self.assertEqual(self.content(name), self.content_of(json.loads(before)))
			self.remove_assessment(name)

	def content(self, name: str) -> dict:
		frappe.db.rollback()
		return self.content_of(json.loads(frappe.get_doc(DOCTYPE, name).as_json()))

	def content_of(self, doc: dict) -> dict:
		fields = (
			"status",
			"workflow_state",
			"score",
			"grade",
			"period_to",
			"comment",
			"computed_at",
			"missed_risk_duties",
		)
		rows = [
			{key: value for key, value in row.items() if key not in ("modified", "modified_by")}
			for table in ("items", "incident_deductions", "exemptions")
			for row in doc[table]
		]
		return {**{field: doc.get(field) for field in fields}, "rows": rows}

	def remove_assessment(self, name: str) -> None:
		frappe.db.set_value(OBLIGATION, {"rule": RULE, "period_start": "2019-02-01"}, "state", "Overdue")
		frappe.db.commit()

	def test_the_printed_form(self) -> None:
		name = self.decided()
		for who in ("quality", "leader", "lead"):
			answer = self.clients[who].call(
				"frappe.www.printview.get_html_and_style",
				doc=DOCTYPE,
				name=name,
				print_format="Campus Accountability Assessment Form",
			)
			self.assertEqual(answer.status_code, 200, answer.text)
			for words in ("45.00", "漏查一次", RULE, name):
				self.assertIn(words, answer.json["message"]["html"])
			self.assertNotIn(STUDENT, answer.text)
