"""The referral loop: told at once, taken, answered, handed back, passed over, ended; and whoever sent it hears of it."""

from collections import Counter
from datetime import timedelta

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.declared import ALERTS
from campus_safety.domain import roles as r
from campus_safety.engines.alerts import board, kinds, loop, watch
from campus_safety.exceptions import AlertTakenError, AppOwnedFieldError, ClosedRecordError
from campus_safety.records import roster
from campus_safety.setup.alert_kinds import KINDS, create_missing_alert_kinds
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

ALERT, BELL = loop.ALERT, "Notification Log"
STUDENT = "AL2026001"


def again(doc):
	"""The document as it is now; `reload` says nothing on older frameworks."""
	doc.reload()
	return doc


class AlertTestCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		self.college = make.make_unit("转告学院", "College")
		self.unit = make.make_unit("转告班", parent=self.college)
		make.make_student(STUDENT, self.unit, student_name="秦某某")
		self.counsellor = make.make_user("counsellor@alerts.test", r.COUNSELLOR)
		self.adviser = make.make_user("adviser@alerts.test", r.CLASS_ADVISER)
		self.lead = make.make_user("lead@alerts.test", r.COLLEGE_LEAD)
		self.head = make.make_user("head@alerts.test", r.PSYCH_HEAD)
		self.teacher = make.make_user("teacher@alerts.test", r.PSYCH_TEACHER)
		self.affairs = make.make_user("affairs@alerts.test", r.STUDENT_AFFAIRS)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		make.assign(self.lead, "College Lead", "College", unit=self.college)

	def talk(self, **values):
		values = {
			"mental_state": "Abnormal",
			"escalate_to": "Psych Centre",
			"abnormal_behaviour": "连续三天未起床，不与人说话",
			**values,
		}
		with self.as_user(self.counsellor):
			return make.make_talk(STUDENT, **values)

	def alert_of(self, doc):
		name = frappe.db.get_value(ALERT, {"reference_doctype": doc.doctype, "reference_name": doc.name})
		return name and frappe.get_doc(ALERT, name)

	def told(self, alert) -> set[str]:
		return {row.user for row in again(alert).recipients}

	def bells(self, user: str, doc) -> int:
		return frappe.db.count(
			BELL, {"for_user": user, "document_type": doc.doctype, "document_name": doc.name}
		)

	def watch(self, now) -> None:
		"""A run of the job, without its commits."""
		for name in watch.get_due(now):
			watch.go_on(name, now, Counter())

	def ours(self, people: set[str]) -> set[str]:
		"""Without accounts that the site has had before."""
		return {user for user in people if user.endswith("@alerts.test")}

	def nominate(self, level: str):
		with self.as_user(self.counsellor):
			return make.make_ledger(STUDENT, risk_level=level)


class TestEveryKind(AlertTestCase):
	def test_each_declared_kind_is_a_record_that_tells_somebody(self) -> None:
		self.assertEqual({source.kind for source in ALERTS}, set(KINDS))
		for name in KINDS:
			kind = kinds.get_kind(name)
			self.assertTrue(kind.steps, name)
			self.assertTrue(kind.what_to_do, name)

	def test_what_a_school_edits_stays(self) -> None:
		frappe.db.set_value(kinds.KIND, "Nomination", "what_to_do", "本校的话")
		create_missing_alert_kinds()
		self.assertEqual(frappe.db.get_value(kinds.KIND, "Nomination", "what_to_do"), "本校的话")

	def test_a_call_about_a_life_is_never_silenced(self) -> None:
		for change in (
			{"enabled": 0},
			{"urgent": 0},
			{"repeat_minutes": 0},
			{"silence_minutes": 99999},
			{"steps": [{"after_minutes": 90, "to_position": "College Lead"}]},
			{"steps": [{"after_minutes": 0, "on_duty": "School"}]},
		):
			with self.subTest(**change):
				kind = frappe.get_doc(kinds.KIND, "Grave Nomination")
				kind.update(change)
				self.assertRaises(frappe.ValidationError, kind.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, kinds.KIND, "Grave Nomination")

	def test_nobody_is_let_in_by_a_step(self) -> None:
		for name, role in (
			("Grave Nomination", r.SAFETY_OFFICE),
			("Grave Nomination", r.SYSTEM_MANAGER),
			("Abnormal Talk", "All"),
			("Abnormal Talk", r.STUDENT_USER),
			("Abnormal Talk", r.SYSTEM_MANAGER),
		):
			with self.subTest(kind=name, role=role):
				kind = frappe.get_doc(kinds.KIND, name)
				kind.append("steps", {"after_minutes": 5, "to_role": role})
				self.assertRaises(frappe.PermissionError, kind.save)

	def test_every_change_is_told(self) -> None:
		leader = make.make_user("leader@alerts.test", r.SCHOOL_LEADER)
		kind = frappe.get_doc(kinds.KIND, "Abnormal Talk")
		kind.silence_minutes = 5
		kind.save()
		line = frappe.get_last_doc("Campus Access Log", {"reference_name": kind.name})
		self.assertEqual(line.action, "Code Change")
		self.assertEqual(frappe.db.count("Campus Message Outbox", {"recipient": leader}), 1)

	def test_a_step_names_exactly_one(self) -> None:
		kind = frappe.get_doc(kinds.KIND, "Nomination")
		kind.steps[0].to_role = r.STUDENT_AFFAIRS
		with self.assertRaisesRegex(frappe.ValidationError, "1"):
			kind.save()


class TestTalkForThePsychCentre(AlertTestCase):
	def test_told_taken_answered(self) -> None:
		talk = self.talk()
		alert = self.alert_of(talk)
		self.assertEqual(self.ours(self.told(alert)), {self.head})
		self.assertEqual(self.bells(self.head, talk), 1, "the bell leads to the talk itself")
		self.assertEqual(board.get_calling(self.head), [alert.name])
		loop.take(alert.name, self.head, now_datetime())
		self.assertEqual(board.get_calling(self.head), [])
		self.assertEqual(self.bells(self.counsellor, alert), 1, "who sent it hears who has it")
		loop.answer(alert.name, self.head, "今天约谈", now_datetime())
		alert.reload()
		self.assertEqual((alert.status, alert.answer), ("Ended", "今天约谈"))
		self.assertEqual(self.bells(self.head, talk), 0, "what is done vanishes from the bell")
		self.assertIsNone(alert.next_step_at)
		texts = frappe.get_all("Campus Message Outbox", {"recipient": self.counsellor}, ["subject", "text"])
		self.assertNotIn("今天约谈", frappe.as_json(texts), "an answer is read where it is protected")

	def test_climbs_while_nobody_takes_it(self) -> None:
		alert = self.alert_of(self.talk())
		self.assertNotIn(self.teacher, self.told(alert))
		later = alert.raised_at + timedelta(minutes=121)
		self.watch(later)
		self.assertIn(self.teacher, self.told(alert))
		before = len(alert.events)
		self.watch(later)
		self.assertEqual(len(again(alert).events), before, "run again, it changes nothing")

	def test_taken_by_another_is_refused_and_named(self) -> None:
		alert = self.alert_of(self.talk())
		loop.take(alert.name, self.head, now_datetime())
		with self.assertRaises(AlertTakenError):
			loop.take(alert.name, self.teacher, now_datetime())
		loop.take(alert.name, self.head, now_datetime())  # a second tap
		self.assertEqual(again(alert).taken_by, self.head)

	def test_handed_back_goes_on_at_once(self) -> None:
		alert = self.alert_of(self.talk())
		now = alert.raised_at + timedelta(minutes=3)
		loop.take(alert.name, self.head, now)
		loop.hand_back(alert.name, self.head, "本周出差", now)
		self.assertIn(self.teacher, self.told(alert))
		self.assertEqual((alert.status, alert.taken_by), ("Open", None))

	def test_silence_of_the_taker_goes_on(self) -> None:
		alert = self.alert_of(self.talk())
		now = alert.raised_at + timedelta(minutes=3)
		loop.take(alert.name, self.head, now)
		self.watch(now + timedelta(days=2, minutes=-1))
		self.assertEqual(again(alert).status, "Taken")
		self.watch(now + timedelta(days=2, minutes=1))
		self.assertEqual(again(alert).status, "Open")
		self.assertIn("Lapsed", [row.kind for row in alert.events])

	def test_a_void_talk_asks_nobody(self) -> None:
		talk = self.talk()
		alert = self.alert_of(talk)
		talk.reload()
		with talk.as_app():
			talk.status = "Void"
			talk.save()
		self.assertEqual(again(alert).status, "Ended")

	def test_one_alert_however_often_it_is_saved(self) -> None:
		talk = self.talk()
		with self.as_user(self.counsellor):
			talk.reload()
			talk.measures = "已陪同"
			talk.save()
		self.assertEqual(frappe.db.count(ALERT, {"reference_name": talk.name}), 1)


class TestNominations(AlertTestCase):
	def test_red_calls_several_and_breaks_quiet_hours(self) -> None:
		ledger = self.nominate("Red")
		alert = self.alert_of(ledger)
		self.assertEqual(alert.kind, "Grave Nomination")
		self.assertEqual(self.ours(self.told(alert)), {self.lead, self.head, self.affairs})
		with self.as_user(self.lead):
			ledger = frappe.get_doc(ledger.doctype, ledger.name)
		self.assertEqual(self.bells(self.lead, ledger), 1)

	def test_yellow_calls_the_lead(self) -> None:
		alert = self.alert_of(self.nominate("Yellow"))
		self.assertEqual((alert.kind, self.ours(self.told(alert))), ("Nomination", {self.lead}))

	def test_an_answer_is_a_word_and_not_the_end(self) -> None:
		alert = self.alert_of(self.nominate("Red"))
		loop.answer(alert.name, self.lead, "正在立档", now_datetime())
		self.assertEqual((again(alert).status, alert.taken_by), ("Taken", self.lead))

	def test_everybody_alarmed_hears_the_end(self) -> None:
		ledger = self.nominate("Red")
		alert = self.alert_of(ledger)
		frappe.db.set_value(ledger.doctype, ledger.name, "status", "Supporting")
		self.watch(alert.next_step_at + timedelta(seconds=1))
		self.assertEqual(again(alert).status, "Ended")
		for user in (self.lead, self.head, self.affairs, self.counsellor):
			self.assertEqual(self.bells(user, alert), 1, user)


class TestLeaves(AlertTestCase):
	def test_it_vanishes_once_decided(self) -> None:
		with self.as_user(self.counsellor):
			leave = make.make_leave(STUDENT)
		with leave.as_app():
			leave.status = leave.workflow_state = "Pending"
			leave.save()
		alert = self.alert_of(leave)
		self.assertEqual(alert.kind, "Leave to Decide")
		with leave.as_app():
			leave.status = leave.workflow_state = "Rejected"
			leave.decision_note = "与课程冲突，请改期"
			leave.save()
		self.assertEqual(again(alert).status, "Ended")
		for user in self.told(alert):
			self.assertEqual(self.bells(user, leave), 0)


class TestDeleted(AlertTestCase):
	def test_what_is_not_there_calls_nobody(self) -> None:
		with self.as_user(self.counsellor):
			visit = make.make_home_visit(STUDENT)
		alert = self.alert_of(visit)
		self.assertEqual(alert.kind, "Home Visit to Decide")
		frappe.delete_doc(visit.doctype, visit.name)
		self.assertEqual(again(alert).status, "Ended")


class TestNobody(AlertTestCase):
	def test_what_waits_for_nothing_stands_before_nobody(self) -> None:
		"""It would come first, and fill the run: nobody behind it would be called."""
		alert, later = self.alert_of(self.nominate("Yellow")), now_datetime() + timedelta(days=3)
		self.assertIn(alert.name, watch.get_due(later))
		frappe.db.set_value(ALERT, alert.name, "next_step_at", None)
		self.assertNotIn(alert.name, watch.get_due(later))

	def test_a_post_that_nobody_holds_goes_on_at_once(self) -> None:
		for name in frappe.get_all("Campus Network Assignment", {"unit": self.college}, pluck="name"):
			frappe.db.set_value("Campus Network Assignment", name, "status", "Ended")
		alert = self.alert_of(self.nominate("Yellow"))
		self.assertIn(self.head, self.told(alert))

	def test_without_any_step_the_administrators_hear(self) -> None:
		kind = frappe.get_doc(kinds.KIND, "Nomination")
		kind.set("steps", [{"after_minutes": 0, "on_duty": "Centre"}])
		kind.save()
		manager = make.make_user("manager@alerts.test", r.SYSTEM_MANAGER)
		alert = self.alert_of(self.nominate("Yellow"))
		self.assertNotIn(manager, self.told(alert), "they do not learn of whom it is")
		said = frappe.get_all("Campus Message Outbox", {"recipient": manager}, pluck="subject")
		self.assertEqual(len(said), 1)
		self.assertNotIn(alert.reference_name, said[0])

	def test_switched_off_calls_nobody(self) -> None:
		frappe.db.set_value(kinds.KIND, "Nomination", "enabled", 0)
		self.assertIsNone(self.alert_of(self.nominate("Yellow")))


class TestRoster(AlertTestCase):
	def test_who_is_no_staff_is_not_called(self) -> None:
		pupil = make.make_user("pupil@alerts.test", r.STUDENT_USER)
		with self.assertRaises(frappe.ValidationError):
			self.entry(pupil, level="School")

	def test_about_a_protected_record_only_who_may_open_such_ones(self) -> None:
		guard = make.make_user("guard@alerts.test", r.SECURITY_GUARD)
		self.entry(guard, level="School", shift="Day")
		self.entry(guard, level="School", shift="Night")
		alert = self.alert_of(self.nominate("Red"))
		self.watch(alert.raised_at + timedelta(minutes=31))
		self.assertNotIn(guard, self.told(alert))
		notes = [row.note for row in again(alert).events]
		self.assertLessEqual({"校领导", "值班：学校"}, set(notes), "in the school's words, not in the code's")

	def test_each_office_enters_its_own(self) -> None:
		lead = self.lead
		far = make.make_unit("转告别院", "College")
		for user, values, allowed in (
			(lead, {"level": "College", "unit": self.college}, True),
			(lead, {"level": "College", "unit": far}, False),
			(lead, {"level": "School"}, False),
			(self.head, {"level": "Centre"}, True),
			(self.head, {"level": "School"}, False),
			(self.affairs, {"level": "School"}, True),
			(self.affairs, {"level": "Centre"}, False),
		):
			with self.subTest(user=user, **values), self.as_user(user):
				if allowed:
					self.entry(self.teacher, **values)
				else:
					self.assertRaises(frappe.PermissionError, self.entry, self.teacher, **values)

	def test_a_shift_that_is_over_stays(self) -> None:
		self.entry(self.teacher, level="School", date=add_days(nowdate(), -1))
		line = frappe.get_last_doc(roster.ROSTER)
		line.phone = "1"
		self.assertRaises(frappe.ValidationError, line.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, roster.ROSTER, line.name)

	def entry(self, user: str, **values) -> None:
		frappe.get_doc(
			{"doctype": roster.ROSTER, "date": nowdate(), "shift": "Night", "user": user, **values}
		).insert()

	def test_the_step_on_duty_reaches_who_is_on_duty_at_that_hour(self) -> None:
		self.entry(self.teacher, level="School")
		self.entry(self.adviser, level="College", unit=self.college)
		night = now_datetime().replace(hour=23, minute=10)
		self.assertIn(self.teacher, roster.get_on_duty("School", night))
		self.assertIn(self.adviser, roster.get_on_duty("College", night, self.college))
		self.assertNotIn(self.adviser, roster.get_on_duty("College", night, "another"))
		self.assertNotIn(self.teacher, roster.get_on_duty("School", night.replace(hour=12)))
		morning = (night + timedelta(days=1)).replace(hour=3)
		self.assertIn(self.teacher, roster.get_on_duty("School", morning), "a night ends in the morning")
		self.assertEqual(
			[row["name"] for row in roster.get_board(night) if row["level"] == "College"],
			[frappe.db.get_value("User", self.adviser, "full_name")],
		)

	def test_what_is_wrong_is_said(self) -> None:
		self.entry(self.teacher, level="School")
		with self.assertRaises(frappe.DuplicateEntryError):
			self.entry(self.teacher, level="School")
		with self.assertRaises(frappe.MandatoryError):
			self.entry(self.teacher, level="Dormitory")
		self.entry(self.teacher, level="School", date=add_days(nowdate(), 1))


class TestWrittenByButtonsOnly(AlertTestCase):
	def test_no_save_by_hand(self) -> None:
		alert = self.alert_of(self.talk())
		alert.reload()
		alert.status = "Ended"
		with self.assertRaises(AppOwnedFieldError):
			alert.save()
		with self.assertRaises(ClosedRecordError):
			frappe.delete_doc(ALERT, alert.name)
