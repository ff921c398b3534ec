"""Trainings: who enters whose, and the rate of a term over every post, students' and dormitories' included."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, getdate, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import LateEntryError, OutOfScopeError
from campus_safety.services.people import training
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

TRAINING, RATES = "Campus Training Record", "Campus Training Rates"


class TrainingTestCase(CampusTestCase):
	moment = "2026-11-27 10:00"

	def set_up_once(self) -> None:
		super().set_up_once()
		self.term = make.make_term()
		self.school = make.make_unit("培训学院", "School")
		self.college = make.make_unit("培训信息学院", "College", self.school)
		self.other = make.make_unit("培训机电学院", "College", self.school)
		self.klass = make.make_unit("培训软件2601班", "Class", self.college)
		self.far = make.make_unit("培训数控2601班", "Class", self.other)
		self.building = make.make_dormitory("培训苑", "Building")
		self.room = make.make_dormitory("101", "Room", self.building)
		self.student = make.make_student("P2026001", self.klass)
		self.far_student = make.make_student("P2026002", self.far)
		self.hr = make.make_user("hr@training.test", r.HR_OFFICE)
		self.counsellor = make.make_user("counsellor@training.test", r.COUNSELLOR)
		self.lead = make.make_user("lead@training.test", r.COLLEGE_LEAD)
		self.manager = make.make_user("manager@training.test", r.DORM_MANAGER)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		make.assign(self.manager, "Dorm Manager", "Dormitory", dormitory=self.building)

	def make(self, **values):
		return frappe.get_doc(
			{
				"doctype": TRAINING,
				"kind": "Psych Skills",
				"topic": "识别与转介",
				"hours": 4,
				"date": nowdate(),
				**values,
			}
		)

	def make_leader(self, student: str | None = None, **scope):
		position = "Room Leader" if scope.get("dormitory") else "Psych Committee Member"
		return frappe.get_doc(
			{
				"doctype": "Campus Network Assignment",
				"level": "Dormitory" if scope.get("dormitory") else "Class",
				"position": position,
				"holder_student": student or self.student,
				"from_date": "2026-09-01",
				**scope,
			}
		).insert()


class TestWhoEntersWhat(TrainingTestCase):
	def test_exactly_one_target(self) -> None:
		self.assertRaises(frappe.MandatoryError, self.make().insert)
		made = self.make(student=self.student).insert()
		self.assertEqual(
			(made.audience, made.unit, made.college, made.term),
			("Student", self.klass, self.college, self.term),
		)
		self.assertEqual(self.make(unit=self.college).insert().audience, "Unit")
		both = self.make(user=self.counsellor, student=self.student, audience="Person").insert()
		self.assertEqual((both.user, both.student, both.unit), (self.counsellor, None, None))
		self.assertRaises(frappe.ValidationError, self.make(user=self.lead, hours=0).insert)

	def test_offices_enter_anybodys_others_whom_they_look_after_nobody_their_own(self) -> None:
		allowed = (
			(self.hr, {"user": self.manager}),
			(self.counsellor, {"student": self.student}),
			(self.lead, {"user": self.counsellor}),
			(self.lead, {"unit": self.klass}),
		)
		for user, target in allowed:
			with self.subTest(user=user, target=target), self.as_user(user):
				self.assertEqual(self.make(**target).insert().recorded_by, user)
		refused = (
			(self.hr, {"user": self.hr}),
			(self.counsellor, {"user": self.counsellor}),
			(self.counsellor, {"student": self.far_student}),
			(self.lead, {"unit": self.other}),
			(self.lead, {"unit": self.school}),
			(self.lead, {"user": self.manager}),
		)
		for user, target in refused:
			with self.subTest(user=user, target=target), self.as_user(user):
				self.assertRaises(OutOfScopeError, self.make(**target).insert)
		with self.as_user(self.manager):
			self.assertRaises(frappe.PermissionError, self.make(user=self.counsellor).insert)

	def test_who_sees_it(self) -> None:
		name = self.make(student=self.student).insert().name
		own = self.make(user=self.manager).insert().name

		def seen(user: str) -> set[str]:
			with self.as_user(user):
				return set(frappe.get_list(TRAINING, {"name": ("in", (name, own))}, pluck="name"))

		far = make.make_user("far@training.test", r.COUNSELLOR)
		make.assign(far, "Counsellor", "Class", unit=self.far)
		self.assertEqual(seen(self.hr), {name, own})
		self.assertEqual((seen(self.counsellor), seen(self.lead)), ({name}, {name}))
		self.assertEqual(seen(self.manager), {own})
		self.assertEqual(seen(far), set())
		self.assertEqual(seen(make.make_user("safety@training.test", r.SAFETY_OFFICE)), {own})

	def test_weeks_later_only_the_offices_and_the_lead(self) -> None:
		day = add_days(nowdate(), -20)
		with self.as_user(self.counsellor):
			self.assertRaises(LateEntryError, self.make(student=self.student, date=day).insert)
		with self.as_user(self.hr):
			self.assertEqual(self.make(student=self.student, date=day).insert().late_entry, 1)

	def test_it_is_evidence(self) -> None:
		with self.as_user(self.counsellor):
			made = self.make(student=self.student).insert()
			made.declare_void("写错了学生")
		self.assertEqual((made.status, made.counts), ("Void", 0))
		for user in (self.counsellor, self.hr):
			with self.as_user(user):
				self.assertRaises(frappe.PermissionError, frappe.delete_doc, TRAINING, made.name)


class TestRate(TrainingTestCase):
	def figures(self, **term) -> dict[tuple, tuple[int, int]]:
		found = training.get_figures(training.get_term(self.term, getdate(nowdate())))
		return {(line.college, line.position): (line.posts, line.trained) for line in found}

	def test_every_post_counts_once_students_and_dormitories_included(self) -> None:
		self.make_leader(unit=self.klass)
		self.make_leader(dormitory=self.room)
		before = self.figures()
		for position in ("Counsellor", "College Lead", "Psych Committee Member", "Room Leader"):
			self.assertEqual(before[self.college, position], (1, 0), position)
		posts, trained = before[None, "Dorm Manager"]
		self.make(student=self.student).insert()
		self.make(user=self.manager).insert()
		after = self.figures()
		self.assertEqual(after[self.college, "Psych Committee Member"], (1, 1))
		self.assertEqual(after[self.college, "Room Leader"], (1, 1))
		self.assertEqual(after[None, "Dorm Manager"], (posts, trained + 1))
		self.assertEqual(after[self.college, "Counsellor"], (1, 0))

	def test_a_unit_trains_every_post_of_it_and_below(self) -> None:
		self.make_leader(dormitory=self.room)
		self.make(unit=self.college).insert()
		found = self.figures()
		for position in ("Counsellor", "College Lead", "Room Leader"):
			self.assertEqual(found[self.college, position], (1, 1), position)
		self.assertEqual(found[None, "Dorm Manager"][1], 0)
		self.make(unit=self.school).insert()
		posts, trained = self.figures()[None, "Dorm Manager"]
		self.assertEqual(posts, trained)

	def test_what_is_void_or_of_another_term_does_not_count(self) -> None:
		made = self.make(user=self.counsellor).insert()
		self.assertEqual(self.figures()[self.college, "Counsellor"], (1, 1))
		made.declare_void("人写错了")
		self.assertEqual(self.figures()[self.college, "Counsellor"], (1, 0))
		with self.as_user(self.hr):
			self.make(user=self.counsellor, date="2026-06-10").insert()
		self.assertEqual(self.figures()[self.college, "Counsellor"], (1, 0))

	def test_hidden_officers_are_not_counted(self) -> None:
		make.assign_hidden(make.make_user("hidden@training.test"), "Class", unit=self.klass)
		self.assertFalse([key for key in self.figures() if key[1] == "Hidden Safety Officer"])

	def test_the_report_by_scope(self) -> None:
		self.make(user=self.counsellor).insert()

		def rows(user: str) -> dict:
			with self.as_user(user):
				return {
					(row["college"], row["position"]): row["training_rate"]
					for row in run(RATES, filters={"term": self.term})["result"]
					if isinstance(row, dict)
				}

		self.assertEqual(rows(self.hr)[self.college, "Counsellor"], 100.0)
		self.assertEqual({college for college, _position in rows(self.lead)}, {self.college})
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.PermissionError, run, RATES)
