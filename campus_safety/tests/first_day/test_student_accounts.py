"""Accounts of all students at school from the register; a second time there is nothing to do; passwords once, by class."""

from unittest.mock import patch

import frappe
from frappe.utils import now_datetime
from frappe.utils.password import check_password

from campus_safety.access.home_page import get_home_page
from campus_safety.domain import roles as r
from campus_safety.exceptions import ImportRefusedError
from campus_safety.jobs import campus_student_accounts
from campus_safety.services.people import student_accounts
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

DOMAIN = "stu.test"


class TestStudentAccounts(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		college = make.make_unit("账号学院", "College", make.make_unit("账号学校", "School"))
		self.first = make.make_unit("账号2601班", "Class", college)
		self.second = make.make_unit("账号2602班", "Class", college)
		frappe.db.delete("Campus Student")  # only these
		for number, unit in (("SA001", self.first), ("SA002", self.first), ("SA003", self.second)):
			make.make_student(number, unit, student_name=f"学生{number}")
		make.make_student("SA004", self.second, status="Graduated")

	def make_all(self) -> dict:
		return student_accounts.make(DOMAIN, now_datetime())

	def user_of(self, student: str) -> str | None:
		return frappe.db.get_value("Campus Student", student, "user")

	def test_one_for_everybody_at_school(self) -> None:
		self.assertEqual(student_accounts.count(), (3, 0))
		self.assertEqual(self.make_all(), {"made": 3, "linked": 0, "refused": []})
		self.assertEqual((self.user_of("SA001"), self.user_of("SA004")), ("sa001@stu.test", None))
		user = frappe.get_doc("User", "sa001@stu.test")
		self.assertEqual(
			(user.enabled, user.user_type, user.username, user.full_name),
			(1, "Website User", "SA001", "学生SA001"),
		)
		self.assertEqual([row.role for row in user.roles], [r.STUDENT_USER])
		self.assertEqual(get_home_page(user.name), "campus-student")
		with self.as_user(user.name):
			self.assertFalse(frappe.has_permission("Campus Student", "read"))

	def test_its_document_saves_without_a_change(self) -> None:
		"""Written past the document, it is what the document would have written."""
		self.make_all()
		user = frappe.get_doc("User", "sa001@stu.test")
		before = {field.fieldname: user.get(field.fieldname) for field in user.meta.fields}
		user.save()
		changed = {name for name, value in before.items() if (value or None) != (user.get(name) or None)}
		self.assertLessEqual(changed - {"roles", "block_modules", "user_emails"}, {"social_logins"})

	def test_a_second_time_there_is_nothing_to_do(self) -> None:
		self.make_all()
		self.assertEqual(self.make_all(), {"made": 0, "linked": 0, "refused": []})

	def test_accounts_that_are_there(self) -> None:
		"""A student's own is linked; anybody else's is left alone and named."""
		make.make_user("sa001@stu.test", r.STUDENT_USER, user_type="Website User")
		make.make_user("sa002@stu.test", r.COUNSELLOR)
		self.assertEqual(self.make_all(), {"made": 1, "linked": 1, "refused": ["SA002"]})
		self.assertEqual((self.user_of("SA001"), self.user_of("SA002")), ("sa001@stu.test", None))
		self.assertEqual(student_accounts.get_refused(), ["SA002"])

	def test_passwords_by_class(self) -> None:
		self.make_all()
		with patch.object(student_accounts.passwords, "make_file", side_effect=list) as made:
			student_accounts.hand_out(self.first)
			handed = made.call_args[0][0]
			self.assertEqual({line.account for line in handed}, {"sa001@stu.test", "sa002@stu.test"})
			self.assertEqual(check_password(handed[0].account, handed[0].password), handed[0].account)
			student_accounts.hand_out(None)
			self.assertEqual([line.account for line in made.call_args[0][0]], ["sa003@stu.test"])

	def test_lost_on_the_way_it_is_made_anew_while_nobody_has_signed_in(self) -> None:
		self.make_all()
		with patch.object(student_accounts.passwords, "make_file", side_effect=list) as made:
			student_accounts.hand_out(self.first)
			before = {line.account: line.password for line in made.call_args[0][0]}
			frappe.db.set_value("User", "sa001@stu.test", "last_login", now_datetime())
			student_accounts.hand_out(self.first)
			(anew,) = made.call_args[0][0]
			self.assertEqual(anew.account, "sa002@stu.test")
			self.assertNotEqual(anew.password, before[anew.account])
			frappe.db.set_value("User", "sa002@stu.test", "last_login", now_datetime())
			with self.assertRaises(ImportRefusedError):
				student_accounts.hand_out(self.first)

	def test_too_many_at_once(self) -> None:
		self.make_all()
		with patch.object(student_accounts, "MOST_PASSWORDS", 2), self.assertRaises(ImportRefusedError):
			student_accounts.hand_out(None)

	def test_the_job_asks_again_who_may(self) -> None:
		with self.assertRaises(frappe.PermissionError):
			campus_student_accounts.run(DOMAIN, make.make_user("affairs@stu2.test", r.STUDENT_AFFAIRS))
