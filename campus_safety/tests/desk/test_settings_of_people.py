"""Settings that say who decides and how much has to be said: exemptions, reasons, the ladder, the morning's hour."""

import frappe
from frappe.utils import get_datetime

from campus_safety.access.settings import SETTINGS
from campus_safety.domain import roles as r
from campus_safety.engines.duties.exempt import validate_approver
from campus_safety.engines.opening.reveal import validate_reason
from campus_safety.exceptions import DutyExemptionError
from campus_safety.jobs import campus_duties
from campus_safety.services.presence import alarms, settings
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase


class TestSettingsOfPeople(CampusTestCase):
	def edit(self, change) -> None:
		document = frappe.get_doc(SETTINGS)
		change(document)
		document.save()

	def test_who_exempts(self) -> None:
		quality = make.make_user("who-quality@who.test", r.QUALITY_OFFICE)
		lead = make.make_user("who-lead@who.test", r.COLLEGE_LEAD)
		validate_approver(lead)
		self.assertRaises(DutyExemptionError, validate_approver, quality)
		self.edit(lambda doc: doc.set("exemption_approvers", [{"role": r.QUALITY_OFFICE}]))
		validate_approver(quality)
		with self.assertRaises(DutyExemptionError) as refused:
			validate_approver(lead)
		self.assertIn(frappe._(r.QUALITY_OFFICE), str(refused.exception))
		for roles in ([], [r.SYSTEM_MANAGER], [r.STUDENT_USER]):
			with self.assertRaises(frappe.ValidationError):
				self.edit(
					lambda doc, roles=roles: doc.set("exemption_approvers", [{"role": x} for x in roles])
				)

	def test_how_long_a_reason_is(self) -> None:
		validate_reason("谈话准备")
		self.edit(lambda doc: doc.set("shortest_reason", 6))
		self.assertRaises(frappe.ValidationError, validate_reason, "谈话准备")
		validate_reason("明天谈话准备")

	def test_the_ladder_tells_a_position_and_a_role_of_the_school(self) -> None:
		college = make.make_unit("阶梯信息学院", "College", make.make_unit("阶梯学院", "School"))
		unit = make.make_unit("阶梯2601班", "Class", college)
		case = frappe._dict(student=make.make_student("LD2026001", unit), unit=unit, college=college)
		frappe.get_doc(
			{
				"doctype": "Campus Network Position",
				"position_name": "系主任测试",
				"at_college": 1,
				"holder_kind": "Staff",
				"role": r.COLLEGE_LEAD,
			}
		).insert()
		frappe.get_doc({"doctype": "Role", "role_name": "值班教师测试", "desk_access": 1}).insert()
		head, other, teacher = (
			make.make_user("ladder-head@who.test", r.COLLEGE_LEAD),
			make.make_user("ladder-other@who.test", r.COLLEGE_LEAD),
			make.make_user("ladder-teacher@who.test", "值班教师测试"),
		)
		make.assign(head, "系主任测试", "College", unit=college)
		make.assign(other, "系主任测试", "College", unit=make.make_unit("阶梯机电学院", "College"))
		rows = [
			{"after_minutes": 30, "position": "系主任测试", "action_text": "查明去向"},
			{"after_minutes": 40, "role": "值班教师测试", "action_text": "到寝室查看"},
			{"after_minutes": 50, "to_position": "Student Affairs", "action_text": "协调"},
		]
		self.edit(lambda doc: doc.set("absence_ladder", rows))
		first, second, third = settings.get_ladder()
		self.assertEqual(alarms.get_recipients(first.to_position, case), [head])
		self.assertEqual(alarms.get_recipients(second.to_position, case), [teacher])
		self.assertEqual(third.to_position, "Student Affairs")
		for wrong in (
			{"position": "系主任测试", "to_position": "Counsellor"},
			{},
			{"role": r.SYSTEM_MANAGER},
		):
			with self.assertRaises(frappe.ValidationError):
				self.edit(
					lambda doc, wrong=wrong: doc.set(
						"absence_ladder", [{"after_minutes": 1, "action_text": "x", **wrong}]
					)
				)

	def test_the_morning_has_its_hour_and_comes_once(self) -> None:
		frappe.db.set_global(campus_duties.SENT, "")
		self.edit(lambda doc: doc.set("duty_digest_time", "06:30:00"))
		early, late = (get_datetime(f"2026-11-27 06:{minute}:00") for minute in (20, 30))
		self.assertEqual((campus_duties.is_due(early), campus_duties.is_due(late)), (False, True))
		frappe.db.set_global(campus_duties.SENT, "2026-11-27")
		self.assertFalse(campus_duties.is_due(late))
		self.assertTrue(campus_duties.is_due(get_datetime("2026-11-28 06:30:00")))
