"""Medical support: agreed to, never in detail, followed up, seen by a few; goes with the student and ends with them."""

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.opening import reveal
from campus_safety.engines.workbench import workbench
from campus_safety.exceptions import (
	AppendOnlyError,
	AppOwnedFieldError,
	CareStepError,
	ClosedRecordError,
	OutOfScopeError,
	SecondCarePlanError,
)
from campus_safety.services.risk import medical, moves
from campus_safety.tests import factories as make
from campus_safety.tests.bases.care import CareTestCase

SUPPORT = "Campus Medical Support"


class MedicalTestCase(CareTestCase):
	def set_up_once(self) -> None:
		self.doctor = make.make_user("doctor@medical.test", r.LOGISTICS)
		self.other_doctor = make.make_user("nurse@medical.test", r.LOGISTICS)
		self.head = make.make_user("head@medical.test", r.PSYCH_HEAD)
		self.affairs = make.make_user("affairs@medical.test", r.STUDENT_AFFAIRS)

	def write(self, by: str | None = None, **values):
		with self.as_user(by or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": SUPPORT,
					"student": self.student,
					"consent_by": "Student",
					"consent_on": nowdate(),
					"hospital": "省立医院肾内科",
					"treatment": "每周三下午透析，头晕时请坐下并通知校医",
					**values,
				}
			).insert()

	def edit(self, user: str, support, change):
		with self.as_user(user):
			document = frappe.get_doc(SUPPORT, support.name)
			change(document)
			document.save()
		return frappe.get_doc(SUPPORT, support.name)


class TestWhatIsWritten(MedicalTestCase):
	def test_what_is_due_is_neither_taken_out_nor_put_off_without_a_word(self) -> None:
		support = self.write(follow_ups=[{"due": add_days(nowdate(), -5), "kind": "Talk with the Student"}])

		def put_off(document, **values):
			document.follow_ups[0].update({"due": add_days(nowdate(), 20), **values})

		self.assertRaises(
			CareStepError,
			self.edit,
			self.counsellor,
			support,
			lambda document: document.set("follow_ups", []),
		)
		self.assertRaises(CareStepError, self.edit, self.counsellor, support, put_off)
		self.edit(self.counsellor, support, lambda document: put_off(document, outcome="住院，改期"))

	def test_a_consent_from_before_the_student_came(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "admission_date", "2024-09-01")
		self.assertRaises(CareStepError, self.write, consent_on="2023-01-01")

	def test_its_text_is_ciphertext_and_opened_with_a_reason(self) -> None:
		support = self.write()
		self.assertTrue(frappe.db.get_value(SUPPORT, support.name, "treatment").startswith("enc:1:"))
		self.assertEqual((support.responsible_person, support.lead), (self.counsellor, self.lead))
		with self.as_user(self.counsellor):
			opened = reveal.reveal(SUPPORT, support.name, "今日透析，提醒任课教师")
		self.assertIn("每周三下午透析", str(opened))

	def test_no_medicine_in_detail(self) -> None:
		for field, text in (("treatment", "每天早晚各服20mg"), ("hospital", "医生开了半片，睡前服")):
			with self.assertRaises(CareStepError):
				self.write(**{field: text})
		support = self.write()
		with self.assertRaises(CareStepError):
			self.edit(self.counsellor, support, lambda doc: doc.update({"treatment": "改为两粒"}))
		row = {"kind": "Medicine Supply", "due": nowdate(), "done": 1, "outcome": "又开了 3 盒，每次 2 片"}
		with self.assertRaises(CareStepError):
			self.edit(self.counsellor, support, lambda doc: doc.append("follow_ups", row))

	def test_agreed_to_and_of_a_minor_by_a_guardian(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "is_minor", 1)
		with self.assertRaises(CareStepError):
			self.write()
		for values in ({"consent_by": ""}, {"consent_on": None}, {"consent_on": add_days(nowdate(), 1)}):
			with self.assertRaises((frappe.MandatoryError, CareStepError)):
				self.write(**{"consent_by": "Guardian", **values})
		self.assertEqual(self.write(consent_by="Guardian").status, "Running")

	def test_one_at_a_time_for_the_own_students(self) -> None:
		self.write()
		with self.assertRaises(SecondCarePlanError):
			self.write(by=self.adviser)
		with self.assertRaises(OutOfScopeError):
			self.write(by=self.stranger)

	def test_who_reminds_is_named_and_the_leave_fits(self) -> None:
		with self.assertRaises(frappe.MandatoryError):
			self.write(medication_reminder="Somebody Reminds")
		with self.assertRaises(CareStepError):
			self.write(away_from=nowdate(), away_until=add_days(nowdate(), -1))


class TestWhoSees(MedicalTestCase):
	def may_read(self, user: str, support) -> bool:
		with self.as_user(user):
			listed = frappe.get_list(SUPPORT, filters={"name": support.name}) if self.has_role(user) else []
			may = bool(frappe.has_permission(SUPPORT, "read", doc=support.name))
		self.assertEqual(bool(listed), may, user)
		return may

	def has_role(self, user: str) -> bool:
		return bool(frappe.has_permission(SUPPORT, "read", user=user))

	def test_those_named_that_college_and_the_centre(self) -> None:
		support = self.write(school_doctor=self.doctor)
		for user in (self.counsellor, self.lead, self.doctor, self.head):
			self.assertTrue(self.may_read(user, support), user)
		for user in (self.adviser, self.stranger, self.other_doctor, self.affairs, self.mentor):
			self.assertFalse(self.may_read(user, support), user)

	def test_a_doctor_is_of_logistics_and_who_answers_can(self) -> None:
		for values in ({"school_doctor": self.adviser}, {"responsible_person": self.stranger}):
			with self.assertRaises(CareStepError):
				self.write(**values)


class TestFollowUps(MedicalTestCase):
	def ticked(self, support, outcome: str = "已办妥"):
		def tick(doc) -> None:
			row = next(row for row in doc.follow_ups if not row.done)
			row.done, row.outcome = 1, outcome

		return self.edit(self.counsellor, support, tick)

	def test_due_done_and_again(self) -> None:
		support = self.write(
			follow_ups=[{"kind": "Hospital Visit", "due": add_days(nowdate(), -2), "repeat_days": 30}]
		)
		self.assertEqual(getdate(support.next_due), getdate(add_days(nowdate(), -2)))
		with self.as_user(self.counsellor):
			(kind,) = (
				kind
				for kind in workbench.get_waiting(getdate())
				if kind["label"] == "Follow-ups of medical support due"
			)
		self.assertIn(support.name, [row["name"] for row in kind["rows"]])
		support = self.ticked(support)
		first, second = support.follow_ups
		self.assertEqual((getdate(first.done_on), first.done_by), (getdate(), self.counsellor))
		self.assertEqual(getdate(second.due), getdate(add_days(nowdate(), 30)))
		self.assertEqual(support.next_due, getdate(add_days(nowdate(), 30)))

	def test_not_without_a_word_and_what_was_done_stays(self) -> None:
		support = self.write(follow_ups=[{"kind": "Insurance", "due": nowdate()}])
		with self.assertRaises(CareStepError):
			self.ticked(support, "")
		support = self.ticked(support)
		for change in (
			lambda doc: doc.follow_ups[0].update({"outcome": "其实没办"}),
			lambda doc: doc.set("follow_ups", []),
			lambda doc: doc.follow_ups[0].update({"done": 0}),
		):
			with self.assertRaises(AppendOnlyError):
				self.edit(self.counsellor, support, change)


class TestEnd(MedicalTestCase):
	def test_with_a_reason_by_who_answers(self) -> None:
		support = self.write(follow_ups=[{"kind": "Subsidy", "due": nowdate()}])
		with self.as_user(self.counsellor), self.assertRaises(CareStepError):
			medical.end(frappe.get_doc(SUPPORT, support.name), now_datetime())
		with self.assertRaises(AppOwnedFieldError):
			self.edit(self.counsellor, support, lambda doc: doc.update({"status": "Ended"}))
		support = self.edit(self.counsellor, support, lambda doc: doc.update({"end_reason": "已康复返校"}))
		with self.as_user(self.stranger), self.assertRaises(frappe.PermissionError):
			medical.end(frappe.get_doc(SUPPORT, support.name), now_datetime())
		with self.as_user(self.counsellor):
			medical.end(frappe.get_doc(SUPPORT, support.name), now_datetime())
		support.reload()
		self.assertEqual((support.status, support.next_due), ("Ended", None))
		with self.assertRaises(ClosedRecordError):
			self.edit(self.counsellor, support, lambda doc: doc.update({"subsidy": "Granted"}))
		self.write()  # another may begin

	def test_moved_it_waits_for_a_handover_and_ends_when_the_student_has_left(self) -> None:
		support = self.write()
		before = (support.unit, support.college)
		college = make.make_unit("帮扶学院", "College", code="MEDICAL")
		unit = make.make_unit("帮扶2601班", "Class", college, grade="2026")
		student = frappe.get_doc("Campus Student", self.student)
		student.unit = unit
		student.save()
		support.reload()
		self.assertEqual((support.unit, support.college, support.no_owner), (*before, 1))
		items = {"reference": support.name, "kind": "Medical Support", "post": "Responsible Person"}
		(opened,) = frappe.get_all("Campus File Handover Item", items, pluck="parent")
		whose = frappe.db.get_value(
			"Campus File Handover", opened, ["from_user", "student", "college", "reason"]
		)
		self.assertEqual(whose, (self.counsellor, self.student, before[1], "Changed Class"))
		student.status = "Withdrawn"
		student.save()
		support.reload()
		self.assertEqual((support.status, support.no_owner), ("Ended", 0))
		moves.look(now_datetime())
