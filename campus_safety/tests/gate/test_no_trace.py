"""Residents without a trace, everything that is a trace or a reason, and truancy."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.domain.gate.passage import Passage
from campus_safety.exceptions import OutOfScopeError
from campus_safety.services.gate import events, no_trace
from campus_safety.services.gate.people import find_people
from campus_safety.services.gate.settings import get_no_trace_rule
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.gate.base import NUMBERS, GateTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, NEIGHBOUR

CASE, ABSENCE, EXCLUSION = "Campus Absence Case", "Campus Class Absence", "Campus Trace Exclusion"


class TestNoTrace(GateTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.now = now_datetime().replace(microsecond=0)
		frappe.db.set_value(
			"Campus Student", {"name": ("in", NUMBERS)}, "creation", self.now - timedelta(days=30)
		)
		self.seen_at_gate(*NUMBERS[1:])

	def seen_at_gate(self, *students: str, hours: int = 2) -> None:
		moment = self.now - timedelta(hours=hours)
		passages = [Passage(0, student, moment, "In", f"{student}{hours}") for student in students]
		events.write(self.door, events.sort(self.door, passages).new, find_people(students))

	def silent(self) -> list[str]:
		found = no_trace.find_silent(self.now, get_no_trace_rule())
		return [student for student, building in found if building == self.building]

	def test_only_the_one_without_a_trace(self) -> None:
		self.assertEqual(self.silent(), [NUMBERS[0]])
		self.seen_at_gate(NUMBERS[0], hours=25)
		self.assertEqual(self.silent(), [NUMBERS[0]], "yesterday is too long ago")
		self.seen_at_gate(NUMBERS[0], hours=3)
		self.assertEqual(self.silent(), [])

	def test_every_trace(self) -> None:
		student, moment = NUMBERS[0], self.now - timedelta(hours=3)
		roll = "NR-test-no-trace"
		for doctype, values in (
			(
				"Campus Night Roll Call Row",
				{
					"status": "In",
					"confirmed": 1,
					"marked_at": moment,
					"roll_date": moment.date(),
					"parent": roll,
				},
			),
			(ABSENCE, {"status": "Late", "class_time": moment}),
			("Campus Heart Talk", {"mode": "In Person", "status": "Recorded", "talk_time": moment}),
			("Campus Leave Permit", {"status": "Returned", "actual_return": moment}),
		):
			frappe.db.savepoint("trace")
			row = frappe.get_doc({"doctype": doctype, "student": student, **values})
			row.name = "trace-of-" + frappe.scrub(doctype)
			row.db_insert()
			with self.subTest(doctype):
				self.assertEqual(self.silent(), [])
			frappe.db.rollback(save_point="trace")
		self.assertEqual(self.silent(), [student])

	def test_what_is_no_trace(self) -> None:
		moment = self.now - timedelta(hours=3)
		for doctype, values in (
			(
				"Campus Night Roll Call Row",
				{"status": "In", "confirmed": 0, "roll_date": moment.date(), "parent": "NR-x"},
			),
			(ABSENCE, {"status": "Truant", "class_time": moment}),
			("Campus Heart Talk", {"mode": "Online", "status": "Recorded", "talk_time": moment}),
		):
			row = frappe.get_doc({"doctype": doctype, "student": NUMBERS[0], **values})
			row.name = "no-trace-" + frappe.scrub(doctype)
			row.db_insert()
		self.assertEqual(self.silent(), [NUMBERS[0]])

	def test_a_report_is_a_trace_only_where_no_device_stands(self) -> None:
		moment = self.now - timedelta(hours=3)
		head = frappe.get_doc(
			{
				"doctype": "Campus Night Roll Call",
				"dormitory": self.building,
				"roll_date": moment.date(),
				"status": "Reported",
				"reported_at": moment,
			}
		)
		head.name = "NR-no-trace"
		head.db_insert()
		row = frappe.get_doc(
			{
				"doctype": "Campus Night Roll Call Row",
				"parent": head.name,
				"student": NUMBERS[0],
				"status": "In",
				"confirmed": 0,
				"roll_date": moment.date(),
				"dormitory": self.building,
			}
		)
		row.name = "nr-no-trace-row"
		row.db_insert()
		self.assertEqual(self.silent(), [NUMBERS[0]])
		frappe.db.set_value("Campus Gate Device", self.door, "enabled", 0)
		self.assertEqual(self.silent(), [])

	def test_reasons(self) -> None:
		student = NUMBERS[0]
		for change in ({"status": "Internship"}, {"dormitory_building": None}, {"creation": self.now}):
			frappe.db.savepoint("reason")
			frappe.db.set_value("Campus Student", student, change)
			with self.subTest(change):
				self.assertEqual(self.silent(), [])
			frappe.db.rollback(save_point="reason")
		day = timedelta(days=1)
		for doctype, values in (
			(
				"Campus Leave Permit",
				{"status": "On Leave", "from_time": self.now - 2 * day, "to_time": self.now + day},
			),
			(
				"Campus Leave Permit",
				{
					"status": "Pending",
					"leave_type": "Emergency",
					"from_time": self.now - timedelta(hours=6),
					"to_time": self.now + day,
				},
			),
			(
				"Campus Off Campus Residence",
				{"status": "Active", "from_date": self.now - 9 * day, "to_date": self.now + 9 * day},
			),
			(EXCLUSION, {"from_date": self.now - day, "to_date": self.now}),
			(CASE, {"status": "Checking", "open_key": student}),
		):
			frappe.db.savepoint("reason")
			row = frappe.get_doc({"doctype": doctype, "student": student, **values})
			row.name = "reason-of-" + frappe.scrub(doctype)
			row.db_insert()
			with self.subTest(doctype, **values):
				self.assertEqual(self.silent(), [])
			frappe.db.rollback(save_point="reason")

	def test_an_overdue_leave_explains_nothing(self) -> None:
		row = frappe.get_doc(
			{
				"doctype": "Campus Leave Permit",
				"student": NUMBERS[0],
				"status": "Overdue",
				"from_time": self.now - timedelta(days=3),
				"to_time": self.now + timedelta(days=1),
			}
		)
		row.name = "overdue-leave"
		row.db_insert()
		self.assertEqual(self.silent(), [NUMBERS[0]])

	def test_opens_one_case(self) -> None:
		silent = [(student, self.building) for student in self.silent()]
		with (
			patch.object(no_trace, "find_silent", return_value=silent),
			patch.object(no_trace, "is_watched", return_value=True),
		):
			verdict = no_trace.run(self.now)
			no_trace.run(self.now + timedelta(minutes=1))
		self.assertEqual(verdict.alerts, (NUMBERS[0],))
		cases = frappe.get_all(
			CASE, filters={"student": ("in", NUMBERS)}, fields=["student", "source", "status"]
		)
		self.assertEqual([(case.student, case.source) for case in cases], [(NUMBERS[0], "No Trace")])
		self.assertEqual(self.silent(), [], "being looked for already")

	def test_a_silent_building_opens_none(self) -> None:
		officer = make.make_user("gateit@campus.test", r.IT_CENTRE)
		silent = [(number, self.building) for number in NUMBERS]
		with (
			patch.object(no_trace, "find_silent", return_value=silent),
			patch.object(no_trace, "is_watched", return_value=True),
		):
			no_trace.run(self.now)
			no_trace.run(self.now)
		self.assertFalse(frappe.db.exists(CASE, {"student": ("in", NUMBERS)}))
		told = frappe.get_all("Notification Log", filters={"for_user": officer}, pluck="subject")
		self.assertEqual(len(told), 1)
		self.assertIn("4 名住校生中 4 人", told[0])

	def test_not_on_days_with_a_stay_list_and_not_when_switched_off(self) -> None:
		with patch.object(no_trace, "is_watched", return_value=False):
			self.assertIsNone(no_trace.run(self.now))
		frappe.db.set_single_value("Campus Safety Settings", "no_trace_enabled", 0)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.assertIsNone(no_trace.run(self.now))


class TestTruancy(GateTestCase):
	def truant(self, student: str = NUMBERS[0], **values):
		return frappe.get_doc(
			{
				"doctype": ABSENCE,
				"student": student,
				"status": "Truant",
				"class_time": now_datetime() - timedelta(hours=1),
				"course": "机械制图",
				"session": "3-4",
				**values,
			}
		).insert()

	def test_opens_a_case_and_names_it(self) -> None:
		absence = self.truant()
		case = frappe.get_doc(CASE, absence.absence_case)
		self.assertEqual((case.student, case.source), (NUMBERS[0], "Truancy"))
		self.assertEqual((absence.unit, absence.late_entry, absence.teacher), (self.unit, 0, "Administrator"))

	def test_not_for_late_nor_on_leave(self) -> None:
		self.assertFalse(self.truant(status="Late").absence_case)
		leave = frappe.get_doc(
			{
				"doctype": "Campus Leave Permit",
				"student": NUMBERS[1],
				"status": "Approved",
				"from_time": now_datetime() - timedelta(hours=5),
				"to_time": now_datetime() + timedelta(hours=5),
			}
		)
		leave.name = "leave-of-truant"
		leave.db_insert()
		self.assertFalse(self.truant(NUMBERS[1]).absence_case)

	def test_not_for_the_day_before_yesterday(self) -> None:
		self.assertFalse(self.truant(class_time=now_datetime() - timedelta(hours=30)).absence_case)

	def test_how_many_sessions(self) -> None:
		for value in (2, 0):
			frappe.db.set_single_value("Campus Safety Settings", "truancy_sessions", value)
			frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
			student = NUMBERS[value]
			first, second = self.truant(student), self.truant(student, session="5-6")
			self.assertFalse(first.absence_case)
			self.assertEqual(bool(second.absence_case), bool(value))

	def test_excused_needs_a_reason(self) -> None:
		absence = self.truant(status="Late")
		absence.excused = 1
		with self.assertRaises(frappe.MandatoryError):
			absence.save()
		absence.reload()
		absence.update({"excused": 1, "excuse_reason": "有假条"})
		absence.save()

	def test_a_teacher_reports_but_others_correct_nothing(self) -> None:
		teacher = make.make_user("gateteacher@campus.test", r.MENTOR)
		counsellor = make.make_user("gatecounsellor@campus.test", r.COUNSELLOR)
		make.assign(counsellor, "Counsellor", "Class", unit=self.unit)
		with self.as_user(teacher):
			absence = self.truant(status="Left Early")
		self.assertEqual((absence.teacher, absence.recorded_by), (teacher, teacher))
		with self.as_user(counsellor):
			seen = frappe.get_doc(ABSENCE, absence.name)
			seen.status = "Late"
			with self.assertRaises(frappe.PermissionError):
				seen.save()
			seen = frappe.get_doc(ABSENCE, absence.name)
			seen.update({"excused": 1, "excuse_reason": "老师同意"})
			seen.save()
		far = make.make_user("gatefar@campus.test", r.COUNSELLOR)
		with self.as_user(far), self.assertRaises(OutOfScopeError):
			self.truant(NUMBERS[1])


class TestExclusion(GateTestCase):
	def exclude(self, **values):
		return frappe.get_doc(
			{
				"doctype": EXCLUSION,
				"student": NUMBERS[0],
				"reason": "省赛集训，由指导教师带队",
				"from_date": nowdate(),
				"to_date": add_days(nowdate(), 5),
				**values,
			}
		).insert()

	def test_who_approved_is_written_by_the_app(self) -> None:
		lead = make.make_user("gatelead@campus.test", r.COLLEGE_LEAD)
		make.assign(lead, "College Lead", "College", unit=self.college)
		with self.as_user(lead):
			exclusion = self.exclude(approved_by="Administrator")
		self.assertEqual((exclusion.approved_by, exclusion.unit), (lead, self.unit))

	def test_dates(self) -> None:
		for last in (add_days(nowdate(), -1), add_days(nowdate(), 90)):
			with self.assertRaises(frappe.ValidationError):
				self.exclude(to_date=last)


class TestWhoMay(WorldTestCase):
	def test_through_http(self) -> None:
		world = self.world
		absence = {
			"student": NEIGHBOUR,
			"status": "Late",
			"class_time": f"{now_datetime():%Y-%m-%d} 00:00:01",
			"course": "语文",
			"session": "1-2",
		}
		made = []
		for user in (world.users["counsellor"], world.users["lead"], world.by_role[r.MENTOR]):
			answer = HttpClient(user).post(f"/api/resource/{ABSENCE}", **absence)
			self.assertEqual(answer.status_code, 200, answer.text)
			made.append(answer.json["data"]["name"])
		self.addCleanup(self.forget, made)
		for user in (
			world.users["far_lead"],
			world.users["other_counsellor"],
			world.users["pupil"],
			world.by_role[r.DORM_MANAGER],
			world.users["administrator_of_site"],
			None,
		):
			client = HttpClient(user)
			self.assertGreaterEqual(client.post(f"/api/resource/{ABSENCE}", **absence).status_code, 400, user)
			self.assertIn(client.get(f"/api/resource/{ABSENCE}/{made[0]}").status_code, (401, 403, 404), user)
		mentor = HttpClient(world.by_role[r.MENTOR])
		self.assertEqual(mentor.get(f"/api/resource/{ABSENCE}/{made[0]}").status_code, 403, "another's")
		self.assertEqual(mentor.get(f"/api/resource/{ABSENCE}/{made[2]}").status_code, 200, "their own")
		exclusion = {
			"student": FAR_STUDENT,
			"reason": "比赛",
			"from_date": nowdate(),
			"to_date": add_days(nowdate(), 1),
		}
		for user in (world.users["lead"], world.users["counsellor"], world.users["far_counsellor"], None):
			answer = HttpClient(user).post(f"/api/resource/{EXCLUSION}", **exclusion)
			self.assertGreaterEqual(answer.status_code, 400, user)

	def forget(self, names: list[str]) -> None:
		for name in names:
			frappe.delete_doc(ABSENCE, name, force=True, ignore_permissions=True)
		frappe.db.commit()
