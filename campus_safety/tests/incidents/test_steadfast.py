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
		urgent = self.act(self.lead, self.write(facts="他说想死").name, TAKE).name
		self.save(self.lead, urgent, conclusion="当面核实，没有此事")
		with self.assertRaises(ReportStepError):
			self.act(self.lead, urgent, UNFOUNDED)
		report = self.act(self.intake, urgent, UNFOUNDED)
		self.assertEqual((report.status, report.concluded_by), ("Unfounded", self.lead))

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


class TestWriters(ReportTestCase):
	def test_nobody_files_in_anothers_name(self) -> None:
		with self.assertRaises(ReportStepError):
			self.write(self.stranger, reporter="王五 20260101")

	def test_who_takes_a_name_down_stands_beside_it(self) -> None:
		report = self.write(self.intake, reporter="门卫张师傅")
		kept = decrypt(frappe.db.get_value(SENDER, {"report": report.name}, "reporter"))
		self.assertIn("门卫张师傅", kept)
		self.assertIn(self.intake, kept)


class TestGuests(ReportTestCase):
	def send(self, facts: str, photo: str = "", token: str | None = None):
		now = now_datetime()
		given = floods.begin(floods.REPORT, now)["token"] if token is None else token
		with self.as_user("Guest"):
			return filing.file_nameless(Told(facts), photo, given, now)

	def refusal(self, *args, **kwargs) -> str:
		with self.assertRaises(frappe.ValidationError) as refused:
			self.send(*args, **kwargs)
		return str(refused.exception)

	def picture(self, side: int, kind: str = "PNG") -> bytes:
		out = io.BytesIO()
		Image.new("1" if kind == "PNG" else "RGB", (side, side)).save(out, kind)
		return out.getvalue()

	def test_a_small_file_that_unpacks_to_gigabytes(self) -> None:
		as_sent = base64.b64encode(self.picture(9999)).decode()
		with self.assertRaises(PhotoError):
			photos.read(as_sent)
		for kind in ("PNG", "JPEG"):
			kept = photos.read(base64.b64encode(self.picture(3900, kind)).decode())
			with Image.open(io.BytesIO(kept)) as shown:
				self.assertLessEqual(max(shown.size), 2400)

	def test_a_broken_photo_is_counted_like_a_report(self) -> None:
		before = frappe.db.count(REPORT)
		frappe.db.set_single_value("Campus Safety Settings", "report_slow_after", 2)
		for _try in range(4):
			self.refusal("看这里", "data:image/jpeg;base64,AAAA")
		self.assertEqual(frappe.db.count(REPORT), before)
		self.assertGreater(floods.begin(floods.REPORT, now_datetime())["wait"], 0)

	def test_a_report_answers_for_no_code_that_a_look_would_not(self) -> None:
		code, wrong = self.tell().code, "9999-8888-7777-6666"
		broken = "data:image/jpeg;base64,AAAA"
		self.assertEqual(self.refusal(f"码 {code}", broken), self.refusal(f"码 {wrong}", broken))
		self.assertEqual(self.refusal(f"码 {code}", token=""), self.refusal(f"码 {wrong}", token=""))
		pair = f"码 {wrong} 和 1111-2222-3333-4444"
		self.assertEqual(self.refusal(f"{pair} {code}"), self.refusal(f"{pair} 5555-6666-7777-8888"))
		self.assertEqual(floods.begin(floods.LOOK, now_datetime())["wait"], 0)
		self.send(f"码 {wrong}")
		self.assertEqual(floods.begin(floods.LOOK, now_datetime())["wait"], flood_rules.AFTER_WRONG)

	def test_tokens_fetched_beforehand_wait_as_long_as_new_ones(self) -> None:
		now = now_datetime()
		kept = floods.begin(floods.LOOK, now)["token"]
		for _try in range(5):
			floods.note_wrong(now)
		with self.assertRaises(CodeError):
			floods.validate_look(kept, now)
		floods.validate_look(kept, now + timedelta(seconds=10))
		old = floods.begin(floods.LOOK, now)["token"]
		with self.assertRaises(CodeError):
			floods.validate_look(old, now + timedelta(hours=1))

	def test_a_code_in_other_digits_is_one(self) -> None:
		code = self.tell().code
		for zero in ("０", "٠"):
			other = code.translate({ord("0") + n: chr(ord(zero) + n) for n in range(10)})
			self.assertEqual(receipt.digits_of(other), receipt.digits_of(code))
			with self.assertRaises(ReportStepError):
				self.tell(f"我的码是{other}")

	def test_odd_signs_are_no_failure(self) -> None:
		for token in (
			"é",
			"1.0.look.aa.é",
			"²²²².1.look.aa.bb",
			"1.²²²².report.aa.bb",
			"1.0.report.\ud800.bb",
		):
			self.assertIsNone(flood_rules.read_token(token, "look", "key"))
			with self.assertRaises(CodeError):
				floods.validate_look(token, now_datetime())
			self.send(f"走廊里有人哭 {len(token)} \ud800", token=token)
		self.assertIn("走廊里有人哭", decrypt(self.newest().facts))
