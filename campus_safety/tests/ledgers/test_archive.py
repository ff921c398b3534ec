"""Everything an account may read, as files: its own reach, text closed without a reason, each file with its hash."""

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import frappe
from frappe.utils import now_datetime

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.domain.visibility import Level
from campus_safety.engines.ledgers import archive
from campus_safety.tests.base import WorldTestCase

# the world's words for these stand in a status's advice and in the access log's reasons as well, which are no secret
ALSO_TOLD = {"CANARY-advice", "CANARY-reason"}
TALK, LEDGER = "Campus Heart Talk", "Campus Risk Ledger"


class TestArchive(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		holder = TemporaryDirectory()
		self.addCleanup(holder.cleanup)
		self.folder = Path(holder.name) / "out"

	def write(self, user: str, reason: str = "") -> tuple[dict, str]:
		"""(the list, everything that stands in the records)."""
		with self.as_user(user):
			archive.write_everything(self.folder, now_datetime(), reason)
		said = json.loads((self.folder / archive.LIST).read_text(encoding="utf-8"))
		text = "".join(
			path.read_text(encoding="utf-8") for path in sorted((self.folder / "records").glob("*.jsonl"))
		)
		return said, text

	def rows(self, doctype: str) -> list[dict]:
		path = self.folder / f"records/{doctype}.jsonl"
		return (
			[json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
			if path.exists()
			else []
		)

	def test_each_file_is_named_with_its_hash_and_rows(self) -> None:
		said, _text = self.write(self.world.users["counsellor"])
		on_disk = {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}
		self.assertEqual(on_disk - {archive.LIST}, {*said["files"]})
		for path, of in said["files"].items():
			content = (self.folder / path).read_bytes()
			self.assertEqual((hashlib.sha256(content).hexdigest(), len(content)), (of["sha256"], of["bytes"]))
		self.assertEqual(said["files"][f"records/{TALK}.jsonl"]["rows"], len(self.rows(TALK)))
		self.assertTrue(any(path.startswith("ledgers/") for path in said["files"]))

	def test_it_is_the_reach_of_the_account(self) -> None:
		counsellor = self.world.users["counsellor"]
		self.write(counsellor)
		with self.as_user(counsellor):
			own = set(frappe.get_list(TALK, pluck="name", limit_page_length=0))
		self.assertIn(self.world.talk, own)
		self.assertEqual({row["name"] for row in self.rows(TALK)}, own)

	def test_an_outsider_carries_nothing_of_it_away(self) -> None:
		for subject in self.world.subjects:
			if subject.doctype == TALK:
				canaries, insiders = subject.canaries, {*subject.insiders}
		outsider = next(user for user in self.world.outsiders.values() if user not in insiders)
		_said, text = self.write(outsider)
		for canary in canaries:
			self.assertNotIn(canary, text)
		self.assertNotIn(self.world.talk, {row["name"] for row in self.rows(TALK)})

	def secrets(self) -> set[str]:
		"""What lies in secret fields as ciphertext, as it would stand in a file; a telephone may stand elsewhere rightly."""
		plain = {
			decrypt(token)
			for doctype, rule in RULES.items()
			if rule.level.is_protected
			for field in rule.secrets
			for token in frappe.get_all(doctype, pluck=field)
			if is_encrypted(token)
		}
		return {json.dumps(text, ensure_ascii=False) for text in plain - ALSO_TOLD if not text.isdigit()}

	def test_protected_records_stay_without_a_reason(self) -> None:
		said, text = self.write(self.world.by_role["Campus Psych Head"])
		protected = {name for name, rule in RULES.items() if rule.level.is_protected and not rule.parent}
		self.assertLessEqual(protected, {*said["left_out"]})
		self.assertFalse(protected & {Path(path).stem for path in said["files"]})
		self.assertNotIn("enc:1:", text)
		self.assertEqual([secret for secret in self.secrets() if secret in text], [])

	def test_with_a_reason_it_is_opened_and_each_record_logged(self) -> None:
		head, reason = self.world.by_role["Campus Psych Head"], "学校更换系统，移交全部台账"
		said, text = self.write(head, reason)
		self.assertTrue([secret for secret in self.secrets() if secret in text])
		innermost = {name for name, rule in RULES.items() if rule.level is Level.L4 and not rule.parent}
		self.assertLessEqual(innermost, {*said["left_out"]})
		self.assertFalse(innermost & {Path(path).stem for path in said["files"]})
		for row in self.rows(LEDGER):
			line = {
				"action": "Export",
				"reference_doctype": LEDGER,
				"reference_name": row["name"],
				"user": head,
			}
			self.assertTrue(frappe.db.exists("Campus Access Log", line))

	def test_the_administrator_opens_nothing(self) -> None:
		said, text = self.write("Administrator", "学校更换系统，移交全部台账")
		self.assertEqual([secret for secret in self.secrets() if secret in text], [])
		protected = {name for name, rule in RULES.items() if rule.level.is_protected}
		self.assertFalse(
			protected & {Path(path).stem for path in said["files"] if path.startswith("records/")}
		)

	def test_a_folder_in_which_something_lies_is_left_alone(self) -> None:
		self.folder.mkdir()
		(self.folder / "there").write_text("x")
		self.assertRaises(FileExistsError, archive.write_everything, self.folder, now_datetime())
