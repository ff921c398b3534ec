"""The student's side: consent by purpose, answering while somebody is on watch, help before storing, taking back."""

import frappe
from frappe.utils import add_to_date, now_datetime

from campus_safety.engines.alerts import loop
from campus_safety.exceptions import HeldError, NobodyOnWatchError, ScreeningConsentError, ScreeningError
from campus_safety.services.psychology import consents, excuses, student_page
from campus_safety.services.psychology.scales import get_questions
from campus_safety.tests.psychology.base import (
	CALM,
	CONSENT,
	HEAVY,
	IN_DANGER,
	INTERVIEW,
	RESULT,
	SCORE,
	ScreeningTestCase,
)

BELL = "Notification Log"


class PageTestCase(ScreeningTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.campaign = self.open_campaign()
		self.set_watch()

	def begin(self, student: str | None = None, scale: str = "PHQ-9", at=None):
		return student_page.begin(student or self.student, self.campaign.name, scale, at or now_datetime())

	def send(
		self, answers, seen_help: bool = False, student: str | None = None, seconds: int = 60, scale="PHQ-9"
	):
		return student_page.send(
			student or self.student,
			self.campaign.name,
			scale,
			answers,
			seen_help,
			add_to_date(now_datetime(), seconds=seconds),
		)

	def answer(self, answers, student: str | None = None, **values):
		self.agree(self.campaign, student)
		self.begin(student)
		return self.send(answers, student=student, **values)


class TestConsent(PageTestCase):
	def states(self) -> dict:
		return dict(
			frappe.get_all(CONSENT, {"student": self.student}, ["permission", "status"], as_list=True)
		)

	def test_each_purpose_by_itself(self) -> None:
		self.agree(self.campaign, None, consents.SCREENING, consents.STATISTICS)
		self.assertEqual(
			self.states(),
			{
				"Screening": "Given",
				"Share Level and Advice": "Declined",
				"Tell Parents in Danger": "Declined",
				"Statistics": "Given",
			},
		)
		row = frappe.get_doc(CONSENT, {"student": self.student, "permission": "Screening"})
		self.assertEqual((row.text_version, row.given_on), (self.campaign.consent_version, "Own Page"))

	def test_declining_leads_to_a_talk_and_to_nothing_else(self) -> None:
		consents.answer(self.campaign, self.student, {}, now_datetime())
		self.assertEqual(set(self.states().values()), {"Declined"})
		self.assertEqual(self.result(self.campaign).status, "Declined")
		alert = frappe.get_doc(loop.ALERT, {"student": self.student, "kind": "Talk to Offer"})
		self.assertEqual({row.user for row in alert.recipients}, {self.counsellor})
		text = frappe.as_json(
			frappe.get_all(BELL, {"for_user": self.counsellor}, ["subject", "email_content"])
		)
		for word in ("普测", "测评结果", "拒绝", "PHQ", "Screening"):
			self.assertNotIn(word, text)
		self.agree(self.campaign)
		self.assertEqual(self.states()["Screening"], "Given")

	def test_nothing_is_taken_without_it(self) -> None:
		with self.assertRaises(ScreeningConsentError):
			self.begin()
		consents.answer(self.campaign, self.student, {consents.STATISTICS: True}, now_datetime())
		with self.assertRaises(ScreeningConsentError):
			self.begin()
		self.assertEqual(self.states()["Statistics"], "Declined", "nothing to count without the screening")

	def test_a_minor_needs_a_guardian(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "is_minor", 1)
		self.agree(self.campaign)
		with self.assertRaises(ScreeningConsentError):
			self.begin()
		self.assertTrue(
			student_page.get_home(self.student, now_datetime())["campaigns"][0]["waits_for_guardian"]
		)
		name = frappe.db.get_value(CONSENT, {"student": self.student, "permission": "Screening"})
		with self.assertRaises(ScreeningConsentError):
			consents.record_guardian(name, " ", now_datetime())
		consents.record_guardian(name, "父亲 王某，电话同意", now_datetime())
		self.assertTrue(self.begin()["items"])

	def test_taking_it_back_deletes_scores_and_calls_off_the_interview(self) -> None:
		self.answer(HEAVY)
		self.assertEqual(self.interview(self.campaign).status, "Open")
		consents.withdraw(self.campaign, self.student, consents.SCREENING, now_datetime())
		result = self.result(self.campaign)
		self.assertEqual(
			(result.status, result.auto_flag, result.scores, result.validity), ("Declined", "None", [], None)
		)
		self.assertFalse(frappe.db.exists(SCORE, {"parent": result.name}))
		self.assertEqual(self.interview(self.campaign).status, "Cancelled")
		self.assertEqual(set(self.states().values()), {"Withdrawn"})
		with self.assertRaises(ScreeningConsentError):
			consents.withdraw(self.campaign, self.student, consents.SCREENING, now_datetime())

	def test_what_is_preserved_is_not_deleted(self) -> None:
		self.answer(HEAVY)
		hold = frappe.get_doc(
			{
				"doctype": "Campus Legal Hold",
				"subject_type": "Student",
				"student": self.student,
				"reason": "调查中，需要保全",
				"from_date": "2026-01-01",
			}
		)
		hold.insert()
		with self.assertRaises(HeldError):
			consents.withdraw(self.campaign, self.student, consents.SCREENING, now_datetime())

	def test_leaving_statistics(self) -> None:
		self.answer(CALM)
		self.assertTrue(self.result(self.campaign).in_statistics)
		consents.withdraw(self.campaign, self.student, consents.STATISTICS, now_datetime())
		self.assertFalse(self.result(self.campaign).in_statistics)
		self.assertEqual(len(self.result(self.campaign).scores), 1)


class TestAnswering(PageTestCase):
	def test_calm(self) -> None:
		self.assertEqual(self.answer(CALM)["stored"], True)
		result = self.result(self.campaign)
		self.assertEqual((result.status, result.auto_flag, result.validity), ("Tested", "None", "Valid"))
		self.assertIsNone(self.interview(self.campaign))

	def test_heavy_calls_for_an_interview_within_days(self) -> None:
		self.answer(HEAVY)
		result, interview = self.result(self.campaign), self.interview(self.campaign)
		self.assertEqual((result.status, result.auto_flag), ("To Interview", "Key"))
		self.assertEqual((result.interview_due - result.imported_at).days, 7)
		self.assertEqual(interview.due, result.interview_due)
		self.assertIn(interview.interviewer, frappe.get_all("User", pluck="name"))

	def test_help_stands_before_anything_is_stored(self) -> None:
		answered = self.answer(IN_DANGER)
		self.assertEqual(answered["stored"], False)
		self.assertEqual(answered["help"]["hotline"], "12356")
		self.assertFalse(frappe.db.exists(SCORE, {"parent": self.result(self.campaign).name}))
		self.assertIsNone(self.interview(self.campaign))
		self.assertEqual(self.send(IN_DANGER, seen_help=True)["stored"], True)
		interview = self.interview(self.campaign)
		self.assertEqual(interview.flag, "Urgent")
		self.assertEqual((interview.due - self.result(self.campaign).imported_at).total_seconds(), 24 * 3600)

	def test_who_is_on_watch_is_told_in_the_same_moment(self) -> None:
		self.answer(IN_DANGER, seen_help=True)
		interview = self.interview(self.campaign)
		alert = frappe.get_doc(loop.ALERT, {"reference_name": interview.name})
		told = {row.user for row in alert.recipients}
		self.assertLessEqual({self.teacher, self.head, interview.interviewer}, told)
		self.assertFalse(told & {self.counsellor, self.adviser, self.lead})
		for row in frappe.get_all(BELL, {"for_user": self.teacher}, ["subject", "email_content"]):
			for word in (self.student, "学生甲", "PHQ-9", self.klass):
				self.assertNotIn(word, f"{row.subject} {row.email_content}")

	def test_closed_while_nobody_is_on_watch(self) -> None:
		frappe.db.delete("Campus Duty Roster", {"level": "Centre"})
		self.agree(self.campaign)
		with self.assertRaises(NobodyOnWatchError):
			self.begin()
		home = student_page.get_home(self.student, now_datetime())
		self.assertFalse(home["watched"])
		self.assertFalse(home["campaigns"][0]["scales"][0]["open"])
		self.assertEqual(home["help"]["hotline"], "12356")

	def test_who_is_done_is_told_so_and_nothing_of_the_result(self) -> None:
		def shown() -> dict:
			(campaign,) = student_page.get_home(self.student, now_datetime())["campaigns"]
			return campaign

		self.assertFalse(shown()["done"])
		self.answer(IN_DANGER, seen_help=True)
		first = shown()
		names = {each.scale for each in self.campaign.scales if each.answered_here}
		self.assertEqual(first["done"], {each["scale"] for each in first["scales"] if each["sat"]} == names)
		for each in first["scales"]:
			if not each["sat"]:
				self.begin(scale=each["scale"])
				self.send(CALM[: len(get_questions(each["scale"])["items"])], scale=each["scale"])
		self.assertTrue(shown()["done"])
		frappe.db.set_value(RESULT, {"student": self.student}, "status", "Graded")
		self.assertEqual(shown()["done"], True)
		self.assertNotIn("Urgent", frappe.as_json(shown()))
		frappe.db.set_value(RESULT, {"student": self.student}, "status", "Excused")
		self.assertFalse(shown()["done"])

	def test_sent_twice_stored_once(self) -> None:
		self.answer(HEAVY)
		self.assertTrue(self.send(CALM)["stored"])
		result = self.result(self.campaign)
		self.assertEqual((len(result.scores), result.auto_flag), (1, "Key"))
		self.assertEqual(frappe.db.count(INTERVIEW, {"result": result.name}), 1)

	def test_too_fast_is_doubtful_and_has_no_level(self) -> None:
		self.answer(HEAVY, seconds=4)
		result = self.result(self.campaign)
		self.assertEqual((result.validity, result.validity_reasons), ("Doubtful", "Too Fast"))
		self.assertEqual((result.auto_flag, result.status), ("None", "Tested"))
		self.assertTrue(result.retest_due)
		self.assertIsNone(self.interview(self.campaign))

	def test_too_fast_but_in_danger_goes_through(self) -> None:
		self.answer(IN_DANGER, seen_help=True, seconds=4)
		result = self.result(self.campaign)
		self.assertEqual((result.validity, result.auto_flag), ("Doubtful", "Urgent"))
		self.assertEqual(self.interview(self.campaign).flag, "Urgent")

	def test_two_scales_are_one_result(self) -> None:
		self.answer(CALM)
		self.begin(scale="GAD-7")
		self.send([2, 2, 2, 2, 1, 1, 1], scale="GAD-7")
		result = self.result(self.campaign)
		self.assertEqual({row.scale: row.flag for row in result.scores}, {"PHQ-9": "None", "GAD-7": "Key"})
		self.assertEqual(result.auto_flag, "Key")

	def test_what_is_refused(self) -> None:
		self.agree(self.campaign)
		with self.assertRaises(ScreeningError):
			self.send(CALM)  # never begun
		self.begin()
		for answers in ([], CALM[:9], [*CALM[:9], None], [9, *CALM[1:]], ["1", *CALM[1:]]):
			with self.assertRaises(ScreeningError):
				self.send(answers)
		for scale in ("UPI", "no such scale"):
			with self.assertRaises(ScreeningError):
				self.begin(scale=scale)
		with self.assertRaises(ScreeningError):
			student_page.begin(self.student, "SCR-none", "PHQ-9", now_datetime())
		with self.assertRaises(ScreeningError):
			self.begin(at=add_to_date(now_datetime(), days=60))

	def test_answers_are_ciphertext(self) -> None:
		self.answer(HEAVY)
		row = self.result(self.campaign).scores[0]
		for field in ("total", "answers"):
			self.assertTrue(row.get(field).startswith("enc:1:"), field)


class TestExcused(PageTestCase):
	def test_who_cannot_take_part_leaves_the_denominator(self) -> None:
		with self.as_user(self.teacher), self.assertRaises(ScreeningError):
			excuses.excuse(self.result(self.campaign), " ", now_datetime())
		with self.as_user(self.teacher):
			excuses.excuse(self.result(self.campaign), "在国外交换", now_datetime())
		result = self.result(self.campaign)
		self.assertEqual(result.status, "Excused")
		self.assertTrue(result.excuse.startswith("enc:1:") and result.settled_at)
		self.answer(CALM, student=self.students[1])
		with self.assertRaises(ScreeningError):
			excuses.excuse(self.result(self.campaign, self.students[1]), "在国外", now_datetime())
