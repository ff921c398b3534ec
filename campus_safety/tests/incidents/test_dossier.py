"""The due-diligence dossier: in the order of the court, of the maker's own rights alone, checked by an outsider's Python."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime, timedelta
from tempfile import TemporaryDirectory

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.api import dossier as api
from campus_safety.declared import TIMELINE
from campus_safety.domain import roles as r
from campus_safety.domain.incidents.dossier import PLACES, Section, get_clock
from campus_safety.domain.seal import tree
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import checkpoints, proof, proofs
from campus_safety.exceptions import DossierError
from campus_safety.services.incidents.dossier import making, papers
from campus_safety.services.incidents.dossier.subject import Subject
from campus_safety.tests import factories as make
from campus_safety.tests.bases.emergencies import INCIDENT, EmergencyTestCase

REASON = "法院调取，核对履职过程"
LOG = access_log.DOCTYPE


class DossierTestCase(EmergencyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.talk = make.make_talk(self.student)
		self.incident = self.end(self.open(place="档案测试楼"))
		self.incident.append(
			"people",
			{"student": self.student, "harm": "Injured", "added_at": now_datetime(), "why_not": "x"},
		)
		with self.incident.as_app():
			self.incident.save()

	def subject(self, student: str | None = None, person: str | None = None) -> Subject:
		return Subject(student, person, add_days(getdate(), -30), add_days(getdate(), 1))

	def make(self, user: str, student: str | None = None, person: str | None = None, action: str = "Print"):
		with self.as_user(user):
			return making.make(self.subject(student, person), REASON, action, now_datetime())

	def records(self, dossier) -> set[tuple[str, str]]:
		return {(line.doctype, line.name) for line in dossier.lines if line.name}


class TestWhoMakesOne(DossierTestCase):
	def test_others_get_nothing_and_administrators_neither(self) -> None:
		for user in (self.guard, self.stranger, self.counsellor, "Administrator", "Guest"):
			for about in ((self.student, None), (None, self.safety)):
				with self.subTest(user=user, about=about):
					self.assertRaises(frappe.PermissionError, self.make, user, *about)
		self.assertFalse(frappe.db.exists(LOG, {"reason": ("like", "%[Dossier]%"), "user": self.guard}))

	def test_everybody_about_themselves_and_the_students_they_see(self) -> None:
		made = self.make(self.counsellor, self.student, self.counsellor)
		self.assertEqual(made.content["person"], self.counsellor)
		self.assertRaises(frappe.PermissionError, self.make, self.stranger, self.student, self.stranger)

	def test_a_student_out_of_reach_is_like_none(self) -> None:
		hr = self.world.by_role[r.HR_OFFICE]
		for student in (self.student, "no such student"):
			self.assertRaises(frappe.PermissionError, self.make, hr, student)

	def test_a_period_and_somebody_are_needed(self) -> None:
		wrong = (
			Subject(None, None, date(2026, 1, 1), date(2026, 2, 1)),
			Subject(None, self.safety, date(2026, 2, 1), date(2026, 1, 1)),
			Subject(None, self.safety, date(2016, 2, 1), date(2026, 1, 1)),
			Subject(None, "nobody@x.test", date(2026, 1, 1), date(2026, 2, 1)),
		)
		with self.as_user(self.leader):
			for each in wrong:
				self.assertRaises(DossierError, making.make, each, REASON, "Print", now_datetime())
			self.assertRaises(
				frappe.ValidationError,
				making.make,
				self.subject(None, self.safety),
				"",
				"Print",
				now_datetime(),
			)

	def test_by_a_request_of_ones_own_alone(self) -> None:
		with self.as_user(self.leader):
			self.assertRaises(
				frappe.PermissionError, api.print_dossier, "2026-01-01", "2026-02-01", REASON, self.student
			)


class TestWhatItHolds(DossierTestCase):
	def test_never_more_than_its_maker_may_open(self) -> None:
		for user in (self.safety, self.leader):
			made = self.make(user, self.student)
			self.assertIn((INCIDENT, self.incident.name), self.records(made))
			with self.as_user(user):
				for doctype, name in self.records(made):
					self.assertTrue(
						frappe.has_permission(doctype, "read", doc=name), f"{user} {doctype} {name}"
					)
		own = self.make(self.counsellor, self.student, self.counsellor)
		self.assertIn((self.talk.doctype, self.talk.name), self.records(own))
		with self.as_user(self.safety):
			may = frappe.has_permission(self.talk.doctype, "read", doc=self.talk.name)
		self.assertEqual(
			(self.talk.doctype, self.talk.name) in self.records(self.make(self.safety, self.student)),
			bool(may),
		)

	def test_in_the_order_of_the_court(self) -> None:
		made = self.make(self.safety, self.student)
		order = [list(Section).index(line.section) for line in made.lines]
		self.assertEqual(order, sorted(order))
		self.assertLessEqual({Section.SIGN, Section.DONE}, {line.section for line in made.lines})
		acted = [line for line in made.lines if line.doctype == INCIDENT]
		self.assertTrue(all(line.written and line.sealed for line in acted))

	def test_what_the_person_could_not_see_is_of_what_the_maker_sees(self) -> None:
		made = self.make(self.safety, self.student, self.stranger)
		self.assertTrue(made.content["not_seen"])
		self.assertTrue(any(self.incident.name in line for line in made.content["not_seen"]))
		own = self.make(self.counsellor, None, self.counsellor)
		self.assertEqual(own.content["not_seen"], [])

	def test_gaps_are_said(self) -> None:
		made = self.make(self.safety, self.student)
		self.assertGreater(len(made.content["honest"]), 1)

	def test_every_moment_that_is_placed_is_in_the_timeline(self) -> None:
		there = {(source.doctype, moment.date_field) for source in TIMELINE for moment in source.moments}
		self.assertEqual(set(PLACES) - there, set())

	def test_it_is_logged_with_its_digest_and_told(self) -> None:
		made = self.make(self.safety, self.student, self.counsellor, "Export")
		entry = frappe.get_last_doc(LOG, {"user": self.safety, "action": "Export"})
		self.assertEqual((entry.reference_name, entry.student), (self.student, self.student))
		for part in (made.number, made.digest, REASON):
			self.assertIn(part, entry.reason)
		told = frappe.get_all("Notification Log", {"for_user": self.counsellor}, pluck="subject")
		self.assertTrue(any(made.number in subject for subject in told))
		self.make(self.counsellor, None, self.counsellor)
		self.assertEqual(len(frappe.get_all("Notification Log", {"for_user": self.counsellor})), len(told))

	def test_a_case_that_is_open_is_not_given_away(self) -> None:
		judge = make.make_user("judge@dossier.test", r.DISCIPLINE_OFFICE)
		with self.as_user(judge):
			case = frappe.get_doc(
				{
					"doctype": "Campus Accountability Case",
					"incident": self.incident.name,
					"clue": "x",
					"persons": [{"person": self.safety, "duty": "值守"}],
				}
			).insert()
			apply_workflow(case.as_dict(), "Verify the Clue")
		before = len(frappe.get_all("Notification Log", {"for_user": self.safety}))
		by_judge = self.make(judge, None, self.safety)
		self.assertIn(("Campus Accountability Case", case.name), self.records(by_judge))
		self.assertEqual(len(frappe.get_all("Notification Log", {"for_user": self.safety})), before)
		own = self.make(self.safety, None, self.safety)
		self.assertNotIn(case.name, own.text)


class TestProof(DossierTestCase):
	def test_an_outsider_checks_it_without_the_server(self) -> None:
		checkpoints.take(now_datetime() + timedelta(days=700))
		made = self.make(self.safety, self.student, action="Export")
		proved = [line for line in made.content["lines"] if line["proof"]]
		self.assertGreater(len(proved), 3)
		with zipfile.ZipFile(io.BytesIO(papers.package(made))) as folder:
			self.assertEqual(len(folder.namelist()), 3)
			self.assertTrue(folder.read(f"{made.number}.xlsx").startswith(b"PK"))
			script = folder.read("verify_dossier.py").decode()
			text = folder.read("dossier.json").decode()
		self.assertNotIn("campus_safety.", script)
		key = proved[0]["proof"]["public_key"]
		code, said = self.run_alone(script, text, key)
		self.assertEqual(code, 0, said)
		self.assertIn(made.digest, said)
		self.assertEqual(self.run_alone(script, text, "00" * 32)[0], 1)
		self.assertEqual(self.run_alone(script, text, "00" * 32, key)[0], 0, "one of several keys")
		for bend in (self.bend_time, self.bend_record, self.bend_leaf):
			self.assertEqual(self.run_alone(script, bend(text), key)[0], 1, bend.__name__)
		for change in (self.leave_out, self.reword, self.take_proof, self.take_change, self.take_signature):
			code, said = self.run_alone(script, self.bend(text, change), key)
			self.assertEqual(code, 1, change.__name__)
			self.assertIn("not signed", said)

	def bend(self, text: str, change) -> str:
		content = json.loads(text)
		change(content)
		return json.dumps(content)

	def leave_out(self, content: dict) -> None:
		del content["lines"][0]

	def reword(self, content: dict) -> None:
		content["lines"][0]["what"] = "一切正常"

	def take_proof(self, content: dict) -> None:
		"""Without its proof a line may say what it likes."""
		line = next(line for line in content["lines"] if line["proof"])
		line.update(proof=None, sealed="2020-01-01 00:00:00.000000")

	def take_change(self, content: dict) -> None:
		content["honest"] = []

	def take_signature(self, content: dict) -> None:
		del content["signature"]

	def bend_time(self, text: str) -> str:
		content = json.loads(text)
		line = next(line for line in content["lines"] if line["proof"])
		line["sealed"] = "2020-01-01 00:00:00.000000"
		return json.dumps(content)

	def bend_record(self, text: str) -> str:
		content = json.loads(text)
		line = next(line for line in content["lines"] if line["proof"])
		line["record"][1] = "another"
		return json.dumps(content)

	def bend_leaf(self, text: str) -> str:
		content = json.loads(text)
		line = next(line for line in content["lines"] if line["proof"])
		line["proof"]["leaf"] = line["proof"]["leaf"].replace(line["record"][0], "Campus Heart Talks")
		return json.dumps(content)

	def run_alone(self, script: str, text: str, *keys: str) -> tuple[int, str]:
		with TemporaryDirectory() as folder:
			for name, content in (("verify_dossier.py", script), ("dossier.json", text)):
				with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
					file.write(content)
			done = subprocess.run(
				[sys.executable, "-I", "-S", "verify_dossier.py", "dossier.json", *keys],
				cwd=folder,
				capture_output=True,
				check=False,
			)
		return done.returncode, (done.stdout + done.stderr).decode()

	def test_many_proofs_are_those_of_one_by_one(self) -> None:
		checkpoints.take(now_datetime() + timedelta(days=700))
		leaves = frappe.get_all(
			proof.LEAF,
			{"reference_doctype": INCIDENT, "reference_name": self.incident.name},
			["version", "sequence"],
		)
		many = proofs.get_proofs([leaf.sequence for leaf in leaves])
		for leaf in leaves:
			self.assertEqual(many[leaf.sequence], proof.get_proof(INCIDENT, self.incident.name, leaf.version))
		frappe.cache.set_value(proofs.KEPT, {0: b"x" * 32})
		self.assertEqual(proofs.get_proofs([leaf.sequence for leaf in leaves]), many)

	def test_perfect_parts_make_every_run(self) -> None:
		leaves = [tree.leaf_hash(bytes([number])) for number in range(77)]
		for index in range(77):
			for first, last in tree.siblings(index, 77):
				node = None
				for start, size in reversed([*proofs.perfect_parts(first, last)]):
					part = tree.root_of(leaves[start : start + size])
					node = part if node is None else tree.node_hash(part, node)
				self.assertEqual(node, tree.root_of(leaves[first:last]))

	def test_on_paper(self) -> None:
		made = self.make(self.leader, self.student, self.counsellor)
		page = papers.print_page(made)
		for words in (made.number, made.digest, "尽职免责档案", "首次"):
			self.assertIn(words, page)


class TestClock(DossierTestCase):
	def test_from_the_first_sign_to_the_first_call_after_it(self) -> None:
		sign, day = datetime(2026, 11, 1, 22, 30), date(2026, 11, 1)
		early, call = datetime(2026, 11, 1, 8), datetime(2026, 11, 1, 23, 15)
		self.assertEqual(get_clock([sign], [early, call])["minutes"], 45)
		self.assertIsNone(get_clock([sign], [early])["call"])
		by_day = get_clock([day], [call])
		self.assertEqual((by_day["minutes"], by_day["days"]), (None, 0))
		self.assertIsNone(get_clock([], [call])["sign"])
		self.assertIsNone(get_clock([], [call])["call"])
