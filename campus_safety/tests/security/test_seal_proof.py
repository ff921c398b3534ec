"""One record is proved to an outsider; what is erased leaves every proof valid; the old chain of the access log is kept."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from tempfile import NamedTemporaryFile

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.seal import check_proof
from campus_safety.domain.seal.leaf import canonical, digest
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import (
	checkpoints,
	content,
	erasure,
	old_chain,
	proof,
	verify,
)
from campus_safety.tests import factories as make
from campus_safety.tests.bases.seal import SealCase

LEAF, LOG, TALK, LEDGER = "Campus Seal Leaf", "Campus Access Log", "Campus Heart Talk", "Campus Risk Ledger"
TREE, CHECKPOINT, CHECK = "Campus Seal Tree", "Campus Seal Checkpoint", "Campus Seal Check"


class TestProof(SealCase):
	def test_one_record_is_proved_by_python_alone(self) -> None:
		talk = make.make_talk(self.student, content="用于证明")
		for _number in range(3):
			access_log.record("Reveal", LEDGER, "abc", reason="谈话前查看")
		self.assertIsNone(proof.get_proof(TALK, talk.name))
		checkpoints.take(now_datetime() + timedelta(days=500))
		made = proof.get_proof(TALK, talk.name, with_content=True)
		self.assertEqual(self.run_alone(made), 0)
		self.assertEqual(check_proof.check(made), [])
		for bent in (
			{**made, "content": made["content"].replace("用于证明", "从未谈过")},
			{**made, "leaf": made["leaf"].replace("Administrator", "somebody")},
			{**made, "index": made["index"] - 1},
			{**made, "path": made["path"][::-1]} if len(set(made["path"])) > 1 else {**made, "path": []},
			{**made, "public_key": "00" * 32},
		):
			self.assertEqual(self.run_alone(bent), 1)

	def run_alone(self, made: dict) -> int:
		"""Exit code of the verifier, in an interpreter without site packages."""
		with NamedTemporaryFile("w", suffix=".json", encoding="utf-8", delete=False) as file:
			json.dump(made, file, ensure_ascii=False)
		self.addCleanup(os.unlink, file.name)
		return subprocess.run(
			[sys.executable, "-I", "-S", check_proof.__file__, file.name], capture_output=True, check=False
		).returncode


class TestErasure(SealCase):
	def test_content_and_salt_go_and_every_proof_holds(self) -> None:
		gone, stays = (make.make_talk(self.student, content=text) for text in ("到期删除", "继续保存"))
		self.change(gone, {"content": "到期删除，第二版"})
		checkpoints.take(now_datetime() + timedelta(days=600))
		versions = [leaf.version for leaf in self.leaves_of(gone)]
		before = [proof.get_proof(TALK, gone.name, version) for version in versions]
		self.assertEqual(erasure.erase(TALK, [gone.name], "保存期满"), 1)
		self.assertFalse(frappe.db.exists(TALK, gone.name))
		self.assertEqual(self.kinds_of(gone), ["Record", "Record", "Erased"])
		self.assertEqual({leaf.salt for leaf in self.leaves_of(gone)[:2]}, {""})
		self.assertEqual([proof.get_proof(TALK, gone.name, version) for version in versions], before)
		self.assertEqual([check_proof.check(each) for each in before], [[], []])
		self.assertEqual(check_proof.check(proof.get_proof(TALK, stays.name, with_content=True)), [])
		found = verify.check(None, now_datetime())
		self.assertEqual([each for each in found["findings"] if each["name"] in (gone.name, stays.name)], [])

	def test_nothing_that_is_left_tells_what_it_was(self) -> None:
		talk = make.make_talk(self.student, content="到期删除", mental_state="Fluctuating")
		text = canonical(content.read_contents(TALK, [talk.name], content.get_layout(TALK))[talk.name])
		erasure.erase(TALK, [talk.name], "保存期满")
		leaf = self.leaves_of(talk)[0]
		self.assertNotEqual(digest(bytes.fromhex(leaf.salt), text), leaf.digest)  # even who knows it all


class TestOldChain(SealCase):
	"""Entries as versions before the seal wrote them."""

	def write(self, number: int, previous: str) -> str:
		entry = frappe.get_doc(
			{
				"doctype": LOG,
				"sequence": number,
				"at": "2026-11-01 08:00:00",
				"user": "Administrator",
				"action": "Reveal",
				"reference_doctype": LEDGER,
				"reference_name": f"old{number}",
				"reason": f"第{number}次",
				"ip": "",
				"previous_hash": previous,
			}
		)
		entry.hash = old_chain.hash_of(entry)
		entry.db_insert()
		return entry.hash

	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.delete(LOG)
		frappe.db.delete(LEAF, {"reference_doctype": LOG})
		self.last = ""
		for number in range(5):
			self.last = self.write(number, self.last)

	def test_it_is_walked_and_its_end_is_the_first_leaf(self) -> None:
		old_chain.begin()
		self.assertEqual(frappe.db.get_value(LEAF, {"kind": "Chain"}, "digest"), self.last)
		self.assertEqual(old_chain.verify(page=2), old_chain.Verdict(5, None, self.last))
		access_log.record("Reveal", LEDGER, "new", reason="新的一条")
		self.assertEqual(old_chain.verify().entries, 5)

	def test_changed_removed_and_cut_entries_are_found(self) -> None:
		old_chain.begin()
		frappe.db.set_value(LOG, {"sequence": 2}, "reason", "从未查看", update_modified=False)
		self.assertEqual(old_chain.verify().broken_at, 2)
		frappe.db.delete(LOG, {"sequence": 2})
		self.assertEqual(old_chain.verify().broken_at, 2)
		faults = [each["fault"] for each in verify.check(None, now_datetime())["findings"]]
		self.assertIn("Old Chain Broken", faults)
		frappe.db.delete(LOG, {"sequence": (">", 1)})
		self.assertEqual(old_chain.verify().broken_at, 2)
