"""Qualifications: who enters and sees which, what counts as full-time, and whose gaps are listed."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import OutOfScopeError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

QUALIFICATION = "Campus Staff Qualification"
GAPS, STAFFING = "Campus Qualification Gaps", "Campus Staffing Ratios"


class QualificationTestCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.hr = make.make_user("hr@qualified.test", r.HR_OFFICE)
		self.affairs = make.make_user("affairs@qualified.test", r.STUDENT_AFFAIRS)
		self.head = make.make_user("head@qualified.test", r.PSYCH_HEAD)
		self.security = make.make_user("security@qualified.test", r.SECURITY_OFFICE)
		self.guard = make.make_user("guard@qualified.test", r.SECURITY_GUARD)
		self.teacher = make.make_user("teacher@qualified.test", r.PSYCH_TEACHER)

	def make(self, user: str, kind: str, **values):
		return frappe.get_doc({"doctype": QUALIFICATION, "user": user, "kind": kind, **values})

	def seen_by(self, user: str) -> set[str]:
		with self.as_user(user):
			return set(frappe.get_list(QUALIFICATION, {"user": ("like", "%@qualified.test")}, pluck="user"))


class TestWhoMay(QualificationTestCase):
	def test_hr_and_student_affairs_write_and_nobody_else(self) -> None:
		for number, user in enumerate((self.hr, self.affairs)):
			with self.as_user(user):
				made = self.make(self.guard, "Guard", cert_no=f"BA-{number}").insert()
				self.assertEqual(made.person_name, "guard")
		lead = make.make_user("lead@qualified.test", r.COLLEGE_LEAD)
		for user in (self.head, self.security, self.guard, self.teacher, lead):
			with self.subTest(user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, self.make(self.guard, "Guard", cert_no="X").insert)
				found = frappe.get_doc(QUALIFICATION, made.name)
				self.assertRaises(frappe.PermissionError, found.save)

	def test_offices_see_their_kind_and_everyone_their_own(self) -> None:
		self.make(self.guard, "Guard").insert()
		self.make(self.teacher, "Psych Teacher").insert()
		for user, expected in (
			(self.hr, {self.guard, self.teacher}),
			(self.affairs, {self.guard, self.teacher}),
			(self.head, {self.teacher}),
			(self.security, {self.guard}),
			(self.guard, {self.guard}),
			(self.teacher, {self.teacher}),
			(make.make_user("leader@qualified.test", r.SCHOOL_LEADER), set()),
			(make.make_user("safety@qualified.test", r.SAFETY_OFFICE), set()),
		):
			with self.subTest(user):
				self.assertEqual(self.seen_by(user), expected)

	def test_nobody_vouches_for_themselves(self) -> None:
		with self.as_user(self.hr):
			self.assertRaises(OutOfScopeError, self.make(self.hr, "Other").insert)

	def test_the_same_one_is_not_entered_twice(self) -> None:
		self.make(self.guard, "Guard", cert_no="BA-1").insert()
		self.assertRaises(frappe.DuplicateEntryError, self.make(self.guard, "Guard", cert_no="BA-1").insert)
		self.make(self.guard, "Guard", cert_no="BA-2").insert()
		self.make(self.guard, "First Aider").insert()
		self.assertRaises(frappe.DuplicateEntryError, self.make(self.guard, "First Aider").insert)

	def test_a_student_has_none(self) -> None:
		klass = make.make_unit("资质测试2601班", "Class", make.make_unit("资质测试学院", "School"))
		student = make.make_student("Q2026001", klass)
		frappe.db.set_value("Campus Student", student, "user", self.guard)  # the register itself refuses it
		self.assertRaises(frappe.ValidationError, self.make(self.guard, "Guard").insert)


class TestRatios(QualificationTestCase):
	"""专职: a valid full-time qualification of somebody who holds the post or role, and nothing else."""

	def psych(self) -> dict:
		rows = [row for row in run(STAFFING)["result"] if isinstance(row, dict) and not row["unit"]]
		return rows[1]

	def test_only_valid_full_time_qualifications_count(self) -> None:
		before = self.psych()
		self.assertEqual((before["have"], before["holders"] >= 2), (0, True))
		part_time = self.make(self.teacher, "Psych Teacher", full_time=0).insert()
		found = self.psych()
		self.assertEqual((found["have"], found["unknown"]), (0, before["unknown"] - 1))
		part_time.update({"full_time": 1}).save()
		self.assertEqual(self.psych()["have"], 1)
		part_time.update({"valid_until": nowdate()}).save()
		self.assertEqual(self.psych()["have"], 1, "on its last day it holds")
		part_time.update({"valid_until": add_days(nowdate(), -1)}).save()
		self.assertEqual(self.psych()["have"], 0)

	def test_a_qualification_without_the_role_counts_nowhere(self) -> None:
		self.make(self.guard, "Psych Teacher", full_time=1).insert()
		self.make(self.teacher, "Counsellor", full_time=1).insert()
		self.assertEqual(self.psych()["have"], 0)

	def test_a_disabled_account_does_not_count(self) -> None:
		self.make(self.teacher, "Psych Teacher", full_time=1).insert()
		frappe.db.set_value("User", self.teacher, "enabled", 0)
		self.assertEqual(self.psych()["have"], 0)

	def test_a_full_time_counsellor_counts_in_the_college_of_the_post(self) -> None:
		school = make.make_unit("资质测试学院", "School")
		college = make.make_unit("资质测试信息学院", "College", school)
		klass = make.make_unit("资质测试2601班", "Class", college)
		make.make_student("Q2026002", klass)
		counsellor = make.make_user("counsellor@qualified.test", r.COUNSELLOR)
		make.assign(counsellor, "Counsellor", "Class", unit=klass)

		def ratio() -> tuple:
			row = next(row for row in run(STAFFING)["result"] if row["unit"] == college)
			return row["have"], row["needed"], row["holders"], row["unknown"]

		self.assertEqual(ratio(), (0, 1, 1, 1))
		self.make(counsellor, "Counsellor", full_time=1).insert()
		self.assertEqual(ratio(), (1, 1, 1, 0))


class TestGaps(QualificationTestCase):
	def gaps(self, user: str) -> dict[tuple[str, str], str]:
		with self.as_user(user):
			rows = run(GAPS)["result"]
		return {
			(row["user"], row["kind"]): row["reason"]
			for row in rows
			if row["user"].endswith("@qualified.test")
		}

	def test_a_guard_without_a_certificate_is_listed(self) -> None:
		self.assertEqual(self.gaps(self.security)[self.guard, "Guard"], "Not Entered")
		entered = self.make(self.guard, "Guard").insert()
		self.assertEqual(self.gaps(self.security)[self.guard, "Guard"], "No Certificate")
		entered.update({"cert_no": "BA-1", "valid_until": add_days(nowdate(), -1)}).save()
		self.assertEqual(self.gaps(self.security)[self.guard, "Guard"], "Expired")
		entered.update({"valid_until": add_days(nowdate(), 300)}).save()
		self.assertNotIn((self.guard, "Guard"), self.gaps(self.security))

	def test_each_office_sees_the_gaps_of_its_kind(self) -> None:
		self.assertEqual({kind for _user, kind in self.gaps(self.security)}, {"Guard"})
		self.assertEqual({kind for _user, kind in self.gaps(self.head)}, {"Psych Teacher"})
		self.assertEqual({kind for _user, kind in self.gaps(self.hr)}, {"Guard", "Psych Teacher"})
		for role in (r.COLLEGE_LEAD, r.SCHOOL_LEADER, r.SECURITY_GUARD):
			user = make.make_user(f"gap{role[-4:].lower()}@qualified.test", role)
			with self.subTest(role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, GAPS)
