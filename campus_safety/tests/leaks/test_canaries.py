"""Outsiders get nothing: every confidential document × every endpoint × outsiders by turns, byte-checked with canaries."""

import json

import frappe

from campus_safety.services.risk.risk_status import get_status_of
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.leaks import probes
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import STUDENT
from campus_safety.tests.world.canaries import canary_of, secret_fields

# those who have a way to ask and a motive: at every endpoint some of them ask for every document
LIKELY = frozenset(("other_counsellor", "far_lead", "administrator_of_site", "pupil", "guest"))
COMMON = (*probes.COMMON, probes.ask_child)
CHILD_ROWS = (probes.ask_child,)
LABELS = frozenset(("没有标签", "No Tags", "_user_tags"))


class TestCanaries(WorldTestCase):
	def questions(self, of: tuple):
		"""(who, as which client, about which document, by which probes): of the likely outsiders one at every probe; of those
		with a role and no assignment, three at the common ones.
		"""
		clients = {who: HttpClient(user) for who, user in self.world.outsiders.items()}
		for place, subject in enumerate(self.world.subjects):
			outside = [who for who, user in self.world.outsiders.items() if user not in subject.insiders]
			for group, asked, at_once in (
				([who for who in outside if who in LIKELY], of, 1),
				(
					[who for who in outside if who not in LIKELY],
					[probe for probe in of if probe in COMMON],
					3,
				),
			):
				for actor, who in enumerate(group):
					mine = [
						probe
						for turn, probe in enumerate(asked, start=place)
						if has_turn(actor, len(group), turn, at_once)
					]
					if mine:
						yield who, clients[who], subject, mine

	def test_no_read_gives_a_canary(self) -> None:
		asked = 0
		for who, client, subject, mine in self.questions(probes.READS):
			for probe in mine:
				answer = probe(client, subject).get_data()
				asked += 1
				for canary in subject.canaries:
					self.assertNotIn(
						canary.encode(),
						_without_echo(answer, subject),
						f"{who}: {subject.doctype} by {_name(probe)}",
					)
		self.assertGreater(asked, 500)

	def test_nothing_tells_that_it_exists(self) -> None:
		for who, client, subject, mine in self.questions(probes.SILENT):
			listed = client.get(f"/api/resource/{subject.doctype}", limit_page_length="0").get_json() or {}
			own_rows = len(listed.get("data") or [])
			for probe in mine:
				response = probe(client, subject)
				if response.status_code < 400:
					self.assertTrue(
						_says_nothing(response, subject, own_rows),
						f"{who}: {subject.doctype} by {_name(probe)}: {response.get_data()[:200]}",
					)

	def test_child_rows_are_not_listed(self) -> None:
		for who, client, subject, mine in self.questions(CHILD_ROWS):
			for child in probes.child_tables(subject) if mine else ():
				response = probes.ask_child(client, subject, child)
				rows = (response.get_json() or {}).get("message") if response.status_code == 200 else None
				self.assertFalse(rows, f"{who}: {child}")

	def test_no_write_leaves_a_trace(self) -> None:
		before = {(subject.doctype, subject.name): _row(subject) for subject in self.world.subjects}
		shares = frappe.db.count("DocShare")
		for who, client, subject, mine in self.questions(probes.WRITES):
			for probe in mine:
				response = probe(client, subject)
				self.assertGreaterEqual(
					response.status_code, 400, f"{who}: {subject.doctype} by {_name(probe)}"
				)
		after = {(subject.doctype, subject.name): _row(subject) for subject in self.world.subjects}
		self.assertEqual(after, before)
		self.assertEqual(frappe.db.count("DocShare"), shares)

	def test_the_allowed_do_get_it(self) -> None:
		"""The same endpoints answer those whose business it is: a suite that only refuses proves nothing."""
		counsellor = HttpClient(self.world.users["counsellor"])
		status = get_status_of(STUDENT)
		self.assertIn(
			b"CANARY-home-address", counsellor.get(f"/api/resource/Campus Student/{STUDENT}").get_data()
		)
		count = counsellor.call("frappe.client.get_count", doctype="Campus Student").get_json()["message"]
		self.assertEqual(count, frappe.db.count("Campus Student", {"unit": self.world.units["class_1"]}))
		self.assertIn(
			b"CANARY-advice", counsellor.get(f"/api/resource/Campus Risk Status/{status}").get_data()
		)
		ledger = counsellor.get(f"/api/resource/Campus Risk Ledger/{self.world.ledger}")
		self.assertEqual(ledger.status_code, 200)
		self.assertNotIn(
			b"CANARY-factor-detail", ledger.get_data(), "plain narrative is on the wire only when revealed"
		)
		opened = counsellor.call(
			"campus_safety.api.records.reveal",
			doctype="Campus Risk Ledger",
			name=self.world.ledger,
			reason="谈话前查看",
		).get_json()["message"]
		self.assertEqual(opened["fields"]["factor_detail"], "CANARY-factor-detail")
		lead = HttpClient(self.world.users["lead"])
		found = lead.call("frappe.desk.search.search_link", doctype="Campus Student", txt="W2026").get_json()
		self.assertIn(STUDENT, json.dumps(found))
		adviser = HttpClient(self.world.users["adviser"])
		self.assertEqual(
			adviser.get(f"/api/resource/Campus Risk Ledger/{self.world.ledger}").status_code, 403
		)
		self.assertEqual(adviser.get(f"/api/resource/Campus Risk Status/{status}").status_code, 200)

	def test_plain_narrative_is_nowhere_in_the_database(self) -> None:
		for table in frappe.db.get_tables():
			if not table.startswith("tabCampus Risk Ledger"):
				continue
			for row in frappe.db.sql(f"select * from `{table}`", as_dict=True):
				text = json.dumps(row, default=str)
				for field in secret_fields("Campus Risk Ledger"):
					self.assertNotIn(canary_of(field), text, table)


def _name(probe) -> str:
	return getattr(probe, "__name__", repr(probe))


def _without_echo(answer: bytes, subject) -> bytes:
	"""Refusals repeat the name that was asked for; that tells nothing new."""
	return answer.replace(subject.name.encode(), b"") if subject.name in subject.canaries else answer


def _says_nothing(response, subject, own_rows: int) -> bool:
	"""No number but that of the caller's own rows and no text but what was asked, anywhere in the answer."""
	body = response.get_json(silent=True)
	message = (
		body.get("message", body.get("data")) if isinstance(body, dict) else None
	)  # v2 of the API says data
	return all(leaf in (None, 0, own_rows, "", subject.name) or leaf in LABELS for leaf in _leaves(message))


def _leaves(node):
	if isinstance(node, dict):
		node = list(node.values())
	if not isinstance(node, list):
		yield node
		return
	for item in node:
		yield from _leaves(item)


def _row(subject) -> dict:
	frappe.db.rollback()
	return frappe.db.get_value(subject.doctype, subject.name, "*", as_dict=True)
