"""One line proves that a report was there by then, to whoever has Python and the public key, and tells nothing of it."""

import os
import subprocess
import sys
from datetime import timedelta
from tempfile import NamedTemporaryFile
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from campus_safety.api import reports as api
from campus_safety.domain.incidents import receipt
from campus_safety.domain.seal import check_proof
from campus_safety.engines.seal import checkpoints, keys
from campus_safety.exceptions import CodeError, ReportStepError
from campus_safety.services.incidents import filing, floods
from campus_safety.services.incidents.filing import Told
from campus_safety.tests.bases.incidents import REPORT, ReportTestCase


class TestProvable(ReportTestCase):
	def prove(self, code: str, now=None) -> str:
		now = now or now_datetime()
		given = floods.begin(floods.LOOK, now - timedelta(seconds=floods.floods.LONGEST_WAIT))
		return api.prove(given["token"], code)

	def run_alone(self, text: str, *key: str) -> int:
		with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
			file.write(text)
		self.addCleanup(os.unlink, file.name)
		command = [sys.executable, "-I", "-S", check_proof.__file__, file.name, *key]
		return subprocess.run(command, capture_output=True, check=False).returncode

	def test_by_the_code_after_the_night(self) -> None:
		code = self.tell("南操场器材间后面有人打架").code
		report = self.newest().name
		self.assertEqual(self.prove(code), "")
		checkpoints.take(now_datetime() + timedelta(days=800))
		line = self.prove(code)
		self.assertNotIn("\n", line)
		proof = check_proof.from_line(line)
		kind, doctype, name, version = proof["leaf"].split("\n")[:4]
		self.assertEqual((kind, doctype, name, version), ("Record", REPORT, report, "1"))
		for word in ("操场", "打架", code, receipt.digits_of(code)):
			self.assertNotIn(word, line + proof["leaf"])
		self.assertNotIn("salt", proof)
		key = keys.get_public_key(checkpoints.get_latest().key).hex()
		broken = " " + line[:50] + "\n" + line[50:]
		self.assertEqual((self.run_alone(line, key), self.run_alone(broken, key)), (0, 0))
		forged = check_proof.to_line({**proof, "leaf": proof["leaf"].replace(report, "other")})
		self.assertEqual(
			[self.run_alone(text, key) for text in (forged, line.replace("CR1|", "CR1|1"))], [1, 1]
		)
		self.assertEqual((self.run_alone(line), self.run_alone(line, "00" * 32)), (1, 1))

	def test_a_wrong_code_gets_nothing_and_costs_time(self) -> None:
		with patch.object(api.floods, "note_wrong") as noted:
			self.assertRaises(CodeError, self.prove, "0000-0000-0000-0000")
		noted.assert_called_once()
		self.assertRaises(CodeError, api.prove, "no token", "0000-0000-0000-0000")

	def test_by_the_account_its_own_alone(self) -> None:
		with self.as_user(self.intake):
			filing.file_named(Told("有人翻墙外出"), "", "", "prove-key", self.intake, now_datetime())
		report = self.newest().name
		checkpoints.take(now_datetime() + timedelta(days=800))
		with self.as_user(self.intake):
			self.assertTrue(api.prove_mine(report).startswith("CR1|"))
		with self.as_user("Administrator"):
			self.assertRaises(ReportStepError, api.prove_mine, report)

	def test_nothing_tells_that_somebody_asked(self) -> None:
		code = self.tell("图书馆后门无人看守").code
		checkpoints.take(now_datetime() + timedelta(days=800))
		before = (frappe.db.count("Campus Access Log"), frappe.db.count("Campus Seal Leaf"))
		self.prove(code)
		self.assertEqual((frappe.db.count("Campus Access Log"), frappe.db.count("Campus Seal Leaf")), before)
