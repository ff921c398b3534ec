"""Departments owe, are assessed, see and appeal; a unit has one name on the notice and others (fidelity 7, 8)."""

import json

import frappe

from campus_safety.domain import roles as r
from campus_safety.engines.duties import events, mine, overview
from campus_safety.exceptions import WorkflowGuardError
from campus_safety.services.governance import notice_units
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import DutyTestCase

ASSESSMENT = "Campus Accountability Assessment"
PERIOD = {"period_from": "2026-10-01", "period_to": "2026-11-30"}


class DepartmentTestCase(DutyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.security = make.make_unit("职责测试保卫处", "Department", self.school)
		frappe.db.set_value(
			"Campus Unit", self.security, {"office_role": r.SECURITY_OFFICE, "aliases": "保卫科，安保处"}
		)
		self.other = make.make_unit("职责测试图书馆", "Department", self.school)
		self.officer = make.make_user("dept-officer@duties.test", r.SECURITY_OFFICE)
		self.logistics = make.make_user("dept-logistics@duties.test", r.LOGISTICS)
		events.drop_caches()
		self.rule = self.make_rule("测试巡查", responsible_position="Security Office", clause="三(一)")
		self.run_rule(self.rule, "2026-10-25")
		self.run_rule(self.rule, "2026-11-10")  # October overdue, November open

	def assess(self, **values):
		return frappe.get_doc({"doctype": ASSESSMENT, **PERIOD, **values}).insert()


class TestDepartmentsOwe(DepartmentTestCase):
	def test_an_office_duty_is_its_department_s(self) -> None:
		self.assertEqual({duty.responsible_unit for duty in self.duties(self.rule)}, {self.security})
		assessment = self.assess(subject_type="Unit", assessed_unit=self.security)
		(item,) = assessment.items
		self.assertEqual((item.rule, item.missed, assessment.score), (self.rule.name, 4, 0))
		self.assertEqual(assessment.grade, "Not Qualified")

	def test_a_rule_may_name_another(self) -> None:
		self.rule.responsible_unit = self.other
		self.rule.save()
		self.run_rule(self.rule, "2026-11-11")
		found = {duty.state: duty.responsible_unit for duty in self.duties(self.rule)}
		self.assertEqual(found, {"Overdue": self.security, "Open": self.other}, "who answered then stays")

	def test_who_owed_nothing_has_no_score(self) -> None:
		for values in (
			{"subject_type": "Unit", "assessed_unit": self.other},
			{"subject_type": "Person", "user": self.logistics},
		):
			assessment = self.assess(incident_deductions=[{"reason": "漏查", "points": 5}], **values)
			self.assertEqual((assessment.score, assessment.grade), (0, "Nothing Owed"))
			html = frappe.get_print(ASSESSMENT, assessment.name, "Campus Accountability Assessment Form")
			self.assertNotIn("100.00", html)
			self.assertNotIn("0.00", html)

	def test_one_department_for_an_office(self) -> None:
		document = frappe.get_doc("Campus Unit", self.other)
		document.office_role = r.SECURITY_OFFICE
		self.assertRaises(frappe.ValidationError, document.save)
		college = frappe.get_doc("Campus Unit", self.college)
		college.office_role = r.PUBLICITY
		self.assertRaises(frappe.ValidationError, college.save)


class TestDepartmentsAppeal(DepartmentTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.approved = self.assess(subject_type="Unit", assessed_unit=self.security)
		self.approved.db_set({"status": "Approved", "workflow_state": "Approved"})

	def appeal(self, user: str, reason: str | None = "演练当日停电") -> None:
		with self.as_user(user):
			document = frappe.get_doc(ASSESSMENT, self.approved.name)
			document.check_permission("write")
			document.appeal_reason = reason
			document.save()
			frappe.model.workflow.apply_workflow(document, "Appeal")

	def test_its_staff_see_and_appeal(self) -> None:
		with self.as_user(self.officer):
			self.assertEqual(frappe.get_list(ASSESSMENT, pluck="name"), [self.approved.name])
		self.appeal(self.officer)
		self.assertEqual(frappe.db.get_value(ASSESSMENT, self.approved.name, "status"), "Appealed")

	def test_a_draft_is_not_shown(self) -> None:
		self.approved.db_set({"status": "Draft", "workflow_state": "Draft"})
		with self.as_user(self.officer):
			self.assertEqual(frappe.get_list(ASSESSMENT, pluck="name"), [])

	def test_nobody_else_appeals_for_them(self) -> None:
		self.assertRaises(frappe.PermissionError, self.appeal, self.logistics)
		for role in (r.STUDENT_AFFAIRS, r.HR_OFFICE, r.QUALITY_OFFICE, r.DISCIPLINE_OFFICE):
			user = make.make_user(f"dept-{role.split()[-2].lower()}@duties.test", role)
			with self.subTest(role):
				self.assertRaises((WorkflowGuardError, frappe.ValidationError), self.appeal, user)

	def test_nobody_decides_about_their_own_department(self) -> None:
		frappe.db.set_value("Campus Unit", self.security, "office_role", r.DISCIPLINE_OFFICE)
		self.approved.db_set({"status": "Submitted", "workflow_state": "Submitted"})
		judge = make.make_user("dept-judge@duties.test", r.DISCIPLINE_OFFICE)
		leader = make.make_user("dept-leader@duties.test", r.SCHOOL_LEADER)
		with self.as_user(judge), self.assertRaises(WorkflowGuardError):
			frappe.model.workflow.apply_workflow(
				frappe.get_doc(ASSESSMENT, self.approved.name), "Review Assessment"
			)
		with self.as_user(leader):
			frappe.model.workflow.apply_workflow(
				frappe.get_doc(ASSESSMENT, self.approved.name), "Review Assessment"
			)
		self.assertEqual(frappe.db.get_value(ASSESSMENT, self.approved.name, "status"), "Reviewed")


class TestNames(DepartmentTestCase):
	def test_a_unit_is_found_by_every_name_it_has(self) -> None:
		for name in ("职责测试保卫处", "保卫科", "安保处"):
			self.assertEqual(notice_units.get_unit(name), self.security)
		brackets = make.make_unit("职责测试工作处(团委)", "Department", self.school)
		self.assertEqual(notice_units.get_unit("职责测试工作处（团委）"), brackets)
		self.assertIsNone(notice_units.get_unit("没有这个处"))
		self.assertIsNone(notice_units.get_unit(""))

	def test_every_college_and_every_department_are_bound(self) -> None:
		bound = notice_units.get_bound()
		self.assertLessEqual({self.college, self.security, self.other}, set(bound["三(一)"]))
		self.assertNotIn(self.security, bound["三(二)"])
		self.assertIn(self.college, bound["三(二)"])

	def test_the_notice_names_no_office_that_the_school_knows_by_another_name(self) -> None:
		rows = frappe.get_all(notice_units.ROW, fields=["department", "every"])
		self.assertNotIn("学工处", {row.department for row in rows})
		self.assertEqual({row.department for row in rows if row.every}, set(notice_units.EVERY))


class TestTable(DepartmentTestCase):
	def test_clause_by_department(self) -> None:
		safety = make.make_user("dept-safety@duties.test", r.SAFETY_OFFICE)
		with self.as_user(safety):
			now, known = overview.Now.of(self.today_of_test()), mine.get_rules()
			heat = overview.get_heat(safety, now, known)
			cell = overview.get_cell(
				safety, "三(一)", overview.in_cell_of_department(self.security, known), self.today_of_test()
			)
		self.assertIn(self.security, heat["departments"])
		row = next(row for row in heat["rows"] if row["clause"] == "三(一)")
		term = row["of_departments"][self.security]["term"]
		self.assertEqual((term["missed"], term["open"]), (4, 4))
		self.assertEqual([entry["rule"] for entry in cell], [self.rule.name])
		self.assertEqual(cell[0]["counts"]["term"]["owed"], 8)

	def today_of_test(self):
		return frappe.utils.getdate("2026-11-10")

	def test_few_key_students_are_no_number_there_either(self) -> None:
		frappe.db.set_value("Campus Duty Obligation", {"rule": self.rule.name}, "is_risk", 1)
		frappe.db.set_value("Campus Duty Rule", self.rule.name, "subject_type", "Key Student")
		events.drop_caches()
		safety = make.make_user("dept-safety@duties.test", r.SAFETY_OFFICE)
		with self.as_user(safety):
			heat = overview.get_heat(safety, overview.Now.of(self.today_of_test()), mine.get_rules())
		row = next(row for row in heat["rows"] if row["clause"] == "三(一)")
		cell = row["of_departments"][self.security]
		self.assertEqual((cell["few"], cell["term"]["owed"]), (True, 0), json.dumps(row, default=str))
