"""The access log: appended by the app only, chained, and a broken chain is found."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import AppendOnlyError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

DOCTYPE = "Campus Access Log"


class TestCampusAccessLog(CampusTestCase):
	def write(self, reason: str = "谈话前查看") -> str:
		return access_log.record("Reveal", "Campus Risk Ledger", "abc123", student="2026001", reason=reason)

	def test_entries_are_numbered_and_chained(self) -> None:
		first, second = (
			frappe.get_doc(DOCTYPE, self.write()),
			frappe.get_doc(DOCTYPE, self.write("再次查看🙂")),
		)
		self.assertEqual(second.sequence, first.sequence + 1)
		self.assertEqual(second.previous_hash, first.hash)
		self.assertEqual(second.user, "Administrator")
		self.assertIsNone(access_log.verify().broken_at)

	def test_nobody_writes_changes_renames_or_removes(self) -> None:
		entry = frappe.get_doc(DOCTYPE, self.write())
		with self.assertRaises(AppendOnlyError):
			entry.update({"reason": "改写"}).save(ignore_permissions=True)
		with self.assertRaises(AppendOnlyError):
			frappe.delete_doc(DOCTYPE, entry.name, force=True, ignore_permissions=True)
		with self.assertRaises(AppendOnlyError):
			frappe.rename_doc(DOCTYPE, entry.name, "other", force=True)
		with self.assertRaises(AppendOnlyError):
			frappe.copy_doc(entry).insert(ignore_permissions=True)

	def test_tampering_behind_the_framework_is_found(self) -> None:
		names = [self.write(f"第{number}次查看") for number in range(4)]
		victim = frappe.db.get_value(DOCTYPE, names[1], "sequence")
		frappe.db.set_value(DOCTYPE, names[1], "reason", "从未查看", update_modified=False)
		self.assertEqual(access_log.verify(page=2).broken_at, victim)

	def test_a_removed_entry_is_found(self) -> None:
		names = [self.write(f"第{number}次查看") for number in range(3)]
		victim = frappe.db.get_value(DOCTYPE, names[1], "sequence")
		frappe.db.delete(DOCTYPE, {"name": names[1]})
		self.assertEqual(access_log.verify().broken_at, victim)

	def test_a_forged_hash_breaks_the_next_one(self) -> None:
		names = [self.write(f"第{number}次查看") for number in range(3)]
		forged = frappe.get_doc(DOCTYPE, names[1])
		forged.reason = "伪造的理由"
		frappe.db.set_value(
			DOCTYPE,
			forged.name,
			{"reason": forged.reason, "hash": access_log.hash_of(forged)},
			update_modified=False,
		)
		self.assertEqual(access_log.verify().broken_at, forged.sequence + 1)

	def test_people_see_their_own_lines_and_psych_head_all(self) -> None:
		counsellor = make.make_user("log.counsellor@case.test", r.COUNSELLOR)
		head = make.make_user("log.head@case.test", r.PSYCH_HEAD)
		mine = access_log.record("Reveal", "Campus Risk Ledger", "abc", reason="谈话前查看", user=counsellor)
		others = self.write()
		with self.as_user(counsellor):
			self.assertEqual(frappe.get_list(DOCTYPE, pluck="name"), [mine])
		with self.as_user(head):
			self.assertLessEqual(
				{mine, others}, set(frappe.get_list(DOCTYPE, pluck="name", limit_page_length=0))
			)
