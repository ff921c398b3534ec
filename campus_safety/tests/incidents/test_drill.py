"""A drill: who may know of it, who is expected, marks counted once, compared, its problems mended, its proofs shown."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, DrillStepError
from campus_safety.services.incidents.drills import board, expected, muster, steps
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase, at
from campus_safety.tests.world import get_world

DRILL, MARK, STUDENT = steps.DRILL, muster.MARK, "Campus Student"


class DrillTestCase(CampusTestCase):
	moment = TEACHING_DAY

	@classmethod
	def setUpClass(cls) -> None:
		cls.world = get_world()  # commits
		super().setUpClass()

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("演练测试学校", "School")
		self.college = make.make_unit("演练测试学院", "College", school)
		self.unit = make.make_unit("演练测试班", "Class", self.college)
		self.building = make.make_dormitory("演练测试楼", "Building")
		floor = make.make_dormitory("演练测试一层", "Floor", self.building)
		room = make.make_dormitory("演练测试101", "Room", floor, beds=6)
		self.students = [
			make.make_student(
				f"DR26{number:04}", self.unit, dormitory=room, residence_type="Dormitory", bed_no=str(number)
			)
			for number in range(4)
		]
		self.planner = make.make_user("planner@drills.test", r.SECURITY_OFFICE)
		self.officer = make.make_user("officer@drills.test", r.LOGISTICS)
		self.manager = make.make_user("manager@drills.test", r.DORM_MANAGER)
		make.assign(self.manager, "Dorm Manager", "Dormitory", dormitory=self.building)
		self.carer = make.make_user("carer@drills.test", r.COUNSELLOR)
		make.assign(self.carer, "Counsellor", "Class", unit=self.unit)
		self.stranger = make.make_user("stranger@drills.test", r.COUNSELLOR)

	def plan(self, **values):
		with self.as_user(self.planner):
			return frappe.get_doc(
				{
					"doctype": DRILL,
					"drill_type": "Fire",
					"notice_mode": "Announced",
					"planned_at": add_to_date(now_datetime(), hours=2),
					"building": self.building,
					"assembly_point": "篮球场",
					"safety_officer": self.officer,
					"told_119_at": now_datetime(),
					**values,
				}
			).insert()

	def begin(self, drill):
		with self.as_user(self.officer):
			steps.start(frappe.get_doc(DRILL, drill.name), now_datetime())
		drill.reload()
		return drill

	def finish(self, drill):
		with self.as_user(self.officer):
			document = frappe.get_doc(DRILL, drill.name)
			for row in document.evaluation:
				row.result = row.result or "Met"
			document.save()
			steps.finish(frappe.get_doc(DRILL, drill.name), now_datetime())
		drill.reload()
		return drill

	def marks(self, drill, **filters) -> list[str]:
		return frappe.get_all(MARK, {"drill": drill.name, **filters}, pluck="name", order_by="name asc")

	def reads(self, user: str, drill) -> bool:
		return bool(frappe.has_permission(DRILL, "read", doc=drill.name, user=user))


class TestWhoMayKnow(DrillTestCase):
	def test_unannounced_it_is_for_who_plans_and_who_cares_until_it_begins(self) -> None:
		self.look_after(self.students[0], self.carer)
		drill = self.plan(notice_mode="Unannounced")
		for user in (self.planner, self.officer, self.carer):
			self.assertTrue(self.reads(user, drill), user)
		for user in (self.manager, self.stranger):
			self.assertFalse(self.reads(user, drill), user)
			with self.as_user(user):
				self.assertNotIn(drill.name, frappe.get_list(DRILL, pluck="name"))
		told = frappe.get_all("Notification Log", {"document_name": drill.name}, pluck="for_user")
		self.assertEqual(set(told), {self.officer, self.carer})
		self.begin(drill)
		self.assertTrue(self.reads(self.manager, drill))

	def test_where_a_key_student_lives_and_the_code_stand_in_no_drill(self) -> None:
		"""Who plans one for each class in turn, or reads it once it has begun, learns neither; the officer has the poster."""
		empty = self.plan(notice_mode="Unannounced", building=None, drilled_unit=self.unit)
		self.look_after(self.students[0], self.carer)
		drill = self.plan(notice_mode="Unannounced", building=None, drilled_unit=self.unit)
		for each in (empty, drill):
			self.assertNotIn(self.carer, frappe.as_json(each.as_dict()))
		self.begin(drill)
		code = muster.code_of(drill)
		with self.as_user(self.stranger):
			seen = frappe.get_doc(DRILL, drill.name)
			texts = (seen.as_dict(), board.get_board(seen, now_datetime()))
		versions = frappe.get_all("Version", {"docname": drill.name}, pluck="data")
		for hidden in (code, self.carer):
			self.assertNotIn(hidden, frappe.as_json([*texts, versions]))
		self.assertEqual(texts[1]["qr"], "")
		with self.as_user(self.officer):
			self.assertTrue(board.get_board(drill, now_datetime())["qr"])

	def look_after(self, student: str, user: str) -> None:
		status = frappe.get_doc(
			{
				"doctype": "Campus Risk Status",
				"student": student,
				"status": "Active",
				"risk_level": frappe.get_all("Campus Risk Level", limit=1, pluck="name")[0],
				"responsible_person": user,
				"unit": self.unit,
				"college": self.college,
			}
		)
		status.set_new_name()
		status.db_insert()

	def test_who_leads_and_marks_is_of_the_staff(self) -> None:
		"""Both read the names of everybody in the building."""
		student = make.make_user("student@drills.test")
		self.assertRaises(DrillStepError, self.plan, safety_officer=student)
		self.assertRaises(DrillStepError, self.plan, wardens=[{"user": student}])
		drill = self.begin(self.plan(wardens=[{"user": self.stranger}]))
		self.assertTrue(board.may_mark(self.stranger, drill))

	def test_a_plan_holds_what_can_be_so(self) -> None:
		ahead = add_to_date(now_datetime(), hours=1)
		for values in ({"visitors": steps.MOST_VISITORS + 1}, {"told_119_at": ahead}, {"told_110_at": ahead}):
			with self.subTest(values):
				self.assertRaises(DrillStepError, self.plan, **values)
		self.assertRaisesRegex(DrillStepError, "building", self.plan, building=None)
		self.assertTrue(self.plan(building=None, drill_type="Tabletop").name)
		self.assertTrue(self.plan(building=None, drilled_unit=self.unit).name)
		self.assertRaises(DrillStepError, self.plan, incident=self.world.incident)  # it is over since long

	def test_announced_it_is_no_secret(self) -> None:
		drill = self.plan()
		self.assertTrue(self.reads(self.stranger, drill))
		with self.as_user(self.stranger), self.assertRaises(DrillStepError):
			document = frappe.get_doc(DRILL, drill.name)
			document.assembly_point = "别处"
			document.save()

	def test_violence_is_never_a_surprise_and_the_police_know(self) -> None:
		self.assertRaises(DrillStepError, self.plan, drill_type="Violence", notice_mode="Unannounced")
		drill = self.plan(drill_type="Violence")
		self.assertRaises(DrillStepError, self.begin, drill)
		self.assertRaises(DrillStepError, self.begin, self.plan(told_119_at=None))


class TestMuster(DrillTestCase):
	def test_expected_is_who_really_sleeps_there(self) -> None:
		frappe.db.set_value(STUDENT, self.students[3], "status", "Internship")
		with patch.object(expected, "get_excused", lambda students: {self.students[2]}):
			drill = self.begin(self.plan(visitors=1))
		found = dict(frappe.get_all(MARK, {"drill": drill.name}, ["student", "state"], as_list=True))
		self.assertEqual(
			found,
			{
				self.students[0]: "Expected",
				self.students[1]: "Expected",
				self.students[2]: "Excused",
				None: "Expected",
			},
		)
		muster.write_expected(drill, now_datetime())
		self.assertEqual(len(self.marks(drill)), 4, "begun again it adds nobody")

	def test_of_a_class_who_is_at_school(self) -> None:
		frappe.db.set_value(STUDENT, self.students[3], "status", "Suspended")
		drill = self.begin(self.plan(building=None, drilled_unit=self.unit))
		self.assertEqual(len(self.marks(drill, state="Expected")), 3)

	def test_visitors_of_another_room(self) -> None:
		hooks = frappe.get_hooks
		with patch.object(
			frappe,
			"get_hooks",
			lambda name=None, *more, **named: (
				["campus_safety.tests.incidents.test_drill.visitors"]
				if name == expected.VISITORS
				else hooks(name, *more, **named)
			),
		):
			drill = self.begin(self.plan())
		self.assertEqual(frappe.db.get_value(MARK, {"drill": drill.name, "kind": "Visitor"}, "who"), "来访者")

	def test_marked_and_checked_in_it_counts_once(self) -> None:
		drill, now = self.begin(self.plan()), now_datetime()
		(first, *rest) = frappe.get_all(MARK, {"drill": drill.name}, ["name", "student"], order_by="name asc")
		with self.as_user(self.manager):
			self.assertTrue(board.may_mark(self.manager, drill))
			self.assertEqual(muster.mark(drill.name, [first.name, first.name], True, now), 1)
			self.assertEqual(muster.mark(drill.name, [first.name], True, now), 0)
		code = muster.code_of(drill)
		for _again in range(2):
			self.assertEqual(muster.check_in(code, first.student, now), "篮球场")
		muster.check_in(code, rest[0].student, now)
		self.assertEqual(muster.count(drill.name), muster.Totals(4, 2, 0, 2))
		with self.as_user(self.manager):
			self.assertEqual(muster.mark(drill.name, [first.name], False, now), 1)
		self.assertEqual(muster.count(drill.name).present, 1)
		other = make.make_student("DR269999", self.unit)
		muster.check_in(code, other, now)
		self.assertEqual(muster.count(drill.name).present, 2, "whoever was there is counted")
		self.assertRaises(DrillStepError, muster.check_in, "forged", other, now)

	def test_who_has_no_business_marks_nobody(self) -> None:
		drill = self.begin(self.plan())
		self.assertFalse(board.may_mark(self.stranger, drill))
		with self.as_user(self.stranger):
			self.assertEqual(frappe.get_list(MARK, pluck="name"), [])
		with self.as_user(self.manager):
			self.assertEqual(len(frappe.get_list(MARK, {"drill": drill.name}, pluck="name")), 4)
		for user in (self.planner, self.manager):
			self.assertFalse(frappe.has_permission(MARK, "write", user=user))
			self.assertFalse(frappe.has_permission(MARK, "create", user=user))

	def test_red_after_the_setting(self) -> None:
		drill = self.begin(self.plan())
		with self.as_user(self.planner):
			self.assertFalse(board.get_board(drill, now_datetime())["red"])
			self.assertTrue(board.get_board(drill, now_datetime() + timedelta(minutes=11))["red"])


class TestWhatItLeaves(DrillTestCase):
	def test_finished_it_says_who_was_missing_and_seals_the_marks(self) -> None:
		drill = self.begin(self.plan())
		last = get_datetime(drill.started_at) + timedelta(minutes=4, seconds=30)
		muster.mark(drill.name, self.marks(drill)[:3], True, last)
		self.finish(drill)
		self.assertEqual(
			(drill.status, drill.expected, drill.evacuated, drill.missing), ("Finished", 4, 3, 1)
		)
		self.assertEqual((drill.muster_minutes, len(drill.marks_digest)), (5, 64))
		self.assertTrue(drill.occurred_on)
		with self.as_user(self.planner):
			document = frappe.get_doc(DRILL, drill.name)
			document.after_talk = "改写"
			self.assertRaises(ClosedRecordError, document.save)

	def test_every_check_is_answered_and_every_problem_a_hazard(self) -> None:
		drill = self.begin(self.plan())
		with self.as_user(self.officer):
			self.assertRaises(DrillStepError, steps.finish, frappe.get_doc(DRILL, drill.name), now_datetime())
			document = frappe.get_doc(DRILL, drill.name)
			document.append("problems", {"problem": "二层安全门打不开"})
			document.save()
		self.assertRaises(DrillStepError, self.finish, drill)
		area, kind = (
			frappe.get_all(doctype, limit=1, pluck="name")[0]
			for doctype in ("Campus Safety Area", "Campus Hazard Category")
		)
		with self.as_user(self.officer):
			document = frappe.get_doc(DRILL, drill.name)
			document.problems[0].hazard = "SH-0000-00000"
			self.assertRaises(frappe.ValidationError, document.save)
			document = frappe.get_doc(DRILL, drill.name)
			hazard = board.raise_hazard(
				document, document.problems[0].name, {"area": area, "category": kind}, now_datetime()
			)
		self.assertEqual(
			frappe.db.get_value("Campus Safety Hazard", hazard, "description"), "二层安全门打不开"
		)
		self.finish(drill)
		following = self.plan()
		self.assertIn("二层安全门打不开", [row.item for row in following.evaluation])
		with self.as_user(self.planner):
			last = board.get_board(following, now_datetime())["last"]
		self.assertEqual((last["name"], last["expected"], last["problems"]), (drill.name, 4, 1))

	def test_what_a_review_has_promised_is_shown(self) -> None:
		review = (
			frappe.db.get_value("Campus Incident Review", {"basic_facts": "CANARY-review-facts"})
			or self.review()
		)
		row = frappe.get_doc(
			{
				"doctype": steps.ACTION,
				"parent": review,
				"parenttype": steps.REVIEW,
				"parentfield": "actions",
				"action": "换阻燃容器",
				"prove_in_drill": 1,
			}
		)
		row.db_insert()
		drill = self.begin(self.plan())
		self.assertIn((row.name, review), [(each.source_row, each.comes_from) for each in drill.evaluation])
		self.finish(drill)
		self.assertEqual(frappe.db.get_value(steps.ACTION, row.name, "proved_in"), drill.name)
		self.assertNotIn(row.name, [each.source_row for each in self.plan().evaluation])

	def review(self) -> str:
		review = frappe.get_doc(
			{"doctype": steps.REVIEW, "status": "Approved", "incident": "EI-T", "due": "2018-01-01"}
		)
		review.set_new_name()
		review.db_insert()
		return review.name

	def test_what_the_app_writes_nobody_else_does(self) -> None:
		drill = self.begin(self.plan())
		for field, value in (("status", "Finished"), ("evacuated", 4), ("occurred_on", "2026-01-01")):
			with self.subTest(field), self.as_user(self.planner):
				document = frappe.get_doc(DRILL, drill.name)
				document.set(field, value)
				self.assertRaises(AppOwnedFieldError, document.save)
		with self.as_user(self.planner), self.assertRaises(DrillStepError):
			document = frappe.get_doc(DRILL, drill.name)
			document.notice_mode = "Unannounced"
			document.save()

	def test_at_night_by_the_schools_shift(self) -> None:
		with at(now_datetime().replace(hour=23, minute=5)):
			self.assertEqual(self.begin(self.plan()).is_night, 1)
		self.assertEqual(self.begin(self.plan()).is_night, 0)


def visitors(_building: str, _now) -> list[str]:
	return ["来访者"]
