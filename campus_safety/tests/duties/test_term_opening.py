"""A new term in one guided step: the preview, what is done, that it may be done twice, and who is told what."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, nowdate
from frappe.utils.background_jobs import get_job

from campus_safety.domain import roles as r
from campus_safety.engines.duties import run
from campus_safety.services.people import term_opening
from campus_safety.services.risk import responsibility
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.duties.base import DutyTestCase
from campus_safety.tests.http import HttpClient

TERM = "2026-2027-1"
PREVIEW, OPEN = "campus_safety.api.calendar.preview_term", "campus_safety.api.calendar.open_term"


class TestPreview(DutyTestCase):
	def preview(self, day: str = "2026-11-25") -> dict:
		return term_opening.preview(frappe.get_doc("Campus Term", TERM), getdate(day))

	def test_duties_by_rule(self) -> None:
		rule = self.make_rule("开学测试")
		self.assertEqual(self.preview()["duties"], [{"rule": "开学测试", "period": "Month", "duties": 4}])
		self.run_rule(rule, "2026-11-25")
		self.assertEqual(self.preview()["duties"][0]["duties"], 0, "what is there already is not made again")

	def test_preview_writes_nothing(self) -> None:
		self.make_rule("开学测试")
		before = frappe.db.count("Campus Duty Obligation"), frappe.db.count("Campus Day")
		self.preview()
		self.assertEqual((frappe.db.count("Campus Duty Obligation"), frappe.db.count("Campus Day")), before)

	def test_days(self) -> None:
		days = self.preview()["days"]
		self.assertEqual(days["wanted"], days["present"])
		frappe.db.delete("Campus Day", {"date": ("between", ("2026-12-01", "2026-12-10"))})
		self.assertEqual(self.preview()["days"]["present"], days["wanted"] - 10)

	def test_students_without_class_or_counsellor(self) -> None:
		before = self.preview()["students"]
		make.make_student("DT901", self.class_2)
		found = self.preview()["students"]
		self.assertEqual(found["without_counsellor"], before["without_counsellor"] + 1)
		self.assertIn({"unit": self.class_2, "students": 1}, found["classes"])
		self.assertEqual(found["without_class"], before["without_class"])
		frappe.db.set_value("Campus Student", "DT901", "unit", self.college)
		self.assertEqual(self.preview()["students"]["without_class"], before["without_class"] + 1)

	def test_posts(self) -> None:
		before = self.preview(nowdate())["posts"]
		post = make.assign(self.counsellor, "Counsellor", "Class", unit=self.class_2)
		self.assertEqual(self.preview(nowdate())["posts"]["continue"], before["continue"] + 1)
		frappe.db.set_value("Campus Network Assignment", post, "to_date", add_days(nowdate(), -3))
		with patch.object(responsibility, "get_open_ledgers", return_value=["L1"]):
			posts = self.preview(nowdate())["posts"]
		self.assertEqual((posts["continue"], posts["end"]), (before["continue"], before["end"] + 1))
		self.assertIn(post, [row.name for row in posts["waiting"]])

	def test_a_term_that_is_over_is_refused(self) -> None:
		with self.assertRaises(frappe.ValidationError):
			self.preview("2030-01-01")


class TestOpening(WorldTestCase):
	"""Runs commit: what they made of the world's calendar stays, the run itself goes."""

	def setUp(self) -> None:
		super().setUp()
		self.term = make.make_term()
		frappe.db.set_value("Campus Coverage Run", {"status": "Running"}, "status", "Given Up")
		frappe.db.commit()  # the requests read on other connections
		self.addCleanup(self.remove)

	def remove(self) -> None:
		frappe.set_user("Administrator")
		names = frappe.get_all("Campus Coverage Run", {"term": self.term}, pluck="name")
		frappe.db.delete("Campus Coverage Run Rule", {"parent": ("in", names or [""])})
		frappe.db.delete("Campus Coverage Run", {"term": self.term})
		frappe.db.commit()

	def test_who_opens_a_term(self) -> None:
		for user in (
			self.world.users["counsellor"],
			self.world.users["lead"],
			self.world.by_role[r.ACADEMIC_AFFAIRS],
			self.world.users["pupil"],
			None,
		):
			client = HttpClient(user)
			self.assertIn(client.call(PREVIEW, "GET", term=self.term).status_code, (401, 403), user)
			self.assertIn(client.call(OPEN, term=self.term).status_code, (401, 403), user)
		self.assertFalse(frappe.db.exists("Campus Coverage Run", {"term": self.term}))
		answer = HttpClient(self.world.users["student_affairs"]).call(PREVIEW, "GET", term=self.term)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(answer.json["message"]["term"], self.term)

	def test_the_button_leaves_a_job_behind(self) -> None:
		"""The run is committed before the job is asked for: the request itself has written nothing since."""
		answer = HttpClient(self.world.users["student_affairs"]).call(OPEN, term=self.term)
		self.assertEqual(answer.status_code, 200, answer.text)
		name = answer.json["message"]
		job = get_job(f"campus_term_opening_{name}")
		try:
			self.assertIsNotNone(job)
		finally:
			if job:
				job.delete()
			frappe.db.delete("Campus Coverage Run", {"name": name})
			frappe.db.commit()  # the request wrote on a connection of its own

	def test_done_in_one_go_and_harmless_twice(self) -> None:
		start = frappe.db.get_value("Campus Term", self.term, "start_date")
		frappe.db.delete("Campus Day", {"date": ("between", (start, add_days(start, 9)))})
		first = self.open()
		self.assertEqual((first.status, first.trigger, first.days_made), ("Completed", "Term Opening", 10))
		self.assertTrue(first.term_prepared and first.ended)
		duties = frappe.db.count("Campus Duty Obligation")
		second = self.open()
		self.assertEqual((second.days_made, second.made), (0, 0))
		self.assertEqual(frappe.db.count("Campus Duty Obligation"), duties)

	def test_a_killed_opening_is_continued_as_one(self) -> None:
		name = run.begin(getdate(nowdate()), "Term Opening", self.term)
		with (
			patch.object(run, "_one_rule", side_effect=KeyboardInterrupt),
			self.assertRaises(KeyboardInterrupt),
		):
			run.work_on(name)
		self.assertTrue(frappe.db.get_value(run.RUN, name, "term_prepared"))
		frappe.db.set_value(
			run.RUN, name, "heartbeat", frappe.utils.now_datetime() - run.SILENT_AFTER - timedelta(minutes=1)
		)
		frappe.db.commit()
		with patch.object(term_opening, "prepare") as prepare:
			self.assertEqual(run.run(), name)
		prepare.assert_not_called()
		done = frappe.get_doc(run.RUN, name)
		self.assertEqual((done.status, done.trigger, done.resumed), ("Completed", "Term Opening", 1))

	def open(self):
		name = run.begin(getdate(nowdate()), "Term Opening", self.term)
		run.work_on(name)
		return frappe.get_doc(run.RUN, name)
