"""An alarm that reaches nobody stays on the ladder, and a System Manager hears that nobody is named."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.services.presence import absence_cases, alarms, unheard
from campus_safety.services.presence.absence_cases import Found
from campus_safety.tests import factories as make
from campus_safety.tests.presence.case_base import CaseTestCase
from campus_safety.tests.presence.night_base import AT, CASE, EVENT, at

OFFICES = (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE, r.SCHOOL_LEADER)


class TestUnheard(CaseTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.manager = make.make_user("manager@night.test", r.SYSTEM_MANAGER)

	def setUp(self) -> None:
		super().setUp()
		holders = frappe.get_all("Has Role", {"role": ("in", OFFICES), "parenttype": "User"}, pluck="parent")
		for user in set(holders) - {"Administrator"}:
			frappe.db.set_value("User", user, "enabled", 0)
		orphan = make.make_student("NT269903", make.make_unit("夜查无耳班", "Class"))
		(self.case,) = absence_cases.open_cases([Found(orphan, "Report", AT)], AT)

	def next_step(self):
		return frappe.db.get_value(CASE, self.case, "next_step_at")

	def test_a_system_manager_hears_and_the_ladder_goes_on(self) -> None:
		alarms.climb(at(30), [self.case])
		self.assertEqual(self.steps(self.case)[-1], unheard.LAST_RESORT)
		self.assertIn(self.manager, self.told(self.case))
		self.assertEqual(self.next_step(), at(60))

	def test_whoever_gets_the_office_afterwards_is_told(self) -> None:
		alarms.climb(at(30), [self.case])
		late = make.make_user("late-affairs@night.test", r.STUDENT_AFFAIRS)
		alarms.climb(at(60), [self.case])
		self.assertIn(late, self.told(self.case))
		managers = self.told(self.case).count(self.manager)
		alarms.climb(at(150), [self.case])
		self.assertEqual(self.told(self.case).count(self.manager), managers, "somebody hears it now")

	def test_a_ladder_without_repetition_or_without_steps_is_no_silence(self) -> None:
		for changed in ({"ladder_repeat_minutes": 0}, {"absence_ladder": []}):
			with self.subTest(changed):
				if "absence_ladder" in changed:  # the form refuses it
					frappe.db.delete("Campus Absence Step", {"parent": "Campus Safety Settings"})
				else:
					frappe.get_doc("Campus Safety Settings").update(changed).save()
				frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
				self.addCleanup(
					frappe.clear_document_cache, "Campus Safety Settings", "Campus Safety Settings"
				)
				student = make.make_student(f"NT26991{len(changed)}{len(str(changed))}", self.unit)
				frappe.db.set_value("Campus Student", student, "unit", None)
				frappe.db.set_value("Campus Student", student, "college", None)
				(case,) = absence_cases.open_cases([Found(student, "Report", AT)], AT)
				self.assertIsNotNone(frappe.db.get_value(CASE, case, "next_step_at"))
				alarms.climb(at(400), [case])
				self.assertIn(self.manager, self.told(case))
				self.assertEqual(frappe.db.get_value(CASE, case, "next_step_at"), at(430))
				told = self.told(case).count(self.manager)
				alarms.climb(at(430), [case])
				self.assertGreater(self.told(case).count(self.manager), told)

	def test_the_message_names_nobody(self) -> None:
		alarms.climb(at(30), [self.case])
		for subject, text in frappe.get_all(
			"Campus Message Outbox",
			{"recipient": self.manager, "idempotency_key": ("like", f"night|{self.case}|nobody%")},
			["subject", "text"],
			as_list=True,
		):
			self.assertIn(self.case, subject)
			self.assertNotIn("NT269903", subject + text)

	def test_lost_contact_told_to_nobody_says_so(self) -> None:
		case = frappe.get_doc(CASE, self.case)
		absence_cases.declare_lost(case, at(5))
		self.assertIn(self.manager, self.told(self.case))
		self.assertIn("110", str(frappe.local.message_log))
		self.assertTrue(frappe.db.exists(EVENT, {"parent": self.case, "kind": "Lost Contact"}))
