"""The seal: a leaf for every version of every record that is evidence, numbered, signed, proved, and forgotten when its time is over."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from campus_safety.declared import EVIDENCE
from campus_safety.domain import roles as r
from campus_safety.domain.seal.checkpoint import parse
from campus_safety.domain.seal.leaf import NO_DIGEST, canonical, digest
from campus_safety.engines.seal import (
	checkpoints,
	checks,
	content,
	keys,
	leaves,
	old_chain,
	sequence,
	verify,
)
from campus_safety.exceptions import AppendOnlyError
from campus_safety.tests import factories as make
from campus_safety.tests.bases.seal import SealCase

LEAF, LOG, TALK, LEDGER = "Campus Seal Leaf", "Campus Access Log", "Campus Heart Talk", "Campus Risk Ledger"
TREE, CHECKPOINT, CHECK = "Campus Seal Tree", "Campus Seal Checkpoint", "Campus Seal Check"


class TestLeaves(SealCase):
	def test_a_save_writes_one_with_salt_writer_and_time(self) -> None:
		talk = make.make_talk(self.student, content="第一次谈话")
		(leaf,) = self.leaves_of(talk)
		self.assertEqual((leaf.kind, leaf.algorithm, leaf.sequence), ("Record", "sha256", 0))
		self.assertEqual(leaf.writer, frappe.session.user)
		self.assertLess(abs(now_datetime() - leaf["at"]), timedelta(seconds=20))
		self.assertEqual((len(leaf.digest), len(leaf.salt), len(leaf.mark)), (64, 32, 64))
		text = canonical(content.read_contents(TALK, [talk.name], content.get_layout(TALK))[talk.name])
		self.assertEqual(digest(bytes.fromhex(leaf.salt), text), leaf.digest)

	def test_a_change_is_a_version_and_none_is_none(self) -> None:
		talk = make.make_talk(self.student, content="第一次谈话")
		frappe.get_doc(TALK, talk.name).save()
		self.assertEqual(len(self.leaves_of(talk)), 1)
		self.change(talk, {"content": "第一次谈话，补充"})
		first, second = self.leaves_of(talk)
		self.assertEqual(second.version, first.version + 1)
		self.assertNotEqual((first.salt, first.digest), (second.salt, second.digest))

	def test_a_row_is_part_of_its_record(self) -> None:
		ledger = make.make_ledger(self.student)
		before = len(self.leaves_of(ledger))
		row = ledger.measures[0]
		frappe.db.set_value(row.doctype, row.name, "idx", 7, update_modified=False)
		self.assertEqual(leaves.follow_rows(LEDGER, [ledger.name]), 1)
		self.assertEqual(len(self.leaves_of(ledger)), before + 1)

	def test_secrets_are_sealed_as_ciphertext(self) -> None:
		"""Whoever checks opens nothing; the ciphertext of the same text is another one each time."""
		ledger = make.make_ledger(self.student, factor_detail="连续三天没有上课")
		read = content.read_contents(LEDGER, [ledger.name], content.get_layout(LEDGER))[ledger.name]
		self.assertTrue(read["factor_detail"].startswith("enc:1:"))
		self.assertNotIn("连续三天", canonical(read).decode())

	def test_what_the_framework_keeps_beside_a_record_is_no_version(self) -> None:
		talk = make.make_talk(self.student, content="标签")
		frappe.db.set_value(TALK, talk.name, {"_user_tags": ",重要", "_comments": "[]"})
		self.assertEqual(leaves.follow_rows(TALK, [talk.name]), 0)

	def test_db_set_and_writes_past_the_document_are_versions(self) -> None:
		talk = make.make_talk(self.student, content="直接写入")
		talk.db_set("mental_state", "Fluctuating")
		self.assertEqual(len(self.leaves_of(talk)), 2)
		frappe.db.set_value(TALK, talk.name, "mental_state", "Stable")
		self.assertEqual(leaves.follow_rows(TALK, [talk.name, "nobody", None]), 1)
		self.assertEqual(leaves.follow_rows(TALK, [talk.name]), 0)
		self.assertEqual(leaves.follow_rows("Campus Unit", [self.unit]), 0)

	def test_a_deletion_leaves_one(self) -> None:
		visit = make.make_talk(self.student, content="误录")
		frappe.delete_doc(TALK, visit.name, force=True)
		self.assertEqual(self.kinds_of(visit), ["Record", "Deleted"])
		self.assertEqual(self.leaves_of(visit)[1].digest, NO_DIGEST)

	def test_a_renamed_student_is_a_version_of_the_records(self) -> None:
		student = make.make_student("SE2401777", self.unit)
		talk = make.make_talk(student, content="学号将更正")
		frappe.rename_doc("Campus Student", student, "SE2401778", force=True)
		self.assertEqual(len(self.leaves_of(talk)), 2)
		self.assertEqual(leaves.follow_rows(TALK, [talk.name]), 0)

	def test_who_undoes_the_record_undoes_the_leaf(self) -> None:
		frappe.db.savepoint("seal_undo")
		talk = make.make_talk(self.student, content="撤回")
		frappe.db.rollback(save_point="seal_undo")
		self.assertEqual(self.leaves_of(talk), [])

	def test_a_later_column_does_not_make_older_digests_wrong(self) -> None:
		talk = make.make_talk(self.student, content="旧版本的列")
		layout = content.get_layout(TALK)
		older = layout._replace(columns=tuple(each for each in layout.columns if each != "late_entry"))
		leaves.write_layout(TALK, older)
		text = canonical(content.read_contents(TALK, [talk.name], older)[talk.name])
		salt = bytes(16)
		leaves.write(
			[leaves.New("Record", TALK, talk.name, 99, older.name(), digest(salt, text), salt.hex())]
		)
		self.assertEqual(self.findings_of(talk), [])

	def findings_of(self, doc) -> list:
		return [each for each in verify.check(None, now_datetime())["findings"] if each["name"] == doc.name]

	def test_two_who_saw_the_same_state_get_two_numbers(self) -> None:
		"""The second one's transaction began before the first was committed; it does not fail and loses nothing."""
		talk = make.make_talk(self.student, content="两人同时")
		taken = self.leaves_of(talk)[0].version
		leaves.write([leaves.New("Record", TALK, talk.name, taken, digest="0" * 64)])
		self.assertEqual([leaf.version for leaf in self.leaves_of(talk)], [taken, taken + 1])

	def test_saving_goes_on_without_a_key_and_the_check_says_so(self) -> None:
		kept = frappe.local.conf.pop(keys.CONFIG_KEY)
		try:
			talk = make.make_talk(self.student, content="密钥丢失")
			self.assertEqual(sequence.run(now_datetime()), 0)
		finally:
			frappe.local.conf[keys.CONFIG_KEY] = kept
		self.assertEqual(self.leaves_of(talk)[0].mark, "")
		self.assertIn("Entry Not Written by the App", [each["fault"] for each in self.findings_of(talk)])

	def test_a_roll_call_is_sealed_when_it_is_locked(self) -> None:
		self.assertEqual(EVIDENCE["Campus Night Roll Call"].statuses, ("Locked",))


class TestSequence(SealCase):
	def test_numbers_follow_without_gaps_and_again_changes_nothing(self) -> None:
		sequence.run(now_datetime())
		size = sequence.get_frontier().size
		talk = make.make_talk(self.student, content="编号")
		for text in ("编号二", "编号三"):
			self.change(talk, {"content": text})
		self.assertEqual(sequence.count_waiting(), 3)
		self.assertEqual(sequence.run(now_datetime()), 3)
		self.assertEqual([leaf.sequence for leaf in self.leaves_of(talk)], [size + 1, size + 2, size + 3])
		self.assertEqual((sequence.run(now_datetime()), sequence.count_waiting()), (0, 0))
		self.assertEqual(sequence.get_frontier().size, size + 3)
		self.assertLessEqual(len(sequence.get_frontier().peaks), 20)
		self.assertEqual(frappe.db.get_value(TREE, "main", "root"), sequence.get_frontier().root().hex())

	def test_one_runner_at_a_time(self) -> None:
		with sequence.one_runner() as alone:
			self.assertTrue(alone)

	def test_the_first_leaf_is_the_end_of_the_old_chain(self) -> None:
		leaf = frappe.db.get_value(
			LEAF, {"kind": "Chain"}, ["reference_doctype", "digest", "sequence"], as_dict=True
		)
		self.assertEqual((leaf.reference_doctype, len(leaf.digest)), (LOG, 64))
		sequence.run(now_datetime())
		# other tests write at moments of their own, before the install even
		begun = frappe.get_all(LEAF, {"kind": "Begun"}, pluck="sequence")
		self.assertLess(frappe.db.get_value(LEAF, {"kind": "Chain"}, "sequence"), min(begun))
		old_chain.begin()
		self.assertEqual(frappe.db.count(LEAF, {"kind": "Chain"}), 1)

	def test_what_stood_there_before_is_sealed_once(self) -> None:
		begun = frappe.get_all(LEAF, {"kind": "Begun"}, pluck="reference_doctype")
		self.assertEqual(sorted(begun), sorted(EVIDENCE))
		number = frappe.db.count(LEAF)
		leaves.begin()
		self.assertEqual(frappe.db.count(LEAF), number)


class TestCheckpoints(SealCase):
	def take(self, days: int = 0) -> object:
		make.make_talk(self.student, content=f"第{days}天")
		return frappe.get_doc(CHECKPOINT, checkpoints.take(now_datetime() + timedelta(days=400 + days)))

	def test_signed_chained_and_once_a_day(self) -> None:
		first, second = self.take(), self.take(1)
		self.assertEqual(checkpoints.take(now_datetime() + timedelta(days=401)), second.name)
		one, other = parse(first.text), parse(second.text)
		self.assertTrue(keys.is_signed(one) and keys.is_signed(other))
		self.assertEqual(other.previous, one.fingerprint())
		self.assertGreater(other.size, one.size)
		self.assertFalse(keys.is_signed(other._replace(size=other.size + 1)))

	def test_written_by_the_app_alone(self) -> None:
		checkpoint = self.take()
		for document in (checkpoint, frappe.get_doc(LEAF, frappe.get_last_doc(LEAF).name)):
			with self.assertRaises(AppendOnlyError):
				document.save(ignore_permissions=True)
			with self.assertRaises(AppendOnlyError):
				frappe.delete_doc(document.doctype, document.name, force=True, ignore_permissions=True)

	def test_told_and_mailed_to_the_discipline_office_once(self) -> None:
		user = make.make_user("seal.discipline@case.test", r.DISCIPLINE_OFFICE)
		if not frappe.db.exists("Email Account", {"default_outgoing": 1, "enable_outgoing": 1}):
			frappe.get_doc(
				{
					"doctype": "Email Account",
					"email_account_name": "Seal Test",
					"email_id": "seal@case.test",
					"enable_outgoing": 1,
					"default_outgoing": 1,
					"smtp_server": "localhost",
					"no_smtp_authentication": 1,
				}
			).db_insert()
		checkpoint = self.take()
		mailed = checkpoints.send(checkpoint.name, now_datetime())
		self.assertGreaterEqual(mailed, 1)
		self.assertEqual(checkpoints.send(checkpoint.name, now_datetime()), 0)
		said = frappe.get_all(
			"Notification Log", {"for_user": user, "document_name": checkpoint.name}, pluck="email_content"
		)
		self.assertEqual(len(said), 1)
		self.assertEqual(parse(said[0]).text(), checkpoint.text)
		self.assertEqual(frappe.db.get_value(CHECKPOINT, checkpoint.name, "mailed_to"), mailed)

	def test_a_print_carries_it_as_text_and_code(self) -> None:
		checkpoint = self.take(2)
		printed = checkpoints.for_print()
		self.assertEqual(printed["text"], checkpoint.text)
		self.assertIn("<svg", printed["qr"])


class TestChecks(SealCase):
	def test_each_is_a_document_of_who_looked_and_what_was_found(self) -> None:
		talk = make.make_talk(self.student, content="将被改动")
		paper = frappe.db.get_value(
			CHECKPOINT, checkpoints.take(now_datetime() + timedelta(days=300)), "text"
		)
		frappe.db.set_value(TALK, talk.name, "content", "从未说过", update_modified=False)
		name = checks.start(paper, now_datetime())
		document = frappe.get_doc(CHECK, name)
		self.assertEqual(
			(document.status, document.user, document.pasted), ("Broken", "Administrator", paper)
		)
		found = checks.get_outcome(name)["found"]
		self.assertIn(talk.name, [each["name"] for each in found["findings"]])
		self.assertTrue(all(each["words"] and each["label"] for each in found["findings"]))
		self.assertNotIn("从未说过", document.outcome)
		with self.assertRaises(AppendOnlyError):
			document.save(ignore_permissions=True)

	def test_at_night_it_looks_first_and_tells_before_it_signs(self) -> None:
		user = make.make_user("seal.discipline@case.test", r.DISCIPLINE_OFFICE)
		talk = make.make_talk(self.student, content="夜里发现")
		frappe.db.set_value(TALK, talk.name, "content", "从未说过", update_modified=False)
		with patch.object(frappe.db, "commit"):  # nothing of a test stays
			name = checks.check_and_sign(now_datetime() + timedelta(days=301))
		self.assertTrue(frappe.db.exists(CHECKPOINT, name))
		said = frappe.get_all("Notification Log", {"for_user": user}, ["subject", "email_content"])
		broken = [
			each.email_content
			for each in said
			if each.subject in ("存证异常", "The seal of evidence is broken")
		]
		self.assertEqual(len(broken), 1)

	def test_the_page_says_how_far_it_is(self) -> None:
		make.make_talk(self.student, content="等待")
		standing = checks.get_standing()
		self.assertGreaterEqual(standing["waiting"], 1)
		self.assertEqual(standing["sealed"], sequence.get_frontier().size)
		self.assertEqual(len(standing["public_key"]), 64)
