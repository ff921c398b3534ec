"""Positions as records: a school adds its own without code, and what it changed stays."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import nowdate

from campus_safety.domain import roles as r
from campus_safety.domain.people.network import POSTS
from campus_safety.engines.duties import rules
from campus_safety.exceptions import AssignmentConflictError, DutyRuleError, OutOfScopeError
from campus_safety.records import posts
from campus_safety.records.positions import get_post, get_posts
from campus_safety.setup.defaults import create_missing_defaults
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

POSITION, ASSIGNMENT = "Campus Network Position", "Campus Network Assignment"


class PositionTestCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.school = make.make_unit("岗位学院", "School")
		self.college = make.make_unit("岗位信息学院", "College", self.school)
		self.klass = make.make_unit("岗位软件2601班", "Class", self.college)
		self.building = make.make_dormitory("岗位苑", "Building")
		self.room = make.make_dormitory("101", "Room", self.building)
		self.student = make.make_student("G2026001", self.klass, dormitory=self.room)
		self.user = make.make_user("dean@position.test", r.COUNSELLOR)
		self.affairs = make.make_user("affairs@position.test", r.STUDENT_AFFAIRS)
		self.lead = make.make_user("lead@position.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)

	def make_position(self, name: str, **values):
		return frappe.get_doc(
			{"doctype": POSITION, "position_name": name, "holder_kind": "Staff", "at_college": 1, **values}
		)

	def make_assignment(self, position: str, **values):
		return frappe.get_doc(
			{
				"doctype": ASSIGNMENT,
				"level": "College",
				"position": position,
				"holder_user": self.user,
				"unit": self.college,
				"from_date": nowdate(),
				**values,
			}
		)


class TestSeeded(PositionTestCase):
	def test_the_shipped_ones_read_as_they_are_declared(self) -> None:
		found = get_posts()
		for name, post in POSTS.items():
			self.assertEqual(found[name], post, name)
			self.assertEqual(get_post(name), post)

	def test_what_the_school_changed_survives_a_migrate(self) -> None:
		leader = frappe.get_doc(POSITION, "Room Leader")
		leader.update({"needed_for": "", "sort_order": 3, "enabled": 0}).save()
		self.make_position("系主任").insert()
		create_missing_defaults()  # what every migrate runs; the indexes beside it would commit
		frappe.get_doc(POSITION, "系主任")
		leader.reload()
		self.assertEqual((leader.needed_for, leader.sort_order, leader.enabled), ("", 3, 0))
		self.assertEqual(frappe.db.count(POSITION, {"name": "Counsellor"}), 1)

	def test_shipped_ones_are_switched_off_not_deleted(self) -> None:
		self.assertRaises(frappe.ValidationError, frappe.delete_doc, POSITION, "Counsellor")
		frappe.db.set_value(POSITION, "College Psych Station Head", "enabled", 0)
		self.assertRaises(frappe.ValidationError, self.make_assignment("College Psych Station Head").insert)

	def test_a_hidden_one_stays_hidden(self) -> None:
		hidden = frappe.get_doc(POSITION, "Hidden Safety Officer")
		hidden.covert = 0
		self.assertRaises(frappe.CannotChangeConstantError, hidden.save)

	def test_what_makes_a_position_wrong(self) -> None:
		for values in (
			{"at_college": 0},
			{"dormitory_type": "Room"},
			{"needed_for": "Room"},
			{"covert": 1, "needed_for": "College"},
			{"single_students": 1},
			{"appointers": [{"role": r.HR_OFFICE}, {"role": r.HR_OFFICE}]},
		):
			with self.subTest(values):
				self.assertRaises(frappe.ValidationError, self.make_position("测试岗", **values).insert)
		self.assertRaises(frappe.ValidationError, self.make_position("Psych Head").insert)


class TestWhoMay(PositionTestCase):
	def test_only_the_offices_write_them(self) -> None:
		with self.as_user(self.affairs):
			self.make_position("系主任").insert()
		for user in (self.user, self.lead, make.make_user("hr@position.test", r.HR_OFFICE)):
			with self.subTest(user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, self.make_position("另一岗").insert)
				self.assertTrue(frappe.get_list(POSITION, {"name": "系主任"}))


class TestOwnPosition(PositionTestCase):
	def test_a_dean_is_appointed_and_gets_the_scope(self) -> None:
		self.make_position("系主任", one_per_scope=1, role=r.COUNSELLOR).insert()
		made = self.make_assignment("系主任").insert()
		self.assertEqual((made.status, made.college), ("Active", self.college))
		with self.as_user(self.user):
			self.assertEqual(frappe.get_list("Campus Student", pluck="name"), [self.student])
		second = make.make_user("second@position.test", r.COUNSELLOR)
		self.assertRaises(AssignmentConflictError, self.make_assignment("系主任", holder_user=second).insert)
		self.assertRaises(
			frappe.ValidationError,
			self.make_assignment("系主任", level="Class", unit=self.klass, holder_user=second).insert,
		)

	def test_a_head_of_a_building_may_be_a_student(self) -> None:
		self.make_position(
			"楼长", at_college=0, at_dormitory=1, dormitory_type="Building", holder_kind="Student"
		).insert()
		values = {"level": "Dormitory", "holder_user": None, "holder_student": self.student, "unit": None}
		made = self.make_assignment("楼长", dormitory=self.building, **values).insert()
		self.assertEqual(made.college, self.college)
		self.assertRaises(
			frappe.ValidationError, self.make_assignment("楼长", dormitory=self.room, **values).insert
		)

	def test_an_unknown_one_is_a_plain_refusal(self) -> None:
		self.assertRaises(frappe.LinkValidationError, self.make_assignment("没有的岗").insert)

	def test_who_appoints(self) -> None:
		self.make_position("系主任", appointers=[{"role": r.STUDENT_AFFAIRS, "anywhere": 1}]).insert()
		with self.as_user(self.lead):
			self.assertRaises(OutOfScopeError, self.make_assignment("系主任").insert)
		with self.as_user(self.affairs):
			self.make_assignment("系主任").insert()
		self.make_position("教研室主任", appointers=[{"role": r.COLLEGE_LEAD}]).insert()
		with self.as_user(self.affairs):
			self.assertRaises(OutOfScopeError, self.make_assignment("教研室主任").insert)
		with self.as_user(self.lead):
			self.make_assignment("教研室主任").insert()
			self.assertRaises(
				OutOfScopeError, self.make_assignment("教研室主任", holder_user=self.lead).insert
			)

	def test_it_is_counted_where_it_is_needed(self) -> None:
		self.make_position("系主任", needed_for="College").insert()

		def line() -> tuple:
			rows = run("Campus Staffing Ratios")["result"]
			return next(
				(row["have"], row["needed"])
				for row in rows
				if isinstance(row, dict) and row["unit"] == self.college and "系主任" in row["item_name"]
			)

		self.assertEqual(line(), (0, 1))
		self.make_assignment("系主任").insert()
		self.assertEqual(line(), (1, 1))


class TestDuties(PositionTestCase):
	def rule(self, position: str, **values):
		return frappe.get_doc(
			{
				"doctype": "Campus Duty Rule",
				"rule_name": f"岗位测试 {position}",
				"subject_type": "College",
				"evidence_doctype": "Campus Training Record",
				"subject_field": "unit",
				"time_field": "date",
				"period": "Term",
				"min_count": 1,
				"responsible_position": position,
				**values,
			}
		)

	def test_a_rule_may_name_it_and_its_holder_answers(self) -> None:
		self.make_position("系主任").insert()
		rule = self.rule("系主任", escalation=[{"after_days": 3, "to_position": "系主任"}]).insert()
		self.assertIsNone(rules.read(rule).role)
		self.make_assignment("系主任").insert()
		self.assertEqual(posts.get_nearest_holder("系主任", "Campus Unit", self.college), self.user)
		from campus_safety.engines.duties import subjects

		chosen = subjects.select(rules.read(rule))
		found = dict(chosen.query.select(chosen.name, chosen.holder).run())
		self.assertEqual(found[self.college], self.user)

	def test_offices_stay_offices_and_students_answer_for_none(self) -> None:
		self.assertEqual(rules.read(self.rule("Psych Head").insert()).role, r.PSYCH_HEAD)
		self.make_position("学生干部", holder_kind="Student").insert()
		for position in ("没有的岗", "学生干部", "Room Leader", "Hidden Safety Officer"):
			with self.subTest(position):
				self.assertRaises(DutyRuleError, self.rule(position).insert)

	def test_the_form_offers_them(self) -> None:
		from campus_safety.engines.duties import rule_fields

		self.make_position("系主任").insert()
		offered = [choice["value"] for choice in rule_fields.get_responsible()]
		self.assertIn("系主任", offered)
		self.assertIn("Psych Head", offered)
		self.assertNotIn("Hidden Safety Officer", offered)
		self.assertEqual(len(offered), len(set(offered)))


class TestAddedOptions(PositionTestCase):
	def test_options_a_school_had_added_become_positions(self) -> None:
		setter = frappe.get_doc(
			{
				"doctype": "Property Setter",
				"doctype_or_field": "DocField",
				"doc_type": ASSIGNMENT,
				"field_name": "position",
				"property": "options",
				"property_type": "Text",
				"value": "Counsellor\n楼栋长",
			}
		)
		setter.name = f"{ASSIGNMENT}-position-options"
		setter.db_insert()  # as an older version had let it be saved
		for _again in range(2):
			create_missing_defaults()
		self.assertFalse(frappe.db.exists("Property Setter", setter.name))
		self.assertEqual((get_post("楼栋长").by_student, len(get_post("楼栋长").levels)), (True, 4))
		self.assertEqual(frappe.get_meta(ASSIGNMENT).get_field("position").options, POSITION)
		self.make_assignment("楼栋长").insert()
