"""What an attacker tried: a cry for help stays heard, an alarm up, what is told stays told, a guest costs little."""

import base64
import io
from datetime import timedelta

import frappe
from frappe.utils import now_datetime
from PIL import Image

from campus_safety.access.secrets import decrypt
from campus_safety.api import incidents
from campus_safety.domain.incidents import floods as flood_rules
from campus_safety.domain.incidents import receipt
from campus_safety.engines.opening import openings
from campus_safety.exceptions import CodeError, PhotoError, ReportStepError
from campus_safety.services.incidents import filing, floods, photos, questions
from campus_safety.services.incidents.filing import Told
from campus_safety.tests.bases.incidents import REPORT, SENDER, ReportTestCase
from campus_safety.tests.world import FAR_STUDENT, STUDENT

ALERT = "Campus Alert"
TAKE, TRUE, UNFOUNDED = "Take the Report", "Report Is True", "Report Is Unfounded"
CRY = "我现在在天台，不想活了"


def urgent_alert(name: str) -> str | None:
	found = {"reference_name": name, "kind": "Urgent Abnormal Report", "status": ("!=", "Ended")}
	return frappe.db.exists(ALERT, found)


class TestCries(ReportTestCase):
	def answer(self, name: str, text: str) -> bool:
		with self.as_user("Guest"):
			return questions.answer(name, text, now_datetime())

	def marks(self, name: str) -> tuple:
		return frappe.db.get_value(REPORT, name, ("urgency", "help_seeking", "urgent_news"))

	def test_in_an_answer_before_anybody_has_it(self) -> None:
		self.tell("最近有点累，作业多")
		name = self.newest().name
		self.assertFalse(self.answer(name, "在图书馆"))
		self.assertFalse(urgent_alert(name))
		self.assertTrue(self.answer(name, CRY))
		self.assertEqual(self.marks(name), ("Urgent", 1, 0))
		self.assertTrue(urgent_alert(name))

	def test_in_an_answer_to_one_that_is_taken(self) -> None:
		self.tell("最近有点累，作业多")
		name = self.act(self.intake, self.newest().name, TAKE).name
		self.answer(name, CRY)
		self.assertEqual(self.marks(name), ("Urgent", 1, 1))
		self.assertTrue(urgent_alert(name))

	def test_in_an_answer_to_a_further_one(self) -> None:
		first = self.act(self.intake, self.write().name, TAKE)
		further = self.write(self.stranger, facts="昨晚没有回寝室").name
		self.answer(further, CRY)
		self.assertEqual(self.marks(first.name), ("Urgent", 1, 1))
		self.assertTrue(urgent_alert(first.name))

	def test_from_the_tray_too(self) -> None:
		with self.as_user("Guest"):
			filing.file_nameless(Told(CRY), "", "", now_datetime())
		self.assertEqual(self.newest().tray, 1)
		self.assertTrue(urgent_alert(self.newest().name))


class TestOneWay(ReportTestCase):
	def save(self, user: str, name: str, **values):
		with self.as_user(user):
			report = frappe.get_doc(REPORT, name)
			report.update(values)
			report.save()
		return report

	def refused(self, user: str, name: str, **values) -> None:
		with self.assertRaises(ReportStepError, msg=f"{user} {values}"):
			self.save(user, name, **values)

	def log_of(self, name: str) -> list[str]:
		return frappe.get_all(
			"Campus Access Log", {"reference_name": name, "action": "Write"}, pluck="reason"
		)

	def test_no_handler_lowers_an_alarm(self) -> None:
		name = self.write(facts=CRY, signs=[{"sign": "Self-harm Words"}, {"sign": "Emotion"}]).name
		for user in (self.lead, self.intake):
			for values in ({"urgency": "Normal"}, {"help_seeking": 0}, {"signs": [{"sign": "Emotion"}]}):
				self.refused(user, name, **values)
		self.assertTrue(urgent_alert(name))
		self.save(self.lead, name, first_action="已经陪在身边")

	def test_intake_lowers_it_with_a_reason_that_is_kept(self) -> None:
		name = self.write(facts=CRY, signs=[{"sign": "Self-harm Words"}, {"sign": "Emotion"}]).name
		given = (name, "Normal", '["Emotion"]')
		with self.as_user(self.lead):
			self.assertRaises(frappe.PermissionError, incidents.lower, *given, "是台词，不是真的")
		with self.as_user(self.intake):
			self.assertRaises(frappe.ValidationError, incidents.lower, *given, ".")
			incidents.lower(*given, "是话剧台词，本人已当面核实")
		report = frappe.get_doc(REPORT, name)
		self.assertEqual((report.urgency, report.help_seeking, len(report.signs)), ("Normal", 0, 1))
		self.assertIn("话剧台词", " ".join(self.log_of(name)))
		self.assertIn("Self-harm Words", " ".join(self.log_of(name)))
		told = frappe.get_all(
			"Campus Message Outbox",
			{"idempotency_key": ("like", f"report|{name}|lowered|%")},
			pluck="recipient",
		)
		self.assertIn(self.psych_head, told)

	def test_a_sign_that_is_added_raises_it(self) -> None:
		name = self.write().name
		self.save(self.lead, name, signs=[{"sign": "Emotion"}, {"sign": "Farewell Acts"}])
		self.assertEqual(frappe.db.get_value(REPORT, name, ("urgency", "help_seeking")), ("Urgent", 1))

	def test_told_is_neither_before_nor_taken_away(self) -> None:
		long_ago, now = "2001-01-01 00:00:00", now_datetime()
		for field in ("phoned_at", "parents_told_at", "police_told_at", "authority_told_at"):
			with self.assertRaises(ReportStepError, msg=field):
				self.write(student=STUDENT, **{field: now})
		name = self.act(self.intake, self.write().name, TAKE).name
		for field in ("phoned_at", "parents_told_at"):
			self.refused(self.intake, name, **{field: long_ago})
		self.save(self.intake, name, parents_told_at=now, parents_why_not="家长已在校")
		for values in (
			{"parents_told_at": None},
			{"parents_told_at": now - timedelta(seconds=1)},
			{"parents_why_not": None},
			{"parents_why_not": "......"},
			{"conclusion": "."},
		):
			self.refused(self.intake, name, **values)

	def test_unfounded_needs_two_where_it_is_grave(self) -> None:
		for student, values in ((STUDENT, {"facts": CRY}), (FAR_STUDENT, {"concerns_staff": 1})):
			name = self.act(self.intake, self.write(student=student, **values).name, TAKE).name
			with self.assertRaises(ReportStepError):
				self.act(self.intake, name, UNFOUNDED, conclusion="核实后没有此事")
		urgent = self.write(facts="他说想死").name
		self.act(self.lead, urgent, TAKE)
		report = self.act(self.intake, urgent, UNFOUNDED, conclusion="当面核实，没有此事")
		self.assertEqual((report.status, report.taken_by), ("Unfounded", self.lead))

	def test_nothing_is_unfounded_over_what_nobody_has_read(self) -> None:
		first = self.act(self.intake, self.write().name, TAKE).name
		further = self.write(self.stranger, facts="他在寝室里砸东西").name
		with self.assertRaises(ReportStepError):
			self.act(self.intake, first, UNFOUNDED, conclusion="当面核实，没有此事")
		with self.as_user(self.intake):
			openings.read(REPORT, further, "先看续报再下结论")
		self.assertEqual(
			self.act(self.intake, first, UNFOUNDED, conclusion="当面核实，没有此事").status, "Unfounded"
		)

	def test_what_was_reported_is_put_right_by_intake_alone(self) -> None:
		name = self.act(self.intake, self.write(about="张三").name, TAKE, assigned_to=self.counsellor).name
		for values in ({"about": "李四"}, {"place": "别处"}, {"student": FAR_STUDENT}, {"student": None}):
			self.refused(self.counsellor, name, **values)
		self.save(self.counsellor, name, first_action="已找他谈过")
		self.assertFalse(self.log_of(name))
		self.save(self.intake, name, student=FAR_STUDENT)
		self.assertIn(f"{self.student} → {FAR_STUDENT}", self.log_of(name)[0])

	def test_a_clock_keeps_what_it_was_begun_for(self) -> None:
		name = self.write(urgency="Urgent").name
		frappe.db.set_value("Campus Report Clock", {"applies_to": "Urgent"}, "applies_to", "Pressing")
		report = self.save(self.lead, name, first_action="已经陪在身边")
		self.assertFalse([row.what for row in report.deadlines if row.not_needed])
