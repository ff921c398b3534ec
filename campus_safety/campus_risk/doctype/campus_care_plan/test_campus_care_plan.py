"""Classified care 分类关爱: what the categories bring, who may read and help, the month's review, how it ends."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.access.checks import reach_of
from campus_safety.campus_risk.doctype.campus_care_plan.actions import TEMPLATE
from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	AppendOnlyError,
	CareStepError,
	OutOfScopeError,
	SecondCarePlanError,
)
from campus_safety.setup.care import CATEGORIES, CATEGORY, create_missing_care_lists
from campus_safety.tests.bases.care import BEGIN, BODY, MOOD, PLAN, STUDY, CareTestCase
from campus_safety.tests.world import OTHER_STUDENT


class TestActions(CareTestCase):
	def test_each_category_brings_its_own_when_the_care_begins(self) -> None:
		filed = self.file(STUDY, MOOD)
		self.assertFalse(filed.actions)
		plan = self.act(self.counsellor, filed, BEGIN)
		expected = {action[0] for name in (STUDY, MOOD) for action in CATEGORIES[name][2]}
		self.assertEqual({row.action for row in plan.actions}, expected)
		self.assertEqual({row.action_owner for row in plan.actions}, {self.counsellor})
		talk = next(row for row in plan.actions if row.action == "谈心谈话")
		self.assertEqual(getdate(talk.due), getdate(add_days(nowdate(), 7)))
		self.assertEqual(getdate(plan.next_due), min(getdate(row.due) for row in plan.actions))

	def test_a_category_added_later_brings_them_then_and_one_taken_out_ends_its_open_ones(self) -> None:
		plan = self.begun(STUDY)
		plan = self.edit(self.counsellor, plan, lambda doc: doc.append("categories", {"category": MOOD}))
		self.assertIn("谈心谈话", {row.action for row in plan.actions})
		plan = self.edit(
			self.counsellor,
			plan,
			lambda doc: doc.set("categories", [row for row in doc.categories if row.category != STUDY]),
		)
		open_ones = {row.action for row in plan.actions if not row.not_needed}
		self.assertEqual(open_ones, {action[0] for action in CATEGORIES[MOOD][2]})

	def test_done_needs_a_word_and_says_who_and_when(self) -> None:
		plan = self.begun()
		with self.assertRaisesRegex(CareStepError, "任课教师跟进辅导"):
			self.tick(self.counsellor, plan, "任课教师跟进辅导", outcome=" ")
		plan = self.tick(self.adviser, plan, "任课教师参与家访", done_by=self.lead, done_on="2020-01-01")
		row = next(row for row in plan.actions if row.action == "任课教师参与家访")
		self.assertEqual((row.done_by, getdate(row.done_on)), (self.adviser, getdate()))

	def test_what_repeats_comes_again(self) -> None:
		plan = self.begun()
		due = next(row.due for row in plan.actions if row.action == "任课教师跟进辅导")
		plan = self.tick(self.counsellor, plan, "任课教师跟进辅导")
		dues = [getdate(row.due) for row in plan.actions if row.action == "任课教师跟进辅导"]
		self.assertEqual(dues, [getdate(due), getdate(due) + timedelta(days=30)])

	def test_rows_stay_as_they_are(self) -> None:
		plan = self.begun()
		for change in (
			lambda doc: doc.set("actions", doc.actions[1:]),
			lambda doc: doc.actions[0].set("due", add_days(nowdate(), 300)),
			lambda doc: doc.actions[0].set("action", "别的"),
		):
			with self.assertRaises(AppendOnlyError):
				self.edit(self.counsellor, plan, change)
		plan = self.tick(self.counsellor, plan, "谈学习方法与补考重修安排")
		done = next(row.idx for row in plan.actions if row.done)
		with self.assertRaises(AppendOnlyError):
			self.edit(self.counsellor, plan, lambda doc: doc.actions[done - 1].set("outcome", "改写"))

	def test_nothing_is_to_be_done_by_yesterday(self) -> None:
		plan = self.begun()

		def add(days: int):
			row = {"action": "自己加的", "due": add_days(nowdate(), days)}
			return self.edit(self.counsellor, plan, lambda doc: doc.append("actions", row))

		self.assertRaises(CareStepError, add, -1)
		self.assertEqual(add(0).actions[-1].action, "自己加的")

	def test_one_that_is_not_needed_says_why(self) -> None:
		plan = self.begun()
		with self.assertRaises(CareStepError):
			self.tick(self.counsellor, plan, "任课教师参与家访", done=0, not_needed=1, outcome="")
		with self.assertRaises(CareStepError):
			self.tick(self.counsellor, plan, "任课教师参与家访", not_needed=1)
		plan = self.tick(
			self.counsellor, plan, "任课教师参与家访", done=0, not_needed=1, outcome="家长在校陪读"
		)
		self.assertNotIn("任课教师参与家访", {row.action for row in plan.actions if not row.not_needed})

	def test_a_forged_row_carries_nothing_of_the_apps(self) -> None:
		template = frappe.get_all(TEMPLATE, filters={"category": MOOD}, pluck="name")[0]
		row = {"action": "自己加的", "due": nowdate(), "template": template, "done_by": self.lead}
		plan = self.edit(self.counsellor, self.begun(), lambda doc: doc.append("actions", row))
		added = next(row for row in plan.actions if row.action == "自己加的")
		self.assertEqual((added.template, added.done_by), (None, None))

	def test_a_school_keeps_what_it_made_of_the_lists(self) -> None:
		frappe.db.delete(TEMPLATE, {"category": MOOD})
		frappe.db.set_value(CATEGORY, STUDY, "for_teachers", 0)
		create_missing_care_lists()
		self.assertFalse(frappe.db.exists(TEMPLATE, {"category": MOOD}))
		self.assertEqual(frappe.db.get_value(CATEGORY, STUDY, "for_teachers"), 0)


class TestPeople(CareTestCase):
	def test_of_ones_own_classes_and_one_at_a_time(self) -> None:
		with self.assertRaises(OutOfScopeError):
			self.file(by=self.stranger)
		self.file()
		with self.assertRaises(SecondCarePlanError):
			self.file(by=self.adviser)

	def test_a_teacher_who_helps_reads_where_the_reason_is_not_private(self) -> None:
		plan = self.begun(STUDY)
		self.assertFalse(reach_of(self.mentor, PLAN).covers(plan))
		plan = self.edit(self.counsellor, plan, lambda doc: doc.actions[0].set("action_owner", self.mentor))
		self.assertTrue(reach_of(self.mentor, PLAN).covers(plan))
		plan = self.edit(self.counsellor, plan, lambda doc: doc.append("categories", {"category": MOOD}))
		self.assertFalse(reach_of(self.mentor, PLAN).covers(plan))

	def test_nobody_is_named_who_cannot_open_it(self) -> None:
		plan = self.begun(MOOD)
		for person in (self.mentor, self.stranger):
			with self.assertRaises(CareStepError):
				self.edit(
					self.counsellor, plan, lambda doc, who=person: doc.actions[0].set("action_owner", who)
				)
			with self.assertRaises(CareStepError):
				self.edit(self.counsellor, plan, lambda doc, who=person: doc.set("responsible_person", who))

	def test_a_teacher_who_helps_ticks_the_own_action_and_nothing_else(self) -> None:
		plan = self.edit(
			self.counsellor, self.begun(), lambda doc: doc.actions[0].set("action_owner", self.mentor)
		)
		mine, other = plan.actions[0].action, plan.actions[1].action
		for change in (
			lambda doc: doc.set("situation", "别的"),
			lambda doc: doc.append("actions", {"action": "别的", "due": nowdate()}),
			lambda doc: doc.append("reviews", {"review_date": nowdate(), "effect": "Better", "note": "好了"}),
		):
			with self.assertRaises(frappe.PermissionError):
				self.edit(self.mentor, plan, change)
		with self.assertRaises(frappe.PermissionError):
			self.tick(self.mentor, plan, other)
		plan = self.tick(self.mentor, plan, mine)
		self.assertEqual(plan.actions[0].done_by, self.mentor)

	def test_who_helps_here_is_no_staff_of_another_class(self) -> None:
		frappe.get_doc("User", self.stranger).add_roles(r.MENTOR)
		plan = self.edit(
			self.counsellor, self.begun(), lambda doc: doc.actions[0].set("action_owner", self.stranger)
		)
		for change in (
			lambda doc: doc.set("situation", "改写"),
			lambda doc: doc.set("responsible_person", self.stranger),
			lambda doc: doc.append("reviews", {"review_date": nowdate(), "effect": "Worse", "note": "差"}),
		):
			with self.assertRaises(frappe.PermissionError):
				self.edit(self.stranger, plan, change)
		self.tick(self.stranger, plan, plan.actions[0].action)

	def test_what_was_private_stays_private(self) -> None:
		plan = self.begun(STUDY, MOOD)
		plan = self.edit(
			self.counsellor,
			plan,
			lambda doc: doc.set("categories", [row for row in doc.categories if row.category != MOOD]),
		)
		self.assertEqual(plan.for_teachers, 0)
		with self.assertRaises(CareStepError):
			self.edit(self.counsellor, plan, lambda doc: doc.actions[0].set("action_owner", self.mentor))

	def test_help_ends_with_the_plan_and_with_the_class(self) -> None:
		plan = self.edit(
			self.counsellor, self.begun(), lambda doc: doc.actions[0].set("action_owner", self.mentor)
		)
		plan = self.tick(self.mentor, plan, plan.actions[0].action)
		self.assertTrue(reach_of(self.mentor, PLAN).covers(plan))
		student = frappe.get_doc("Campus Student", self.student)
		student.unit = frappe.db.get_value("Campus Student", OTHER_STUDENT, "unit")
		student.save()
		self.assertFalse(reach_of(self.mentor, PLAN).covers(frappe.get_doc(PLAN, plan.name)))


class TestSpecialPhysique(CareTestCase):
	def test_parents_know_before_it_begins(self) -> None:
		plan = self.file(BODY, condition="哮喘", restricted_activities="不参加长跑")
		with self.assertRaisesRegex(CareStepError, "(?s)Parents Told At|告知家长时间"):
			self.act(self.counsellor, plan, BEGIN)
		plan = self.edit(self.counsellor, plan, lambda doc: doc.set("parents_told_at", now_datetime()))
		self.assertEqual(self.act(self.counsellor, plan, BEGIN).status, "Supporting")

	def test_nobody_is_told_in_the_future(self) -> None:
		with self.assertRaises(CareStepError):
			self.file(BODY, restricted_activities="不参加长跑", parents_told_at=add_days(now_datetime(), 1))

	def test_the_hint_says_what_and_never_why(self) -> None:
		plan = self.file(
			BODY,
			condition="CANARY-哮喘",
			situation="CANARY-情况",
			restricted_activities="不参加长跑",
			advice_for_teachers="课上不点名提问",
		)
		with self.as_user(self.counsellor):
			page = frappe.get_print(PLAN, plan.name, "Campus Teacher Hint")
		self.assertIn("不参加长跑", page)
		self.assertIn("课上不点名提问", page)
		self.assertNotIn("CANARY", page)
		self.assertNotIn(BODY, page)
