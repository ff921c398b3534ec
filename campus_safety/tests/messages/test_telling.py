"""Telling somebody: in the reader's language, once, on every way they are reached, and never whoever causes it."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.messages import outbox
from campus_safety.engines.messages.telling import About, is_told, tell
from campus_safety.engines.opening.emergency_access import break_glass
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

CHANNEL, NOTIFICATION = "测试通道", "Notification Log"
STUDENT = "TL2026001"
ABNORMAL = {
	"mental_state": "Abnormal",
	"escalate_to": "Risk Ledger",
	"abnormal_behaviour": "连续三天未起床，不与人说话",
}
DANGER = "学生在楼顶，联系不上，须查看风险档案"


class TellingTestCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": CHANNEL,
				"channel_type": "WeCom",
				"endpoint": "https://messages.example.cn/send",
				"enabled": 1,
			}
		).insert()  # before there is anybody here who is told of it
		make.make_term()
		self.college = make.make_unit("告知学院", "College")
		self.unit = make.make_unit("告知班", parent=self.college)
		make.make_student(STUDENT, self.unit, student_name="林某某")
		self.counsellor = make.make_user("counsellor@telling.test", r.COUNSELLOR)
		self.lead = make.make_user("lead@telling.test", r.COLLEGE_LEAD)
		self.head = make.make_user("head@telling.test", r.PSYCH_HEAD)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		make.assign(self.lead, "College Lead", "College", unit=self.college)

	def rows(self, user: str, **filters) -> list[frappe._dict]:
		return frappe.get_all(
			outbox.OUTBOX, {"recipient": user, **filters}, ["channel", "subject", "text"], order_by="channel"
		)

	def ways(self, user: str) -> list[str]:
		return [row.channel for row in self.rows(user)]


class TestTell(TellingTestCase):
	def say(self) -> str:
		return _("Leave {0} waits for your decision.").format("LP-1")

	def test_desk_and_channels_once_per_key(self) -> None:
		self.assertEqual(tell([self.lead], self.say, "k"), [self.lead])
		self.assertEqual(tell([self.lead], self.say, "k"), [])
		self.assertEqual(self.ways(self.lead), [outbox.SYSTEM, CHANNEL])
		self.assertEqual(frappe.db.count(NOTIFICATION, {"for_user": self.lead}), 1)
		self.assertTrue(is_told(self.lead, "k"))
		self.assertFalse(is_told(self.head, "k"))
		self.assertEqual(tell([self.lead], self.say, "another key"), [self.lead])

	def test_in_the_language_of_whoever_reads(self) -> None:
		frappe.db.set_value("User", self.lead, "language", "en")
		frappe.db.set_value("User", self.head, "language", None)
		before = frappe.local.lang
		tell([self.lead, self.head], self.say, "k")
		self.assertEqual(frappe.local.lang, before)
		self.assertEqual(self.rows(self.lead)[0].subject, "Leave LP-1 waits for your decision.")
		self.assertEqual(self.rows(self.head)[0].subject, "请假 LP-1 待您审批。")

	def test_the_language_comes_back_when_the_text_fails(self) -> None:
		before = frappe.local.lang
		frappe.db.set_value("User", self.lead, "language", "en" if before != "en" else "zh")
		with self.assertRaises(ZeroDivisionError):
			tell([self.lead], lambda: str(1 // 0), "k")
		self.assertEqual(frappe.local.lang, before)

	def test_who_is_left_out(self) -> None:
		frappe.db.set_value("User", self.head, "enabled", 0)
		with self.as_user(self.counsellor):
			told = tell(
				[
					self.counsellor,
					self.head,
					self.lead,
					self.lead,
					"Administrator",
					"nobody@telling.test",
					None,
				],
				self.say,
				"k",
			)
		self.assertEqual(told, [self.lead])
		for user in (self.counsellor, self.head, "Administrator"):
			self.assertEqual(self.rows(user, subject=("like", "%LP-1%")), [])

	def test_what_it_leads_to(self) -> None:
		tell([self.lead], self.say, "a", About("Campus Student", STUDENT))
		tell([self.lead], self.say, "b", frappe.get_doc("Campus Unit", self.unit))
		tell([self.lead], lambda: ("subject", "text"), "c")
		told = frappe.get_all(
			NOTIFICATION,
			{"for_user": self.lead},
			["document_type", "document_name", "email_content"],
			order_by="document_type asc",
			as_list=True,
		)
		self.assertEqual(
			sorted((row[0] or "", row[1] or "", row[2] or "") for row in told),
			[("", "", "text"), ("Campus Student", STUDENT, ""), ("Campus Unit", self.unit, "")],
		)

	def test_long_keys_stay_apart(self) -> None:
		"""Cut off at the end, two readers would be one, and the second never told."""
		key = "a long key|" * 20
		self.assertEqual(tell([self.lead, self.head], self.say, key), sorted([self.head, self.lead]))
		self.assertEqual(tell([self.lead, self.head], self.say, key), [])
		self.assertEqual(self.ways(self.head), [outbox.SYSTEM, CHANNEL])


class TestTheMostUrgentOnes(TellingTestCase):
	"""They go out on every way there is, and name nobody."""

	def test_an_emergency_access(self) -> None:
		make.make_ledger(STUDENT)
		with self.as_user(self.counsellor):
			break_glass(STUDENT, DANGER, now_datetime())
		grant = frappe.get_last_doc("Campus Emergency Access")
		self.assertEqual(self.ways(self.head), [outbox.SYSTEM, CHANNEL])
		for row in self.rows(self.head):
			self.assertIn(grant.name, row.subject)
			self.assertNotRegex(f"{row.subject}{row.text}", f"林某某|{STUDENT}|楼顶")
		self.assertEqual(self.rows(self.counsellor), [])

	def test_a_talk_that_was_not_steady(self) -> None:
		make.make_ledger(STUDENT, responsible_person=self.counsellor, lead=self.lead)
		adviser = make.make_user("adviser@telling.test", r.CLASS_ADVISER)
		make.assign(adviser, "Class Adviser", "Class", unit=self.unit)
		with self.as_user(adviser):
			talk = make.make_talk(STUDENT, **ABNORMAL)
		for user in (self.counsellor, self.lead):
			about = self.rows(user, subject=("like", f"%{talk.name}%"))
			self.assertEqual([row.channel for row in about], [outbox.SYSTEM, CHANNEL], self.rows(user))
			for row in self.rows(user):
				self.assertNotRegex(f"{row.subject}{row.text}", f"林某某|{STUDENT}")
		self.assertEqual(self.rows(adviser), [])

	def test_nobody_in_charge_can_log_in_any_more(self) -> None:
		make.make_ledger(STUDENT, responsible_person=self.counsellor, lead=self.lead)
		successor = make.make_user("successor@telling.test", r.COLLEGE_LEAD)
		make.assign(successor, "College Lead", "College", unit=self.college)
		for user in (self.counsellor, self.lead):
			frappe.db.set_value("User", user, "enabled", 0)
		adviser = make.make_user("adviser@telling.test", r.CLASS_ADVISER)
		make.assign(adviser, "Class Adviser", "Class", unit=self.unit)
		with self.as_user(adviser):
			make.make_talk(STUDENT, **ABNORMAL)
		self.assertEqual(self.ways(successor), [outbox.SYSTEM, CHANNEL])
