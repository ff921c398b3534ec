"""Plan, attempt, its date and its factor: taken out by two signatures whichever way, and as secret as the text (found/fidelity.md 6, 10)."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.access.secrets import decrypt
from campus_safety.domain.risk.facts import load
from campus_safety.tests.fidelity.test_dispatches import DispatchTestCase
from campus_safety.tests.workflows.test_risk_ledger_round import DOCTYPE

ATTEMPT = "Suicide attempt history"
CORRECT, SIGN = "campus_safety.api.risk.correct_facts", "campus_safety.api.risk.sign_facts"
OPEN = "campus_safety.api.risk.open_facts"
LONG_AGO = 800


class FactsTestCase(DispatchTestCase):
	def grave(self, **values) -> str:
		"""A ledger with a plan, and an attempt of long ago."""
		return self.filed(
			40,
			**{
				"risk_level": "Red",
				"has_plan": 1,
				"attempt_date": add_days(nowdate(), -LONG_AGO),
				"risk_factors": [{"risk_factor": ATTEMPT}, {"risk_factor": "Academic pressure"}],
				**values,
			},
		)

	def facts(self, name: str):
		return load(decrypt(frappe.db.get_value(DOCTYPE, name, "danger_facts")))

	def correct(self, as_whom: str, name: str, **changes):
		known = self.facts(name)
		values = {
			"has_plan": int(known.has_plan),
			"attempt_date": known.attempt_date and str(known.attempt_date),
			"diagnosis": int(known.diagnosis),
			"factors": list(known.factors),
		}
		return self.clients[as_whom].call(CORRECT, ledger=name, **values | changes)

	def sign(self, as_whom: str, name: str, **values):
		self.open(as_whom, name)
		return self.clients[as_whom].call(SIGN, ledger=name, **values)


class TestTakingOut(FactsTestCase):
	def test_no_plain_save_takes_anything_out(self) -> None:
		name = self.grave()
		before = self.facts(name)
		for values in (
			{"has_plan": 0},
			{"attempt_date": None},
			{"attempt_date": add_days(nowdate(), -2 * LONG_AGO)},
			{"risk_factors": [{"risk_factor": "Academic pressure"}]},
			{"risk_factors": []},
			{"danger_facts": None},
			{"danger_facts": "{}"},
			{"danger_facts": frappe.db.get_value(DOCTYPE, self.world.ledger, "danger_facts")},
			{"proposed_facts": "{}"},
		):
			for whom in ("counsellor", "lead", "psych_head"):
				with self.subTest(values=values, whom=whom):
					answer = self.save(whom, name, **values)
					self.assertIn(answer.status_code, (200, 403, 417), answer.text)
					self.assertEqual(self.facts(name), before)
					self.assertIsNone(frappe.db.get_value(DOCTYPE, name, "proposed_facts"))

	def test_each_waits_for_both_keys(self) -> None:
		name = self.grave()
		before = self.facts(name)
		for changes in (
			{"has_plan": 0},
			{"attempt_date": None},
			{"attempt_date": add_days(nowdate(), -LONG_AGO - 1)},
			{"factors": ["Academic pressure"]},
		):
			with self.subTest(changes=changes):
				answer = self.correct("counsellor", name, **changes)
				self.assertEqual((answer.status_code, answer.json["message"]), (200, {"in_force": False}))
				self.assertEqual(self.facts(name), before)
				self.assertEqual(self.sign("counsellor", name).status_code, 403)
				self.assertIn(self.sign("other_counsellor", name).status_code, (403, 404))
				self.assertEqual(self.sign("lead", name).json["message"]["in_force"], False)
				self.assertEqual(self.sign("lead", name).status_code, 403, "nobody signs twice")
				self.assertEqual(self.facts(name), before)

	def test_both_keys_take_it_out(self) -> None:
		name = self.grave()
		self.correct("counsellor", name, has_plan=0, attempt_date=None, factors=["Academic pressure"])
		self.sign("lead", name)
		answer = self.sign("psych_head", name)
		self.assertEqual(answer.json["message"]["in_force"], True, answer.text)
		known = self.facts(name)
		self.assertEqual(
			(known.has_plan, known.attempt_date, known.factors), (False, None, ("Academic pressure",))
		)
		self.assertEqual(self.read(name)["risk_level"], "Red", "the level is lowered by a dispatch")
		self.assertEqual(self.sign("lead", name).status_code, 417, "nothing waits any more")

	def test_another_proposal_asks_for_both_again(self) -> None:
		name = self.grave()
		self.correct("counsellor", name, has_plan=0)
		self.sign("lead", name)
		seen = frappe.db.get_value(DOCTYPE, name, "proposed_facts")
		self.correct("counsellor", name, has_plan=0, attempt_date=None)
		self.assertEqual(self.sign("psych_head", name, proposal=seen).status_code, 417)
		self.assertEqual(self.sign("psych_head", name).json["message"]["in_force"], False)

	def test_what_is_added_is_in_force_at_once_and_ends_a_proposal(self) -> None:
		name = self.grave(has_plan=0)
		self.correct("counsellor", name, attempt_date=None)
		self.assertEqual(self.save("counsellor", name, has_plan=1).status_code, 200)
		self.assertTrue(self.facts(name).has_plan)
		self.assertIsNone(frappe.db.get_value(DOCTYPE, name, "proposed_facts"))
		self.assertEqual(
			self.correct("counsellor", name, attempt_date=nowdate()).json["message"], {"in_force": True}
		)
		self.assertEqual(str(self.facts(name).attempt_date), nowdate())

	def test_an_ordinary_factor_leaves_by_a_correction(self) -> None:
		name = self.grave()
		self.assertEqual(
			self.correct("counsellor", name, factors=[ATTEMPT]).json["message"], {"in_force": True}
		)
		self.assertEqual(self.facts(name).factors, (ATTEMPT,))
		self.assertEqual(self.correct("counsellor", name, factors=[ATTEMPT, "no such"]).status_code, 417)
		self.assertIn(self.correct("other_counsellor", name, factors=[ATTEMPT]).status_code, (403, 404))

	def test_a_nomination_with_a_plan_is_not_declined(self) -> None:
		name = self.nominate(risk_level="Red", has_plan=1)
		self.save("lead", name, decline_reason="重复提名")
		answer = self.act("lead", name, "Decline")
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "RiskLevelError"))

	def test_a_new_ledger_knows_the_attempt_of_the_old_one(self) -> None:
		first = self.grave(has_plan=0)
		self.save("lead", first, decline_reason="转校内其他学院")
		self.take("lead", first, "Hand Over", "Transferred")
		second = self.nominate(risk_level="Green")
		self.assertEqual(
			self.facts(second).factors, ("Academic pressure",), "a nominator learns nothing of it"
		)
		self.assertEqual(self.act("lead", second, "File Ledger").status_code, 417, "at least Yellow")
		self.save("lead", second, risk_level="Yellow")
		self.take("lead", second, "File Ledger", "Filed")
		self.assertIn(ATTEMPT, self.facts(second).factors)
		self.assertEqual(str(self.facts(second).attempt_date), add_days(nowdate(), -LONG_AGO))


class TestSecrecy(FactsTestCase):
	def test_nothing_of_it_is_plain_in_the_database_or_on_the_wire(self) -> None:
		name = self.grave()
		row = frappe.db.get_value(DOCTYPE, name, "*", as_dict=True)
		self.assertEqual((row.has_plan, row.attempt_date, row.diagnosis), (0, None, 0))
		self.assertEqual(frappe.db.count("Campus Risk Ledger Factor", {"parent": name}), 0)
		self.assertTrue(row.danger_facts.startswith("enc:1:"))
		date = add_days(nowdate(), -LONG_AGO)
		for answer in (
			self.clients["counsellor"].get(f"/api/resource/{DOCTYPE}/{name}"),
			self.clients["counsellor"].call(
				"frappe.desk.form.load.getdoc", "GET", doctype=DOCTYPE, name=name
			),
			self.clients["counsellor"].call("frappe.client.get", "GET", doctype=DOCTYPE, name=name),
		):
			self.assertEqual(answer.status_code, 200)
			self.assertNotIn(date, answer.text)
			self.assertNotIn(ATTEMPT, answer.text)

	def test_one_without_anything_looks_like_one_with_everything(self) -> None:
		grave, light = self.grave(), frappe.db.get_value(DOCTYPE, self.world.ledger, "danger_facts")
		self.assertEqual(len(frappe.db.get_value(DOCTYPE, grave, "danger_facts")), len(light))

	def test_the_circle_opens_it_with_a_reason(self) -> None:
		name = self.grave()
		reveal = "campus_safety.api.records.reveal"
		answer = self.clients["counsellor"].call(reveal, doctype=DOCTYPE, name=name, reason="谈话准备")
		self.assertIn(add_days(nowdate(), -LONG_AGO), answer.json["message"]["fields"]["danger_facts"])
		answer = self.clients["counsellor"].call(OPEN, ledger=name, reason="谈话准备")
		self.assertTrue(answer.json["message"]["has_plan"])
		self.assertEqual(self.clients["counsellor"].call(OPEN, ledger=name, reason="").status_code, 417)
		for whom in ("other_counsellor", "far_lead"):
			self.assertEqual(self.clients[whom].call(OPEN, ledger=name, reason="谈话准备").status_code, 403)


class TestOpenings(FactsTestCase):
	ROADS = (
		(
			"getdoc",
			lambda client, name: client.call(
				"frappe.desk.form.load.getdoc", "GET", doctype=DOCTYPE, name=name
			),
		),
		("REST", lambda client, name: client.get(f"/api/resource/{DOCTYPE}/{name}")),
		("client", lambda client, name: client.call("frappe.client.get", "GET", doctype=DOCTYPE, name=name)),
		("print", lambda client, name: client.get("/printview", doctype=DOCTYPE, name=name)),
		(
			"html",
			lambda client, name: client.call(
				"frappe.www.printview.get_html_and_style", doc=DOCTYPE, name=name
			),
		),
	)

	def lines(self, name: str, user: str) -> int:
		actions = ("in", ("Opened", "Print"))
		return frappe.db.count("Campus Access Log", {"reference_name": name, "user": user, "action": actions})

	def test_every_road_to_the_whole_record_leaves_a_line(self) -> None:
		name, user = self.grave(), self.world.users["counsellor"]
		for road, walk in self.ROADS:
			with self.subTest(road=road):
				before = self.lines(name, user)
				answer = walk(self.clients["counsellor"], name)
				self.assertEqual(answer.status_code, 200, answer.text[-300:])
				self.assertEqual(self.lines(name, user), before + 1)

	def test_whoever_is_refused_has_opened_nothing(self) -> None:
		name, user = self.grave(), self.world.users["other_counsellor"]
		for road, walk in self.ROADS:
			with self.subTest(road=road):
				self.assertNotEqual(walk(self.clients["other_counsellor"], name).status_code, 200)
		self.assertEqual(self.lines(name, user), 0)

	def test_the_line_names_the_student_and_is_sealed(self) -> None:
		name = self.grave()
		self.read(name)
		line = frappe.db.get_value(
			"Campus Access Log", {"reference_name": name, "action": "Opened", "student": self.student}
		)
		self.assertTrue(line)
		leaf = {"reference_doctype": "Campus Access Log", "reference_name": line}
		self.assertTrue(frappe.db.exists("Campus Seal Leaf", leaf))
