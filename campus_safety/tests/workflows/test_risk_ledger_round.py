"""The risk ledger's whole round over HTTP, and what must not work on the way (issue 3 §5)."""

from threading import Barrier, Thread
from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate
from werkzeug.test import Client

from campus_safety.campus_risk.doctype.campus_risk_ledger.campus_risk_ledger import CampusRiskLedger
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.seal import get_bent

DOCTYPE = "Campus Risk Ledger"
PATH = f"/api/resource/{DOCTYPE}"
APPLY = "frappe.model.workflow.apply_workflow"
STAFF = ("counsellor", "other_counsellor", "lead", "psych_head", "student_affairs", "far_lead")


class RoundTestCase(WorldTestCase):
	"""Each test has a student of its own; what it committed is removed afterwards, the access log aside."""

	def setUp(self) -> None:
		super().setUp()
		self.make_student()
		self.addCleanup(self.remove)
		self.clients = {name: HttpClient(self.world.users[name]) for name in STAFF}

	def make_student(self) -> None:
		self.student = make.make_student(f"R{frappe.generate_hash(length=9)}", self.world.units["class_1"])
		frappe.db.commit()  # the requests read on other connections

	def remove(self) -> None:
		frappe.set_user("Administrator")
		names = frappe.get_all(DOCTYPE, filters={"student": self.student}, pluck="name")
		for table in frappe.get_meta(DOCTYPE).get_table_fields():
			frappe.db.delete(table.options, {"parent": ("in", names), "parenttype": DOCTYPE})
		for doctype in (DOCTYPE, "Campus Risk Status"):
			frappe.db.delete(doctype, {"student": self.student})
		for handover in frappe.get_all(
			"Campus File Handover Item", {"student": self.student}, pluck="parent"
		):
			frappe.db.delete("Campus File Handover", {"name": handover})
		for doctype in ("Campus File Handover Item", "Campus File Handover"):
			frappe.db.delete(doctype, {"student": self.student})
		frappe.db.delete("Campus Emergency Access", {"student": self.student})
		frappe.db.delete("Campus Student", {"name": self.student})
		frappe.db.commit()

	def nominate(self, **values) -> str:
		answer = self.clients["counsellor"].post(PATH, **self.nomination(**values))
		self.assertEqual(answer.status_code, 200, answer.text)
		return answer.json["data"]["name"]

	def nomination(self, **values) -> dict:
		return {
			"student": self.student,
			"discovery_source": "Talk",
			"risk_level": "Yellow",
			"risk_factors": [{"risk_factor": "Academic pressure"}],
			"factor_detail": "近两周上课走神",
			"lead": self.world.users["lead"],
			"measures": [{"measure": "每周谈话", "type": "Support", "due": add_days(nowdate(), 30)}],
			**values,
		}

	def read(self, name: str, as_whom: str = "counsellor") -> dict:
		return self.clients[as_whom].get(f"{PATH}/{name}").json["data"]

	def open(self, as_whom: str, name: str) -> None:
		"""The form, then its text: what stands before each signature."""
		self.show(as_whom, name)
		self.reveal(as_whom, name)

	def show(self, as_whom: str, name: str):
		return self.clients[as_whom].call("frappe.desk.form.load.getdoc", doctype=DOCTYPE, name=name)

	def reveal(self, as_whom: str, name: str):
		return self.clients[as_whom].call(
			"campus_safety.api.records.reveal", doctype=DOCTYPE, name=name, reason="审核签字"
		)

	def save(self, as_whom: str, name: str, **values):
		return self.clients[as_whom].put(f"{PATH}/{name}", **values)

	def act(self, as_whom: str, name: str, action: str):
		if action == "Sign Closing":
			self.open(as_whom, name)
		return self.clients[as_whom].call(
			APPLY, doc=frappe.as_json({"doctype": DOCTYPE, "name": name}), action=action
		)

	def state(self, name: str) -> str:
		return frappe.db.get_value(DOCTYPE, name, "status")

	def take(self, as_whom: str, name: str, action: str, status: str) -> None:
		answer = self.act(as_whom, name, action)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(self.state(name), status)

	def supporting(self, **values) -> str:
		name = self.nominate(**values)
		self.take("lead", name, "File Ledger", "Filed")
		self.take("counsellor", name, "Start Support", "Supporting")
		return name

	def proposed(self, **values) -> str:
		name = self.supporting(**values)
		frappe.db.set_value(DOCTYPE, name, "filed_on", add_days(nowdate(), -20))
		frappe.db.commit()
		rows = [
			{"date": add_days(nowdate(), -days), "situation": "平稳", "decision": "继续"}
			for days in (14, 7, 0)
		]
		answer = self.save("lead", name, dispatches=rows)
		self.assertEqual(answer.status_code, 200, answer.text)
		ledger = self.read(name)
		answer = self.save(
			"counsellor",
			name,
			measures=[{**row, "done": 1, "result": "已完成"} for row in ledger["measures"]],
			close_reason="连续平稳",
			close_evidence="三次调度记录",
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.take("counsellor", name, "Propose Closing", "Close Proposed")
		return name


class TestRound(RoundTestCase):
	def test_from_nomination_to_closing(self) -> None:
		name = self.proposed()
		self.take("lead", name, "Sign Closing", "Close Proposed")
		self.assertEqual(self.act("lead", name, "Sign Closing").status_code, 403, "nobody signs twice")
		self.take("psych_head", name, "Sign Closing", "Closed")
		ledger = self.read(name, "psych_head")
		self.assertEqual((ledger["closed_on"], ledger["workflow_state"]), (nowdate(), "Closed"))
		self.assertEqual(
			[row["role"] for row in ledger["signatures"]], ["Campus College Lead", "Campus Psych Head"]
		)
		actions = frappe.get_all(
			"Campus Access Log", {"reference_name": name}, pluck="action", order_by="creation asc"
		)
		self.assertEqual((actions.count("State"), actions.count("Sign")), (5, 2))
		self.assertEqual(get_bent("Campus Access Log"), [])

	def test_red_closes_with_three_keys(self) -> None:
		name = self.proposed(risk_level="Red", has_plan=1)
		self.take("lead", name, "Sign Closing", "Close Proposed")
		self.take("psych_head", name, "Sign Closing", "Close Proposed")
		self.take("student_affairs", name, "Sign Closing", "Closed")

	def test_red_is_lowered_with_two_keys(self) -> None:
		name = self.supporting(risk_level="Red")
		sign = "campus_safety.api.risk.sign_level_change"
		self.assertEqual(self.clients["lead"].call(sign, ledger=name).status_code, 417, "nothing waits")
		row = {"date": nowdate(), "situation": "好转", "level_after": "Yellow"}
		self.assertEqual(self.save("lead", name, dispatches=[row]).status_code, 200)
		self.assertEqual(self.read(name)["risk_level"], "Red")
		self.assertEqual(self.clients["counsellor"].call(sign, ledger=name).status_code, 403)
		self.assertEqual(self.clients["other_counsellor"].call(sign, ledger=name).status_code, 403)
		self.open("lead", name)
		self.assertEqual(self.clients["lead"].call(sign, ledger=name).status_code, 200)
		self.assertEqual(self.clients["lead"].call(sign, ledger=name).status_code, 403)
		self.assertEqual(
			self.clients["lead"].get(f"/api/method/{sign}", ledger=name).status_code, 403, "POST only"
		)
		self.assertEqual(self.read(name)["risk_level"], "Red")
		self.open("psych_head", name)
		self.assertTrue(self.clients["psych_head"].call(sign, ledger=name).json["message"]["in_force"])
		self.assertEqual(self.read(name)["risk_level"], "Yellow")

	def test_closing_lists_all_that_is_missing(self) -> None:
		answer = self.act("counsellor", self.supporting(), "Propose Closing")
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "LedgerCloseError"))


class TestForgedSaves(RoundTestCase):
	def test_state_level_and_signatures_are_not_for_plain_saves(self) -> None:
		name = self.supporting()
		before = self.read(name)
		signature = {"purpose": "Closed", "role": "Campus Psych Head", "user": self.world.users["psych_head"]}
		for values in (
			{"workflow_state": "Closed"},
			{"workflow_state": "Closed", "status": "Closed"},
			{"signatures": [{**signature, "signed_at": nowdate()}]},
			{"proposed_level": "Green"},
			{"risk_level": "Green"},
			{"closed_on": nowdate()},
			{"active_key": "nobody"},
			{"responsible_person": self.world.users["other_counsellor"]},
			{"student": self.world.ledger},
		):
			with self.subTest(values=values):
				answer = self.save("counsellor", name, **values)
				self.assertIn(answer.status_code, (403, 417), answer.text)
				self.assertEqual(self.read(name), before)
		self.assertEqual(self.save("counsellor", name, status="Closed").status_code, 200)
		self.assertEqual(self.state(name), "Supporting", "status follows the workflow state")

	def test_forged_from_the_start(self) -> None:
		for values in (
			{"workflow_state": "Closed", "status": "Closed"},
			{"needs_student_affairs": 1},
			{"closed_on": nowdate()},
			{
				"signatures": [
					{"purpose": "Closed", "role": "Campus Psych Head", "user": "x", "signed_at": nowdate()}
				]
			},
		):
			with self.subTest(values=values):
				answer = self.clients["counsellor"].post(PATH, **self.nomination(**values))
				self.assertIn(answer.status_code, (403, 417), answer.text)
		self.assertFalse(frappe.db.exists(DOCTYPE, {"student": self.student}))

	def test_ciphertext_of_another_ledger(self) -> None:
		name = self.nominate()
		foreign = frappe.db.get_value(DOCTYPE, self.world.ledger, "factor_detail")
		self.assertTrue(foreign.startswith("enc:1:"))
		for field in ("factor_detail", "hospital"):
			with self.subTest(field=field):
				self.assertEqual(self.save("counsellor", name, **{field: foreign}).status_code, 403)
		answer = self.save("counsellor", name, measures=[{"measure": foreign, "type": "Support"}])
		self.assertEqual(answer.status_code, 403)

	def test_saved_dispatches_stay(self) -> None:
		name = self.supporting()
		self.save("counsellor", name, dispatches=[{"date": nowdate(), "situation": "平稳"}])
		row = self.read(name)["dispatches"][0]
		for rows in (
			[],
			[{**row, "trend": "Improved"}],
			[{**row, "situation": "改写"}],
			[{**row, "convenor": self.world.users["counsellor"]}],
			[{**row, "confirmed_by": self.world.users["lead"], "confirmed_at": nowdate(), "counts": 1}],
			[{**row, "recorded_at": add_days(nowdate(), -9), "late_entry": 1}],
		):
			with self.subTest(rows=rows):
				self.assertEqual(self.save("counsellor", name, dispatches=rows).status_code, 403)
		self.assertEqual(self.read(name)["dispatches"], [row])

	def test_nobody_deletes_or_edits_a_closed_one(self) -> None:
		name = self.proposed()
		self.take("lead", name, "Sign Closing", "Close Proposed")
		self.take("psych_head", name, "Sign Closing", "Closed")
		for whom in ("counsellor", "lead", "psych_head"):
			with self.subTest(whom=whom):
				self.assertEqual(self.clients[whom].delete(f"{PATH}/{name}").status_code, 403)
		for whom in ("counsellor", "lead"):
			with self.subTest(whom=whom):
				self.assertEqual(self.save(whom, name, family_aware=1).status_code, 403)


class TestOutsiders(RoundTestCase):
	def test_the_counsellor_of_another_class_gets_nothing(self) -> None:
		name = self.supporting()
		for whom in ("other_counsellor", "far_lead"):
			client = self.clients[whom]
			with self.subTest(whom=whom):
				self.assertIn(client.get(f"{PATH}/{name}").status_code, (403, 404))
				self.assertEqual(client.get(PATH, filters=[["student", "=", self.student]]).json["data"], [])
				count = client.call(
					"frappe.client.get_count", doctype=DOCTYPE, filters={"student": self.student}
				)
				self.assertEqual(count.json["message"], 0)
				self.assertEqual(self.save(whom, name, family_aware=1).status_code, 403)
				self.assertEqual(self.act(whom, name, "Start Support").status_code, 403)
				reveal = client.call(
					"campus_safety.api.records.reveal", doctype=DOCTYPE, name=name, reason="谈话准备"
				)
				self.assertEqual(reveal.status_code, 403)
				self.assertEqual(client.post(PATH, **self.nomination()).status_code, 403)
				reassign = client.call(
					"campus_safety.api.risk.reassign_responsible", ledger=name, user=self.world.users[whom]
				)
				self.assertEqual(reassign.status_code, 403)


class TestAtTheSameTime(RoundTestCase):
	def test_the_second_of_two_savers_is_told(self) -> None:
		name = self.supporting()
		seen = self.read(name)["modified"]
		self.assertEqual(self.save("counsellor", name, modified=seen, family_aware=1).status_code, 200)
		answer = self.save("lead", name, modified=seen, medication="舍曲林")
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "TimestampMismatchError"))
		ledger = self.read(name)
		self.assertEqual((ledger["family_aware"], ledger.get("medication")), (1, None))

	def test_two_nominations_in_the_same_second(self) -> None:
		"""Both have looked and found no open ledger before either writes; the database lets one through."""
		both_looked, answers = Barrier(2, timeout=30), []
		check, nomination = CampusRiskLedger.validate_one_is_open, self.nomination()

		def look_and_wait(ledger) -> None:
			check(ledger)
			both_looked.wait()

		def request(name: str) -> None:
			from frappe.app import application

			answers.append(
				Client(application, use_cookies=False).open(
					PATH, method="POST", headers=self.clients[name].headers, json=nomination
				)
			)

		with patch.object(CampusRiskLedger, "validate_one_is_open", look_and_wait):
			threads = [Thread(target=request, args=(name,)) for name in ("counsellor", "lead")]
			for thread in threads:
				thread.start()
			for thread in threads:
				thread.join()
		frappe.db.rollback()  # a new snapshot
		self.assertEqual(sorted(answer.status_code for answer in answers), [200, 417])
		refused = next(answer for answer in answers if answer.status_code == 417)
		self.assertEqual(refused.json["exc_type"], "SecondActiveLedgerError")
		self.assertNotIn("active_key", refused.json.get("_server_messages", ""))
		self.assertEqual(frappe.db.count(DOCTYPE, {"student": self.student}), 1)
