"""Impact assessments: approved by another, kept three years, and gates are switched on only with one."""

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.domain.privacy.assessments import keep_until
from campus_safety.exceptions import AppOwnedFieldError, AssessmentNeededError, ClosedRecordError
from campus_safety.services.privacy import assessments
from campus_safety.services.privacy.assessments import ASSESSMENT
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase


class TestImpactAssessment(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.unit = make.make_unit("评估保卫处", "Department", make.make_unit("评估测试学校", "School"))
		self.security = make.make_user("ia-security@ia.test", r.SECURITY_OFFICE)
		self.leader = make.make_user("ia-leader@ia.test", r.SCHOOL_LEADER)
		self.both = make.make_user("ia-both@ia.test", r.SECURITY_OFFICE, r.SCHOOL_LEADER)
		frappe.db.set_value(ASSESSMENT, {"activity": "Gate Data"}, "status", "Replaced")

	def write(self, user: str | None = None, **values):
		with self.as_user(user or self.security):
			return frappe.get_doc(
				{
					"doctype": ASSESSMENT,
					"activity": "Gate Data",
					"title": "门禁数据",
					"unit": self.unit,
					"purpose": "目的",
					"necessity": "必要性",
					"risks": "风险",
					"measures": "措施",
					"valid_until": add_days(nowdate(), 100),
					**values,
				}
			).insert()

	def approve(self, assessment, user: str | None = None) -> None:
		with self.as_user(user or self.leader):
			assessments.approve(assessment, now_datetime())

	def test_a_leader_approves_and_not_who_wrote_it(self) -> None:
		written = self.write(self.both)
		for user in (self.both, self.security):
			self.assertRaises(frappe.PermissionError, self.approve, written, user)
		self.approve(written)
		self.assertEqual((written.status, written.approved_by), ("Approved", self.leader))
		self.assertGreaterEqual(getdate(written.kept_until), keep_until(getdate(), None))
		written.risks = "没有风险"
		self.assertRaises(ClosedRecordError, written.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, ASSESSMENT, written.name, force=True)

	def test_a_draft_goes_and_nobody_approves_by_a_save(self) -> None:
		draft = self.write()
		draft.status = "Approved"
		with self.as_user(self.security):
			self.assertRaises(AppOwnedFieldError, draft.save)
			frappe.delete_doc(ASSESSMENT, draft.name)
		self.assertFalse(frappe.db.exists(ASSESSMENT, draft.name))

	def test_a_new_one_replaces_the_old_and_needs_a_day_to_come(self) -> None:
		first, second = self.write(), self.write()
		self.approve(first)
		self.approve(second)
		self.assertEqual(frappe.db.get_value(ASSESSMENT, first.name, "status"), "Replaced")
		self.assertEqual(second.replaces, first.name)
		self.assertRaises(frappe.ValidationError, self.approve, self.write(valid_until=nowdate()))

	def test_gates_are_switched_on_with_one_and_stay_on_without(self) -> None:
		device = {"doctype": "Campus Gate Device", "device_name": "评估大门", "direction": "Both"}
		self.assertRaises(AssessmentNeededError, frappe.get_doc({**device, "enabled": 1}).insert)
		off = frappe.get_doc({**device, "enabled": 0}).insert()
		off.enabled = 1
		self.assertRaises(AssessmentNeededError, off.save)
		written = self.write()
		off.reload()
		off.enabled = 1
		self.assertRaises(AssessmentNeededError, off.save)  # a draft is none
		self.approve(written)
		off.reload()
		off.enabled = 1
		off.save()
		frappe.db.set_value(ASSESSMENT, written.name, "valid_until", add_days(nowdate(), -1))
		off.place = "东门"
		off.save()  # the night's data does not stop at midnight
		off.enabled = 0
		off.save()
		off.enabled = 1
		self.assertRaises(AssessmentNeededError, off.save)

	def test_three_years_even_from_a_leap_day(self) -> None:
		self.assertEqual(keep_until(getdate("2028-02-29"), None), getdate("2031-03-01"))
		self.assertEqual(keep_until(getdate("2026-01-05"), getdate("2035-01-01")), getdate("2035-01-01"))
