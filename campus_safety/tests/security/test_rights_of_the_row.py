"""Three endpoints that asked for less than the right to the row (found/security.md M1, M2, M6)."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR, STUDENT

ADVICE = "campus_safety.api.risk.get_support_advice"
ZIP = "frappe.core.api.file.zip_files"
RENAME = "frappe.client.rename_doc"


class TestSupportAdvice(WorldTestCase):
	"""That a student has a ledger is known to those who look after them."""

	def advised(self, user: str) -> str:
		return HttpClient(user).call(ADVICE).text

	def test_offices_that_count_get_no_names(self) -> None:
		by_role, users = self.world.by_role, self.world.users
		for user in (
			by_role[r.SAFETY_OFFICE],
			by_role[r.SCHOOL_LEADER],
			users["administrator_of_site"],
			users["far_counsellor"],
			users["pupil"],
		):
			self.assertNotIn("CANARY-advice", self.advised(user), user)
			self.assertNotIn(STUDENT, self.advised(user), user)

	def test_those_who_look_after_the_student_do(self) -> None:
		for who in ("counsellor", "adviser", "lead", "psych_head", "student_affairs"):
			self.assertIn("CANARY-advice", self.advised(self.world.users[who]), who)


class TestZippedFiles(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "campus-test-zip.txt",
				"content": "CANARY-zipped",
				"is_private": 1,
				"attached_to_doctype": "Campus Home Visit",
				"attached_to_name": self.world.visit,
			}
		).insert(ignore_permissions=True)
		frappe.db.commit()
		self.addCleanup(lambda: (frappe.delete_doc("File", self.file.name, force=True), frappe.db.commit()))

	def zipped(self, user: str | None):
		return HttpClient(user).call(ZIP, files=frappe.as_json([self.file.name]))

	def test_an_id_is_no_right(self) -> None:
		for who in ("far_lead", "far_counsellor", "pupil", "administrator_of_site"):
			self.assertEqual(self.zipped(self.world.users[who]).status_code, 403, who)
		self.assertIn(self.zipped(None).status_code, (401, 403))

	def test_who_reads_the_record_has_its_files(self) -> None:
		answer = self.zipped(self.world.users["counsellor"])
		self.assertEqual((answer.status_code, answer.get_data()[:2]), (200, b"PK"))


class TestStudentNumber(WorldTestCase):
	def rename(self, who: str, old: str, new: str):
		return HttpClient(self.world.users[who]).call(
			RENAME, doctype="Campus Student", old_name=old, new_name=new
		)

	def test_class_staff_and_strangers_do_not_change_it(self) -> None:
		for who in ("counsellor", "adviser", "far_lead", "pupil", "psych_head"):
			self.assertEqual(self.rename(who, NEIGHBOUR, "W9999999").status_code, 403, who)
		self.assertTrue(frappe.db.exists("Campus Student", NEIGHBOUR))

	def test_the_college_does(self) -> None:
		try:
			self.assertEqual(self.rename("lead", NEIGHBOUR, "W9999998").status_code, 200)
			self.assertTrue(frappe.db.exists("Campus Student", "W9999998"))
		finally:
			self.assertEqual(self.rename("lead", "W9999998", NEIGHBOUR).status_code, 200)
