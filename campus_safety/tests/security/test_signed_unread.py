"""Threat: somebody signs what they have never opened, or what has changed since (issue 10).

Every road by which a signature is given: forbidden to whoever has a key and has not opened this version, allowed to whoever
has. Protected records are opened when their text was, too.
"""

import ast
import json
from pathlib import Path
from urllib.parse import parse_qsl

import frappe
from frappe.utils import nowdate
from frappe.utils.verified_command import get_signed_params

import campus_safety
from campus_safety.access.rules import LOGGED, RULES
from campus_safety.records.opened import LogsOpenings
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.workflows.test_mentor_list import DOCTYPE as LIST
from campus_safety.tests.workflows.test_mentor_list import SIGN as SIGN_LIST
from campus_safety.tests.workflows.test_mentor_list import MentorListCase
from campus_safety.tests.workflows.test_risk_ledger_round import APPLY, DOCTYPE, PATH, RoundTestCase

CLOSE = "Sign Closing"
LEVEL, FACTS = "campus_safety.api.risk.sign_level_change", "campus_safety.api.risk.sign_facts"
BULK = "frappe.model.workflow.bulk_workflow_approval"
MAILED = "frappe.workflow.doctype.workflow_action.workflow_action.apply_action"
APP = Path(campus_safety.__file__).parent


class TestClosing(RoundTestCase):
	"""The end of a ledger: a step of its workflow, and so of every endpoint that takes steps or saves."""

	def roads(self, client: HttpClient, name: str) -> dict:
		doc = {"doctype": DOCTYPE, "name": name}
		whole = client.get(f"/api/resource/{DOCTYPE}/{name}").json["data"] if self.may_show else doc
		closed = {**whole, "workflow_state": "Closed"}
		value = {"doctype": DOCTYPE, "name": name, "fieldname": "workflow_state", "value": "Closed"}
		return {
			"step": lambda: client.call(APPLY, doc=frappe.as_json(doc), action=CLOSE),
			"step of many": lambda: client.call(
				BULK, doctype=DOCTYPE, docnames=frappe.as_json([name]), action=CLOSE
			),
			"mailed step": lambda: client.get(f"/api/method/{MAILED}", **self.mailed(name)),
			"plain save": lambda: client.put(f"{PATH}/{name}", workflow_state="Closed"),
			"one value": lambda: client.call("frappe.client.set_value", **value),
			"values of many": lambda: client.call(
				"frappe.client.bulk_update",
				docs=frappe.as_json([{"doctype": DOCTYPE, "docname": name, "workflow_state": "Closed"}]),
			),
			"a list's edit": lambda: client.call(
				"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
				doctype=DOCTYPE,
				docnames=frappe.as_json([name]),
				action="update",
				data=frappe.as_json({"workflow_state": "Closed"}),
			),
			"client's save": lambda: client.call("frappe.client.save", doc=frappe.as_json(closed)),
			"form's save": lambda: client.call(
				"frappe.desk.form.save.savedocs", doc=frappe.as_json(closed), action="Save"
			),
		}

	may_show = False

	def mailed(self, name: str) -> dict:
		"""The link under a button of the framework's mail."""
		link = get_signed_params(
			{
				"action": CLOSE,
				"doctype": DOCTYPE,
				"docname": name,
				"current_state": "Close Proposed",
				"user": self.world.users["lead"],
				"last_modified": str(frappe.db.get_value(DOCTYPE, name, "modified")),
			}
		)
		return dict(parse_qsl(link))

	def signed(self, name: str) -> int:
		return frappe.db.count("Campus Signature", {"parent": name, "parenttype": DOCTYPE})

	def test_nobody_signs_unread(self) -> None:
		name = self.proposed()
		lead = self.clients["lead"]
		self.touch(name)
		for opened in ("nothing", "the form", "an older version"):
			if opened == "the form":
				self.show("lead", name)
			if opened == "an older version":
				self.reveal("lead", name)
				self.touch(name)
			for road, ask in self.roads(lead, name).items():
				with self.subTest(opened=opened, road=road):
					answer = ask()
					self.assertLess(answer.status_code, 500, answer.text[:300])
					self.assertEqual((self.signed(name), self.state(name)), (0, "Close Proposed"))

	def test_only_the_text(self) -> None:
		name = self.proposed()
		self.touch(name)
		self.reveal("lead", name)
		self.assertEqual(self.step("lead", name).status_code, 417)
		self.show("lead", name)
		self.assertEqual(self.step("lead", name).status_code, 200)

	def test_it_says_so_in_chinese(self) -> None:
		name = self.proposed()
		self.touch(name)
		answer = self.clients["lead"].call(
			APPLY, doc=frappe.as_json({"doctype": DOCTYPE, "name": name}), action=CLOSE, _lang="zh"
		)
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "NotOpenedError"))
		self.assertIn(
			"签字",
			" ".join(json.loads(row)["message"] for row in json.loads(answer.json["_server_messages"])),
		)

	def test_whoever_has_read_it_signs(self) -> None:
		"""The same roads, one ledger each time: those that the framework offers to whoever may save."""
		self.may_show = True
		for road in ("step", "step of many", "plain save", "client's save"):
			with self.subTest(road=road):
				self.make_student()
				name = self.proposed()
				self.open("lead", name)
				answer = self.roads(self.clients["lead"], name)[road]()
				self.assertEqual((answer.status_code, self.signed(name)), (200, 1), answer.text[:300])
				self.remove()

	def test_the_second_reads_what_the_first_signed(self) -> None:
		"""Who opened it before the first signature has not seen that one."""
		name = self.proposed()
		self.open("psych_head", name)
		self.take("lead", name, CLOSE, "Close Proposed")
		self.assertEqual(self.step("psych_head", name).status_code, 417)
		self.take("psych_head", name, CLOSE, "Closed")

	def test_someone_elses_opening_does_not_count(self) -> None:
		name = self.proposed()
		self.touch(name)
		self.open("psych_head", name)
		self.open("counsellor", name)
		self.assertEqual(self.step("lead", name).status_code, 417)

	def step(self, as_whom: str, name: str):
		return self.clients[as_whom].call(
			APPLY, doc=frappe.as_json({"doctype": DOCTYPE, "name": name}), action=CLOSE
		)

	def touch(self, name: str) -> None:
		"""Another version, with the same content."""
		frappe.db.set_value(DOCTYPE, name, "modified", frappe.utils.now())
		frappe.db.commit()


class TestLevelAndFacts(RoundTestCase):
	def test_a_lower_level(self) -> None:
		name = self.supporting(risk_level="Red")
		row = {"date": nowdate(), "situation": "好转", "level_after": "Yellow"}
		self.assertEqual(self.save("lead", name, dispatches=[row]).status_code, 200)
		self.check(LEVEL, name)

	def test_a_correction(self) -> None:
		name = self.supporting(risk_level="Red", has_plan=1)
		answer = self.clients["counsellor"].call(
			"campus_safety.api.risk.correct_facts", ledger=name, factors=["Academic pressure"], has_plan=0
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.check(FACTS, name)

	def check(self, sign: str, name: str) -> None:
		lead = self.clients["lead"]
		for step in (lambda: None, lambda: self.show("lead", name)):
			step()
			answer = lead.call(sign, ledger=name)
			self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "NotOpenedError"))
		facts = lead.call("campus_safety.api.risk.open_facts", ledger=name, reason="审核签字")
		self.assertEqual(facts.status_code, 200, facts.text)
		self.assertEqual(lead.call(sign, ledger=name).status_code, 417, "what is in force is not the whole")
		self.reveal("lead", name)
		self.assertEqual(lead.call(sign, ledger=name).status_code, 200)


class TestMentorList(MentorListCase):
	def test_a_list(self) -> None:
		hr = self.client(self.hr)
		first = hr.call(SIGN_LIST, mentor_list=self.name)
		self.assertEqual((first.status_code, first.json["exc_type"]), (417, "NotOpenedError"))
		self.show(self.hr)
		self.client("lead").put(f"/api/resource/{LIST}/{self.name}", evaluation="另写一句")
		self.assertEqual(hr.call(SIGN_LIST, mentor_list=self.name).status_code, 417, "changed since")
		self.show(self.hr)
		self.assertEqual(hr.call(SIGN_LIST, mentor_list=self.name).status_code, 200)


class TestTheKind(CampusTestCase):
	def test_every_signed_record_logs_who_opens_it(self) -> None:
		signed = {
			field.parent
			for field in frappe.get_all("DocField", {"options": "Campus Signature"}, ["parent"])
			if field.parent in RULES
		}
		self.assertGreaterEqual(signed, {DOCTYPE, LIST})
		for doctype in signed:
			self.assertIn(doctype, LOGGED)
			self.assertTrue(issubclass(frappe.get_doc({"doctype": doctype}).__class__, LogsOpenings), doctype)
			self.assertTrue(frappe.get_hooks("doc_events")[doctype]["on_opened"], doctype)

	def test_one_place_gives_signatures(self) -> None:
		"""Whoever adds a row of the table elsewhere would go past the question whether it was opened."""
		places = {
			path.relative_to(APP).as_posix()
			for path in APP.rglob("*.py")
			if "tests" not in path.parts and not path.name.startswith("test_")
			for node in ast.walk(ast.parse(path.read_text()))
			if isinstance(node, ast.Call)
			and isinstance(node.func, ast.Attribute)
			and node.func.attr in ("append", "extend", "set")
			and node.args
			and isinstance(node.args[0], ast.Constant)
			and node.args[0].value == "signatures"
		}
		self.assertEqual(places, {"records/signing.py"})
