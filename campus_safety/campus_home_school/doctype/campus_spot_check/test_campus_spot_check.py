"""Spot checks: drawn by lot and once, checked by the college, changing nothing else."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, OutOfScopeError
from campus_safety.services.care import spot_checks
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

CHECK = "Campus Spot Check"


class TestSpotCheck(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("抽查学院", "School")
		self.college = make.make_unit("抽查信息学院", "College", school)
		self.unit = make.make_unit("抽查2601班", "Class", self.college)
		self.far = make.make_unit("抽查机电学院", "College", school)
		self.lead = make.make_user("sc-lead@sc.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.counsellor = make.make_user("sc-counsellor@sc.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		self.contacts = []
		for number in range(8):
			student = make.make_student(f"SC202600{number}", self.unit)
			with self.as_user(self.counsellor):
				self.contacts.append(make.make_contact(student, home_info=f"在家表现良好{number}").name)

	def draw(self, user: str | None = None, **values):
		with self.as_user(user or self.lead):
			return frappe.get_doc(
				{
					"doctype": CHECK,
					"unit": self.college,
					"evidence": "Parent Contacts",
					"period_from": add_days(nowdate(), -6),
					"period_to": nowdate(),
					**values,
				}
			).insert()

	def sample(self, seed: str, size: int = 3) -> list[str]:
		rows = spot_checks.draw("Parent Contacts", self.college, nowdate(), nowdate(), size, seed)[1]
		return [row["reference_name"] for row in rows]

	def test_the_same_seed_draws_the_same_and_others_differ(self) -> None:
		self.assertEqual(self.sample("a"), self.sample("a"))
		drawn = {tuple(self.sample(str(seed))) for seed in range(12)}
		self.assertGreater(len(drawn), 3)
		everybody = {name for sample in drawn for name in sample}
		self.assertEqual(everybody, set(self.contacts), "each may be drawn")

	def test_what_does_not_count_is_not_drawn(self) -> None:
		with self.as_user(self.counsellor):
			frappe.get_doc("Campus Parent Contact", self.contacts[0]).declare_void("写错学生")
		self.assertEqual(set(self.sample("x", 50)), set(self.contacts[1:]))

	def test_the_server_draws_whatever_a_client_sends(self) -> None:
		check = self.draw(
			seed="mine",
			population=1,
			sample_size=2,
			rows=[{"reference_doctype": "Campus Parent Contact", "reference_name": self.contacts[0]}],
		)
		self.assertNotEqual(check.seed, "mine")
		self.assertEqual((check.population, len(check.rows)), (8, 2))
		self.assertEqual(
			[row.reference_name for row in check.rows],
			self.sample(check.seed, 2),
			"anybody can draw it again",
		)
		self.assertEqual(len(self.draw().rows), 8, "ten by the settings, eight there are")

	def test_the_sample_stays(self) -> None:
		check = self.draw(sample_size=2)
		with self.as_user(self.lead):
			for change in (
				lambda doc: doc.rows.pop(),
				lambda doc: doc.append(
					"rows",
					{"reference_doctype": "Campus Parent Contact", "reference_name": self.contacts[0]},
				),
				lambda doc: (
					doc.rows[0].set("reference_name", self.contacts[0])
					or doc.rows[0].set("student", "SC2026007")
				),
			):
				document = frappe.get_doc(CHECK, check.name)
				change(document)
				self.assertRaises(frappe.PermissionError, document.save)
			document = frappe.get_doc(CHECK, check.name)
			document.confirmed = 2
			self.assertRaises(AppOwnedFieldError, document.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, CHECK, check.name, force=True)

	def test_outcomes_and_done(self) -> None:
		check = self.draw(sample_size=3)
		before = frappe.db.get_values("Campus Parent Contact", {"name": ("in", self.contacts)}, "modified")
		with self.as_user(self.lead):
			check.rows[0].outcome = "Not True"
			self.assertRaises(frappe.MandatoryError, check.save)
			check.reload()
			check.rows[0].outcome = "Not True"
			check.rows[0].note = "家长说没有接到电话"
			check.rows[1].outcome = "As Recorded"
			check.save()
			self.assertEqual((check.status, check.confirmed, check.not_true), ("Drawn", 1, 1))
			self.assertEqual(check.rows[0].checked_by, self.lead)
			self.assertTrue(check.rows[0].checked_at and not check.rows[2].checked_at)
			check.rows[2].outcome = "Not Reached"
			check.save()
			self.assertEqual((check.status, check.not_reached), ("Done", 1))
			check.rows[2].outcome = "As Recorded"
			self.assertRaises(ClosedRecordError, check.save)
		after = frappe.db.get_values("Campus Parent Contact", {"name": ("in", self.contacts)}, "modified")
		self.assertEqual(after, before, "feeds nothing")

	def test_who_may(self) -> None:
		self.assertRaises(OutOfScopeError, self.draw, unit=self.far)
		check = self.draw()
		for user, may in ((self.lead, True), (self.counsellor, False)):
			with self.as_user(user):
				self.assertEqual(bool(frappe.has_permission(CHECK, "read", doc=check.name)), may)
		with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
			frappe.get_doc({"doctype": CHECK, "unit": self.unit}).insert()

	def test_the_school_says_how_long_a_period_is_at_least(self) -> None:
		frappe.db.set_single_value("Campus Safety Settings", "spot_check_days", 14)
		self.assertRaises(frappe.ValidationError, self.draw, period_from=add_days(nowdate(), -12))
		self.draw(period_from=add_days(nowdate(), -13))

	def test_periods_that_make_no_sense(self) -> None:
		for first, last in (
			(nowdate(), add_days(nowdate(), -1)),
			(add_days(nowdate(), -9), add_days(nowdate(), 1)),
			(nowdate(), nowdate()),
			(add_days(nowdate(), -5), nowdate()),
		):
			self.assertRaises(frappe.ValidationError, self.draw, period_from=first, period_to=last)
		self.assertRaises(frappe.ValidationError, self.draw, period_from="2018-01-01", period_to="2018-01-31")
