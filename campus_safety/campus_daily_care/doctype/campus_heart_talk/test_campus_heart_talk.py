"""Heart talk: its rules, copied texts, what an abnormal state sets in motion, and who reaches it."""

import frappe
from frappe.utils import add_days, add_to_date, getdate, now_datetime, nowdate

from campus_safety.access.secrets import decrypt
from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	AppOwnedFieldError,
	ClosedRecordError,
	EscalationMissingError,
	LateEntryError,
	OutOfScopeError,
)
from campus_safety.services.care import daily_care
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import (
	assign,
	make_ledger,
	make_student,
	make_talk,
	make_term,
	make_unit,
	make_user,
)

TALK, LEDGER = "Campus Heart Talk", "Campus Risk Ledger"
SIGNS = "谈话中流泪，说不想待在学校"
COPY = "该生思想积极，学习认真，近期状态良好。"


class TestCampusHeartTalk(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.term = make_term()
		school = make_unit("谈心测试学校", "School")
		cls.college = make_unit("谈心测试学院", "College", school)
		cls.unit = make_unit("谈心一班", "Class", cls.college)
		cls.students = [make_student(f"HT24010{i:02}", cls.unit) for i in range(1, 9)]
		cls.student = cls.students[0]
		cls.intern = make_student("HT2401090", cls.unit, status="Internship")
		cls.counsellor = make_user("ht-counsellor@talk.test", r.COUNSELLOR)
		cls.adviser = make_user("ht-adviser@talk.test", r.CLASS_ADVISER)
		cls.outsider = make_user("ht-outsider@talk.test", r.COUNSELLOR)
		cls.mentor = make_user("ht-mentor@talk.test", r.MENTOR)
		cls.lead = make_user("ht-lead@talk.test", r.COLLEGE_LEAD)
		cls.psych_head = make_user("ht-psychhead@talk.test", r.PSYCH_HEAD)
		assign(cls.counsellor, "Counsellor", "Class", unit=cls.unit)
		assign(cls.adviser, "Class Adviser", "Class", unit=cls.unit)
		assign(cls.outsider, "Counsellor", "Class", unit=make_unit("谈心二班", "Class", cls.college))
		assign(cls.mentor, "Mentor", "Class", student=cls.student)
		assign(cls.lead, "College Lead", "College", unit=cls.college)

	def talk(self, student: str | None = None, user: str | None = None, **values):
		with self.as_user(user or self.counsellor):
			return make_talk(student or self.student, **values)

	def told(self, user: str, talk) -> list[str]:
		return frappe.get_all(
			"Notification Log", {"for_user": user, "document_name": talk.name}, pluck="subject"
		)

	# what it carries

	def test_record_carries_scope_time_and_author(self):
		talk = self.talk()
		self.assertEqual(
			(talk.unit, talk.college, talk.recorded_by), (self.unit, self.college, self.counsellor)
		)
		self.assertEqual(
			(talk.counts, talk.late_entry, talk.suspected_batch, talk.status), (1, 0, 0, "Recorded")
		)
		self.assertEqual((str(talk.occurred_on)[:16], talk.term), (str(talk.talk_time)[:16], self.term))

	def test_time_ahead_is_refused_late_is_marked_too_late_is_for_the_lead(self):
		self.assertRaises(LateEntryError, self.talk, talk_time=add_to_date(now_datetime(), hours=2))
		self.assertEqual(self.talk(talk_time=add_days(now_datetime(), -4)).late_entry, 1)
		self.assertRaises(LateEntryError, self.talk, talk_time=add_days(now_datetime(), -9))
		self.assertEqual(self.talk(user=self.lead, talk_time=add_days(now_datetime(), -9)).late_entry, 1)

	def test_next_talk_not_before_this_one(self):
		self.assertRaises(frappe.ValidationError, self.talk, next_talk_date=add_days(nowdate(), -1))
		self.assertTrue(self.talk(next_talk_date=nowdate()).name)

	def test_online_for_interns_or_with_a_reason(self):
		self.assertRaises(frappe.MandatoryError, self.talk, mode="Online")
		self.assertRaises(frappe.MandatoryError, self.talk, mode="Online", online_reason=" ")
		self.assertTrue(self.talk(mode="Online", online_reason="学生住院").name)
		talk = self.talk(self.intern, mode="Online")
		frappe.db.set_value("Campus Student", self.intern, "status", "Enrolled")
		with self.as_user(self.counsellor):  # back from internship: the talk of that time stays as it is
			talk.reload()
			talk.measures = "每周电话一次"
			talk.save()
		self.assertEqual(talk.measures, "每周电话一次")

	# copied texts

	def test_sixth_copy_marks_all_of_them(self):
		first = [self.talk(student, content=COPY) for student in self.students[:5]]
		self.assertEqual([frappe.db.get_value(TALK, talk.name, "suspected_batch") for talk in first], [0] * 5)
		sixth = self.talk(self.students[5], content=f"{self.students[5]}：{COPY} ")
		self.assertEqual(sixth.suspected_batch, 1)
		self.assertEqual(frappe.db.count(TALK, {"content_hash": sixth.content_hash, "suspected_batch": 1}), 6)

	def test_rewriting_one_clears_the_rest_and_open_forms_stay_savable(self):
		talks = [self.talk(student, content=COPY) for student in self.students[:6]]
		with self.as_user(self.counsellor):
			stale = talks[0]  # loaded before the sixth was written, mark not in it
			self.assertEqual(stale.suspected_batch, 0)
			stale.content = "说周末想回家，担心奶奶的病"
			stale.save()
		self.assertEqual(stale.suspected_batch, 0)
		self.assertEqual(
			frappe.db.count(TALK, {"name": ("in", [t.name for t in talks]), "suspected_batch": 1}), 0
		)

	def test_mark_is_the_apps_own(self):
		self.assertRaises(AppOwnedFieldError, self.talk, suspected_batch=1)
		talks = [self.talk(student, content=COPY) for student in self.students[:6]]
		with self.as_user(self.counsellor):
			forged = frappe.get_doc(TALK, talks[2].name)
			forged.suspected_batch = 0
			forged.measures = "x"
			forged.save()
		self.assertEqual(frappe.db.get_value(TALK, talks[2].name, "suspected_batch"), 1)

	def test_two_authors_with_the_same_text_are_no_batch(self):
		for student in self.students[:3]:
			self.talk(student, content=COPY)
		for student in self.students[3:6]:
			self.talk(student, self.adviser, content=COPY)
		self.assertEqual(frappe.db.count(TALK, {"unit": self.unit, "suspected_batch": 1}), 0)

	def test_limit_is_a_setting(self):
		frappe.db.set_single_value("Campus Safety Settings", "same_text_students", 2)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		talks = [self.talk(student, content=COPY) for student in self.students[:3]]
		self.assertEqual(talks[-1].suspected_batch, 1)

	# abnormal

	def test_abnormal_needs_a_next_step(self):
		for step in ("None", "", None):
			self.assertRaises(EscalationMissingError, self.talk, mental_state="Abnormal", escalate_to=step)

	def test_risk_ledger_opens_a_nomination_in_the_authors_name(self):
		talk = self.talk(mental_state="Abnormal", escalate_to="Risk Ledger", abnormal_behaviour=SIGNS)
		ledger = frappe.get_doc(LEDGER, talk.escalation_record)
		self.assertEqual(
			(ledger.student, ledger.owner, ledger.status, ledger.discovery_source),
			(self.student, self.counsellor, "Nominated", "Talk"),
		)
		self.assertEqual(decrypt(ledger.factor_detail), SIGNS)
		self.assertEqual(str(ledger.occurred_on), nowdate())
		self.assertTrue(talk.escalated_at)
		with self.as_user(self.counsellor):  # saving again opens no second one
			talk.reload()
			talk.measures = "陪同"
			talk.save()
		self.assertEqual(frappe.db.count(LEDGER, {"student": self.student}), 1)

	def test_open_ledger_is_told_instead_of_opened_again(self):
		with self.as_user(self.counsellor):
			ledger = make_ledger(self.student)
		talk = self.talk(
			user=self.adviser, mental_state="Abnormal", escalate_to="Risk Ledger", abnormal_behaviour=SIGNS
		)
		self.assertEqual(frappe.db.count(LEDGER, {"student": self.student}), 1)
		self.assertFalse(talk.escalation_record, "the adviser may not read it, so its number stays unsaid")
		(subject,) = self.told(ledger.responsible_person, talk)
		self.assertIn(talk.name, subject)

	def test_mentor_cannot_nominate_so_the_lead_is_told(self):
		talk = self.talk(
			user=self.mentor, mental_state="Abnormal", escalate_to="Risk Ledger", abnormal_behaviour=SIGNS
		)
		self.assertEqual(frappe.db.count(LEDGER, {"student": self.student}), 0)
		self.assertEqual(len(self.told(self.lead, talk)), 1)

	def test_notices_carry_the_number_and_no_name(self):
		name = frappe.db.get_value("Campus Student", self.student, "student_name")
		for step, user in (("Abnormal Report", self.lead), ("Psych Centre", self.psych_head)):
			talk = self.talk(mental_state="Abnormal", escalate_to=step, abnormal_behaviour=SIGNS)
			(subject,) = self.told(user, talk)
			self.assertIn(talk.name, subject)
			self.assertNotIn(name, subject)
			self.assertNotIn(SIGNS, subject)
			self.assertTrue(talk.escalated_at)

	def test_passed_on_is_not_taken_back(self):
		talk = self.talk(mental_state="Abnormal", escalate_to="Psych Centre", abnormal_behaviour=SIGNS)
		with self.as_user(self.counsellor):
			talk.update({"mental_state": "Steady", "escalate_to": "None"})
			self.assertRaises(EscalationMissingError, talk.save)

	# who may

	def test_only_its_author_changes_it_and_nobody_deletes_it(self):
		talk = self.talk()
		for user in (self.adviser, self.lead):
			with self.as_user(user):
				other = frappe.get_doc(TALK, talk.name)
				other.content = "改写"
				self.assertRaises(frappe.PermissionError, other.save)
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.PermissionError, frappe.delete_doc, TALK, talk.name)
			own = frappe.get_doc(TALK, talk.name)
			own.content = "补充：约好下周再谈"
			own.save()
			self.assertRaises(ClosedRecordError, own.on_trash)

	def test_void_needs_a_reason_no_longer_counts_and_is_final(self):
		talk = self.talk()
		with self.as_user(self.adviser):
			self.assertRaises(
				frappe.PermissionError, frappe.get_doc(TALK, talk.name).declare_void, "选错学生"
			)
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.ValidationError, frappe.get_doc(TALK, talk.name).declare_void, " ")
			forged = frappe.get_doc(TALK, talk.name)
			forged.status = "Void"
			self.assertRaises(AppOwnedFieldError, forged.save)
			fresh = frappe.get_doc(TALK, talk.name)
			fresh.declare_void("选错学生")
			self.assertEqual((fresh.status, fresh.counts, fresh.void_reason), ("Void", 0, "选错学生"))
			fresh = frappe.get_doc(TALK, talk.name)
			fresh.content = "改写"
			self.assertRaises(ClosedRecordError, fresh.save)

	def test_scope(self):
		own, neighbour = self.talk(user=self.mentor), self.talk(self.students[1])
		for user, expected in (
			(self.counsellor, {own.name, neighbour.name}),
			(self.adviser, {own.name, neighbour.name}),
			(self.lead, {own.name, neighbour.name}),
			(self.mentor, {own.name}),
			(self.outsider, set()),
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertEqual(
					set(frappe.get_list(TALK, pluck="name", order_by="name", limit_page_length=0)), expected
				)
				self.assertEqual(
					frappe.has_permission(TALK, "read", doc=neighbour.name), neighbour.name in expected
				)
		self.assertRaises(OutOfScopeError, self.talk, user=self.outsider)
		self.assertRaises(OutOfScopeError, self.talk, self.students[1], self.mentor)

	# beside the form

	def test_those_not_talked_with_this_month_come_first(self):
		self.talk(self.students[0])
		with self.as_user(self.counsellor):
			answer = daily_care.get_class_students(TALK, None, getdate())
		self.assertEqual((answer["unit"], answer["units"]), (self.unit, [self.unit]))
		names = [student.name for student in answer["students"]]
		self.assertEqual((names[0], names[-1]), (self.students[1], self.students[0]))
		self.assertEqual(answer["students"][-1].done, nowdate())

	def test_card_shows_each_what_they_may_see(self):
		self.talk()
		with self.as_user(self.counsellor):
			card = daily_care.get_student_card(self.student)
		self.assertEqual([row.topics for row in card["talks"]], ["学习"])
		self.assertNotIn("content", card["talks"][0])
		with self.as_user(self.mentor):
			self.assertEqual(daily_care.get_student_card(self.student)["talks"], [])
