"""The access log: appended by the app only, sealed entry by entry, and what is bent is found."""

from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import verify
from campus_safety.exceptions import AppendOnlyError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

DOCTYPE, LEAF = "Campus Access Log", "Campus Seal Leaf"


class TestCampusAccessLog(CampusTestCase):
	def write(self, reason: str = "谈话前查看") -> str:
		return access_log.record("Reveal", "Campus Risk Ledger", "abc123", student="2026001", reason=reason)

	def test_each_entry_is_sealed_by_itself(self) -> None:
		first, second = self.write(), self.write("再次查看🙂")
		rows = frappe.get_all(
			LEAF,
			{"reference_name": ("in", (first, second))},
			["reference_name", "kind", "writer"],
			order_by="name asc",
		)
		self.assertEqual([row.reference_name for row in rows], [first, second])
		self.assertEqual({(row.kind, row.writer) for row in rows}, {("Access", "Administrator")})

	def test_no_entry_is_locked_by_another(self) -> None:
		"""The old chain read its first and last entry for update, until the end of the request."""
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as asked:
			self.write()
		statements = [str(call.args[0]).lower() for call in asked.call_args_list]
		self.assertEqual([each for each in statements if "for update" in each or "share mode" in each], [])

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
		names = [self.write(f"第{number}次查看") for number in range(3)]
		frappe.db.set_value(DOCTYPE, names[1], "reason", "从未查看", update_modified=False)
		frappe.db.delete(DOCTYPE, {"name": names[2]})
		found = {each["name"]: each["fault"] for each in verify.check(None, now_datetime())["findings"]}
		self.assertEqual([found.get(name) for name in names], [None, "Record Changed", "Record Deleted"])

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
