"""Absence cases: one per student, taken, climbed, answered, closed."""

import frappe
from frappe.model.workflow import apply_workflow

from campus_safety.domain import roles as r
from campus_safety.exceptions import CaseStepError, ClosedRecordError, OpenCaseError
from campus_safety.records import roster
from campus_safety.services.presence import absence_cases, absence_people, alarms, watch
from campus_safety.services.presence.absence_cases import Found
from campus_safety.tests import factories as make
from campus_safety.tests.presence.case_base import ANSWERED, OUTBOX, CaseTestCase
from campus_safety.tests.presence.night_base import AT, CASE, EVENT, ROLL, at


class TestOpening(CaseTestCase):
	def test_one_per_student_however_many_find_it(self):
		case = self.open(
			source="Leave Overdue", reference_doctype="Campus Leave Permit", reference_name="LP-1"
		)
		for _hour in range(3):  # an hourly job finds it again and again
			again = self.open(
				source="Leave Overdue",
				minutes=60,
				reference_doctype="Campus Leave Permit",
				reference_name="LP-1",
			)
			self.assertEqual(again.name, case.name)
		self.open(source="No Trace", minutes=70)
		self.open(source="No Trace", minutes=130)
		case.reload()
		self.assertEqual(
			[(row.kind, row.source) for row in case.events],
			[("Found", "Leave Overdue"), ("Found", "No Trace")],
		)
		self.assertEqual(
			(case.source, case.unit, case.college, case.room),
			("Leave Overdue", self.unit, self.college, self.room),
		)

	def test_answers_in_the_order_of_the_question(self):
		found = [Found(self.students[place], "Truancy", AT) for place in (3, 1, 3)]
		names = absence_cases.open_cases(found, AT)
		self.assertEqual(names[0], names[2])
		self.assertEqual(
			[frappe.db.get_value(CASE, name, "student") for name in names], [each.student for each in found]
		)

	def test_unknown_source(self):
		self.assertRaises(ValueError, absence_cases.open_cases, [Found(self.students[0], "Gossip", AT)], AT)

	def test_by_hand(self):
		with self.as_user(self.counsellor):
			case = frappe.get_doc(
				{"doctype": CASE, "student": self.students[0], "ladder_step": 4, "taken_by": self.lead}
			).insert()
			self.assertEqual(
				(case.status, case.source, case.ladder_step, case.taken_by), ("Pending", "Report", 0, None)
			)
			self.assertRaises(
				OpenCaseError, frappe.get_doc({"doctype": CASE, "student": self.students[0]}).insert
			)
		with self.as_user(self.other_dorm), self.assertRaises(frappe.PermissionError):
			frappe.get_doc({"doctype": CASE, "student": self.students[1]}).insert()


class TestLadder(CaseTestCase):
	def test_it_climbs_and_only_numbers_are_told(self):
		case = self.open().name
		for minutes, step, told in (
			(29, 0, 0),
			(30, 1, 1),
			(34, 1, 0),
			(60, 2, 1),
			(90, 3, 1),
			(120, 4, 1),
			(150, 5, 1),
		):
			done = alarms.climb(at(minutes), [case])
			self.assertEqual(
				(frappe.db.get_value(CASE, case, "ladder_step"), min(done.told, 1)), (step, told), minutes
			)
		self.assertEqual(
			self.steps(case),
			["Counsellor", "College Lead", "Student Affairs", "Security Office", "School Leader"],
		)
		self.assertLessEqual(
			{self.counsellor, self.lead, self.affairs, self.security, self.leader}, set(self.told(case))
		)
		for text in frappe.get_all(
			OUTBOX, {"idempotency_key": ("like", f"night|{case}|%")}, ["subject", "text"]
		):
			self.assertIn(case, text.subject)
			for secret in ("夜查生1", self.students[0], self.unit, "夜查"):
				self.assertNotIn(secret, f"{text.subject} {text.text}")

	def test_a_step_calls_who_is_on_duty_and_opens_the_case_for_them(self):
		"""值班 as a step: whoever stands on the roster at that hour, for as long as the case is open."""
		self.set_ladder(
			{"after_minutes": 30, "on_duty": "College"}, {"after_minutes": 60, "on_duty": "School"}
		)
		shift = roster.get_shift(at(30))
		on_duty, off_duty = self.other_dorm, self.security
		frappe.get_doc(
			{
				"doctype": roster.ROSTER,
				"date": shift.day,
				"shift": shift.name,
				"level": "School",
				"user": on_duty,
			}
		).insert()
		case = self.open().name
		self.assert_sees(case, on_duty, False)
		alarms.climb(at(31), [case])  # nobody on duty for the college: the school's at once
		self.assertEqual(self.steps(case), ["On Duty", "On Duty"])
		self.assertIn(on_duty, self.told(case))
		self.assertNotIn(off_duty, self.told(case))
		self.assert_sees(case, on_duty, True)
		self.assert_sees(case, off_duty, False)
		with self.as_user(on_duty):
			absence_cases.take(frappe.get_doc(CASE, case), at(32))
		document = frappe.get_doc(CASE, case)
		document.update({"located_at": at(40), "parent_notified_at": at(40), **ANSWERED})
		absence_cases.log_contact(document, "Parent", "Reached", now=at(40))
		absence_cases.write(document, "Located")  # while they may open it they hear of the end
		absence_cases.write(frappe.get_doc(CASE, case), "Closed")
		self.assert_sees(case, on_duty, False)

	def set_ladder(self, *rows: dict) -> None:
		document = frappe.get_doc("Campus Safety Settings")
		document.set("absence_ladder", [{"action_text": "查明去向", **row} for row in rows])
		document.save()

	def assert_sees(self, case: str, user: str, expected: bool) -> None:
		with self.as_user(user):
			self.assertEqual(case in frappe.get_list(CASE, pluck="name", limit_page_length=0), expected)
			self.assertEqual(bool(frappe.has_permission(CASE, "write", doc=case)), expected)

	def test_a_quiet_hour_is_caught_up_in_one_run(self):
		case = self.open().name
		alarms.climb(at(30), [case])
		alarms.climb(at(125), [case])
		self.assertEqual(
			self.steps(case), ["Counsellor", "College Lead", "Student Affairs", "Security Office"]
		)
		self.assertEqual(frappe.db.get_value(CASE, case, "next_step_at"), at(150))

	def test_after_the_last_step_it_begins_to_repeat(self):
		"""Nobody took the case (found/ux-night.md A9): the last step is told every half hour, until somebody does."""
		case = self.open().name
		alarms.climb(at(150), [case])
		before = len(self.told(case))
		for minutes, more in ((179, 0), (180, 1), (185, 1), (210, 2), (600, 3), (605, 3)):
			alarms.climb(at(minutes), [case])
			self.assertGreaterEqual(len(self.told(case)), before + more, minutes)
			self.assertEqual(self.steps(case).count("School Leader"), 1 + more, minutes)
		self.assertEqual(frappe.db.get_value(CASE, case, "next_step_at"), at(630))
		with self.as_user(self.counsellor):
			absence_cases.take(frappe.get_doc(CASE, case), at(611))
		told = len(self.told(case))
		alarms.climb(at(640), [case])
		self.assertEqual(len(self.told(case)), told, "somebody has taken it")

	def test_a_post_that_nobody_holds_lets_nothing_fall_silent(self):
		for user in frappe.get_all(
			"Has Role", {"role": "Campus School Leader", "parenttype": "User"}, pluck="parent"
		):
			frappe.db.set_value("User", user, "enabled", 0)
		case = self.open().name
		alarms.climb(at(150), [case])
		told = len(self.told(case))
		alarms.climb(at(180), [case])
		self.assertGreater(len(self.told(case)), told)
		self.assertEqual(self.steps(case)[-2:], ["Security Office", "School Leader"])

	def test_many_at_once_are_one_message_on_the_phone(self):
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": "夜查短信",
				"channel_type": "SMS Gateway",
				"endpoint": "https://qyapi.weixin.qq.com/send",
				"enabled": 1,
			}
		).insert()
		cases = [self.open(place).name for place in range(6)]
		alarms.climb(at(30), cases[:5])
		channel = {"channel": "夜查短信", "recipient": self.counsellor}
		self.assertEqual(frappe.db.count(OUTBOX, channel), 5)
		alarms.climb(at(60), cases)
		lead = {"channel": "夜查短信", "recipient": self.lead}
		self.assertEqual(frappe.db.count(OUTBOX, lead), 1)
		self.assertIn("6", frappe.db.get_value(OUTBOX, lead, "subject"))
		for case in cases:
			self.assertIn(self.lead, self.told(case), "in the Desk each by itself")

	def test_run_again_changes_nothing(self):
		case = self.open().name
		alarms.climb(at(60), [case])
		before = (self.told(case), self.steps(case))
		alarms.climb(at(60), [case])
		self.assertEqual((self.told(case), self.steps(case)), before)

	def test_a_red_level_student_goes_to_everybody_at_once(self):
		frappe.get_doc(
			{
				"doctype": "Campus Risk Status",
				"student": self.students[1],
				"status": "Active",
				"risk_level": "Red",
				"unit": self.unit,
				"college": self.college,
			}
		).db_insert()
		case = self.open(1)
		case.reload()
		self.assertEqual((case.ladder_step, case.next_step_at), (5, at(30)))
		self.assertLessEqual(
			{self.counsellor, self.lead, self.affairs, self.security}, set(self.told(case.name))
		)
		self.assertNotIn("Red", str(case.as_dict()), "the case carries no level")

	def test_taking_stops_it_and_giving_back_goes_on(self):
		case = self.open()
		with self.as_user(self.counsellor):
			absence_cases.take(case, at(20))
		self.assertEqual((case.status, case.taken_by), ("Checking", self.counsellor))
		alarms.climb(at(70), [case.name])
		self.assertEqual(self.steps(case.name), [])
		with self.as_user(self.lead), self.assertRaises(frappe.PermissionError):
			absence_cases.give_back(frappe.get_doc(CASE, case.name), at(75))
		with self.as_user(self.lead), self.assertRaises(frappe.ValidationError):
			absence_cases.take(frappe.get_doc(CASE, case.name), at(75))
		with self.as_user(self.counsellor):
			absence_cases.give_back(frappe.get_doc(CASE, case.name), at(75))
		alarms.climb(at(75), [case.name])
		self.assertEqual(self.steps(case.name), ["Counsellor", "College Lead"])

	def test_a_taker_who_falls_silent(self):
		case = self.open()
		with self.as_user(self.counsellor):
			absence_cases.take(case, at(10))
			absence_cases.log_contact(frappe.get_doc(CASE, case.name), "Student", "Switched Off", now=at(40))
		alarms.climb(at(99), [case.name])
		self.assertEqual(frappe.db.get_value(CASE, case.name, "taken_by"), self.counsellor)
		alarms.climb(at(100), [case.name])
		self.assertIsNone(frappe.db.get_value(CASE, case.name, "taken_by"))
		self.assertEqual(self.steps(case.name), ["Counsellor", "College Lead", "Student Affairs"])
		self.assertEqual(frappe.db.count(EVENT, {"parent": case.name, "kind": "Lapsed"}), 1)

	def test_a_post_nobody_holds_is_passed_over_at_once(self):
		orphan_college = make.make_unit("夜查无人学院", "College", make.make_unit("夜查学校", "School"))
		orphan = make.make_student("NT269901", make.make_unit("夜查无人班", "Class", orphan_college))
		(name,) = absence_cases.open_cases([Found(orphan, "Report", AT)], AT)
		alarms.climb(at(30), [name])
		self.assertEqual(self.steps(name), ["Counsellor", "College Lead", "Student Affairs"])
		self.assertIn(self.affairs, self.told(name))

	def test_an_open_form_does_not_undo_the_ladder(self):
		case = self.open()
		with self.as_user(self.counsellor):
			form = frappe.get_doc(CASE, case.name)
			alarms.climb(at(60), [case.name])
			form.cause = "正在了解"
			form.save()
		self.assertEqual(frappe.db.get_value(CASE, case.name, "ladder_step"), 2)
		self.assertEqual(self.steps(case.name), ["Counsellor", "College Lead"])


class TestSearch(CaseTestCase):
	def act(self, case: str, user: str, action: str, **values):
		with self.as_user(user):
			document = frappe.get_doc(CASE, case)
			if values:
				document.update(values)
				document.save()
			return apply_workflow(document, action)

	def test_closing_needs_cause_whereabouts_and_no_hazard(self):
		case = self.open().name
		self.act(case, self.counsellor, "Start Checking")
		self.assertRaises(CaseStepError, self.act, case, self.counsellor, "Record as Located")
		found = {"located_at": at(40), "outcome": "At Home", "whereabouts": "在家，母亲接电话"}
		with self.assertRaises(CaseStepError) as refused:
			self.act(case, self.counsellor, "Record as Located", **found)
		self.assertIn("发现人" if frappe.local.lang == "zh" else "Found By", str(refused.exception))
		self.act(case, self.counsellor, "Record as Located", found_by="母亲", **found)
		for missing in ("cause", "hazard_cleared"):
			frappe.db.set_value(CASE, case, {**ANSWERED, missing: None if missing == "cause" else 0})
			self.assertRaises(CaseStepError, self.act, case, self.counsellor, "Hazard Is Cleared")
		frappe.db.set_value(CASE, case, {**ANSWERED})
		self.act(case, self.counsellor, "Hazard Is Cleared")
		with self.assertRaises(frappe.ValidationError):
			self.act(case, self.counsellor, "Close Case")
		self.assertRaises(CaseStepError, self.act, case, self.lead, "Close Case")
		absence_cases.log_contact(frappe.get_doc(CASE, case), "Parent", "Reached", now=at(45))
		closed = self.act(case, self.lead, "Close Case")
		closed.reload()
		self.assertEqual((closed.status, closed.open_key, closed.next_step_at), ("Closed", None, None))
		self.assertTrue(closed.closed_at)
		with self.as_user(self.lead), self.assertRaises(ClosedRecordError):
			closed.cause = "另有原因"
			closed.save()
		self.assertNotEqual(self.open(minutes=600).name, case, "the next absence is a case of its own")

	def test_not_located_before_it_was_found(self):
		case = self.open()
		case.located_at = at(-30)
		self.assertRaises(frappe.ValidationError, case.save)

	def test_calls_are_signed_by_the_system(self):
		case = self.open()
		with self.as_user(self.dorm):
			absence_cases.log_contact(case, "Parent", "Reached", "父亲", "说不在家", now=at(12))
			case.reload()
			case.append(
				"contact_log",
				{"contact_time": at(1), "caller": self.lead, "target": "Student", "result": "Reached"},
			)
			case.save()
		case.reload()
		(call,) = case.contact_log
		self.assertEqual(
			(call.caller, call.contact_time, call.target, call.result),
			(self.dorm, at(12), "Parent", "Reached"),
		)
		self.assertEqual((case.status, case.parent_notified_at), ("Checking", at(12)))

	def test_telephones_while_it_is_open(self):
		case = self.open()
		people = absence_people.get_people(case)
		self.assertEqual(people["student"][0]["mobile"], "19900090001")
		self.assertEqual(len(people["roommates"]), 5)
		self.assertTrue(any(person["name"] for person in people["staff"]))
		case.status = "Closed"
		self.assertRaises(frappe.PermissionError, absence_people.get_people, case)

	def test_lost_contact(self):
		case = self.open()
		with self.as_user(self.counsellor):
			absence_cases.declare_lost(case, at(50))
		self.assertLessEqual({self.security, self.affairs, self.leader, self.lead}, set(self.told(case.name)))
		for user in (self.security, self.leader):
			with self.as_user(user):
				self.assertTrue(frappe.has_permission(CASE, "read", doc=case.name))
		told = len(self.told(case.name))
		with self.as_user(self.counsellor):
			absence_cases.declare_lost(frappe.get_doc(CASE, case.name), at(51))
		self.assertEqual(len(self.told(case.name)), told)

	def test_who_sees_it(self):
		case = self.open().name
		other = make.make_user("othercounsellor@night.test", r.COUNSELLOR)
		for user, sees in (
			(self.counsellor, True), (self.lead, True), (self.dorm, True), (self.affairs, True),
			(self.other_dorm, False), (self.security, False), (self.leader, False), (other, False),
		):  # fmt: skip
			with self.subTest(user=user), self.as_user(user):
				self.assertEqual(bool(frappe.has_permission(CASE, "read", doc=case)), sees)
				self.assertEqual(case in frappe.get_list(CASE, pluck="name", limit_page_length=0), sees)
		alarms.climb(at(120), [case])
		with self.as_user(self.security):
			self.assertTrue(frappe.has_permission(CASE, "write", doc=case), "from its step of the ladder on")


class TestWatch(CaseTestCase):
	"""The parts of the five-minute job; its commits are not made inside a test."""

	def test_silent_buildings(self):
		name = self.roll()
		self.assertEqual(alarms.remind(at(29)), 0)
		self.assertGreaterEqual(alarms.remind(at(30)), 1)
		self.assertEqual(alarms.remind(at(35)), 0)
		self.assertEqual(set(self.told(name)), {self.dorm})
		alarms.remind(at(60))
		self.assertIn(self.affairs, self.told(name))

	def test_parts_count_what_they_do(self):
		name = self.roll()
		self.mark(name, 0, "Missing", minutes=5)
		counts = dict.fromkeys(watch.COUNTS, 0)
		watch._open_missing(at(10), counts)
		self.assertEqual(counts["cases"], 0, "the mark itself has opened it")
		watch._lock(at(14 * 60), counts)
		self.assertGreaterEqual(counts["locked"], 1)
		self.assertEqual(frappe.db.get_value(ROLL, name, "status"), "Locked")
