"""The bell calls a record by its student for whoever may open it at that moment; nothing stored or sent does."""

import frappe
from frappe.utils import now_datetime

from campus_safety.api import overrides
from campus_safety.domain import roles as r
from campus_safety.engines.messages.telling import About, tell
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

ALERT, TALK, LEDGER = "Campus Alert", "Campus Heart Talk", "Campus Risk Ledger"
STUDENT, NAME = "BL2026001", "铃某某"


class TestBell(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		self.college = make.make_unit("铃声学院", "College")
		self.unit = make.make_unit("铃声班", parent=self.college)
		make.make_student(STUDENT, self.unit, student_name=NAME)
		self.counsellor = make.make_user("counsellor@bell.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		self.head = make.make_user("head@bell.test", r.PSYCH_HEAD)
		with self.as_user(self.counsellor):
			self.talk = make.make_talk(
				STUDENT,
				mental_state="Abnormal",
				escalate_to="Psych Centre",
				abnormal_behaviour="连续三天未起床，不与人说话",
			)

	def subjects(self, user: str) -> list[str]:
		with self.as_user(user):
			return [log["subject"] for log in overrides.get_notification_logs()["notification_logs"]]

	def tell(self, about) -> None:
		tell([self.counsellor], lambda: "看这里", frappe.generate_hash(), about, now=now_datetime())

	def test_whose_it_is_stands_beside_the_number(self) -> None:
		(subject,) = self.subjects(self.head)
		self.assertIn(self.talk.name, subject)
		self.assertTrue(subject.endswith(f" · {NAME} 铃声班"), subject)

	def test_nothing_stored_or_sent_has_a_name(self) -> None:
		self.subjects(self.head)
		for doctype in ("Notification Log", "Campus Message Outbox"):
			self.assertNotIn(NAME, frappe.as_json(frappe.get_all(doctype, fields=["*"])))

	def test_whoever_may_not_open_it_any_more_reads_no_name(self) -> None:
		self.tell(self.talk)
		self.assertEqual(self.subjects(self.counsellor), [f"看这里 · {NAME} 铃声班"])
		stranger = make.make_user("stranger@bell.test", r.COUNSELLOR)
		frappe.db.set_value("Notification Log", {"for_user": self.counsellor}, "for_user", stranger)
		self.assertEqual(self.subjects(stranger), ["看这里"])

	def test_of_a_protected_record_the_bell_says_nothing(self) -> None:
		with self.as_user(self.counsellor):
			ledger = make.make_ledger(STUDENT, risk_level="Red")
		alert = frappe.db.get_value(ALERT, {"reference_name": ledger.name})
		self.tell(ledger)
		self.tell(About(ALERT, alert))
		self.tell(About(LEDGER))
		self.assertEqual(self.subjects(self.counsellor), ["看这里"] * 3)
		self.assertFalse(
			[subject for subject in self.subjects(self.head) if ledger.name in subject and NAME in subject]
		)
