"""A clause task: given by the Safety Office, reported by the unit that has it, counted in its assessment."""

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError
from campus_safety.services.governance import clause_tasks, matrix
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient

API = "campus_safety.api.clause_tasks"
CLAUSE = "二(一)"


class TestClauseTask(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.school = make.make_unit("任务测试学校", "School")
		cls.department = make.make_unit("任务测试信息中心", "Department", cls.school)
		frappe.db.set_value("Campus Unit", cls.department, "office_role", r.IT_CENTRE)
		cls.college = make.make_unit("任务测试学院", "College", cls.school)
		cls.safety = make.make_user("task-safety@tasks.test", r.SAFETY_OFFICE)
		cls.centre = make.make_user("task-centre@tasks.test", r.IT_CENTRE)
		cls.publicity = make.make_user("task-publicity@tasks.test", r.PUBLICITY)
		cls.lead = make.make_user("task-lead@tasks.test", r.COLLEGE_LEAD)
		make.assign(cls.lead, "College Lead", "College", unit=cls.college)
		make.make_term()
		frappe.db.commit()  # the school is made once for the class
		cls.addClassCleanup(cls.forget)

	@classmethod
	def forget(cls) -> None:
		frappe.set_user("Administrator")
		frappe.db.set_value("Campus Unit", cls.department, "office_role", None)
		frappe.db.commit()  # as it was committed

	def give(self, unit: str | None = None, days: int = 5, **values):
		with self.as_user(self.safety):
			return frappe.get_doc(
				{
					"doctype": clause_tasks.TASK,
					"clause": CLAUSE,
					"responsible_unit": unit or self.department,
					"task": "公布劳动清单",
					"due": add_days(nowdate(), days),
					**values,
				}
			).insert()

	def report(self, task, user: str, result: str = "已公布") -> None:
		with self.as_user(user):
			document = frappe.get_doc(clause_tasks.TASK, task.name)
			document.result = result
			document.save()
			clause_tasks.report_done(document, now_datetime())

	def test_the_unit_that_has_it_reports_it(self) -> None:
		for unit, user in ((self.department, self.centre), (self.college, self.lead)):
			task = self.give(unit)
			self.report(task, user)
			task.reload()
			self.assertEqual((task.status, task.done_by), ("Done", user))
			self.assertTrue(task.done_at)

	def test_others_do_not(self) -> None:
		task = self.give()
		for user in (self.publicity, self.lead):
			self.assertRaises(frappe.PermissionError, self.report, task, user)
		with self.assertRaises(frappe.PermissionError):
			self.report(task, self.safety)

	def test_it_is_a_departments_or_a_colleges(self) -> None:
		for unit in (self.school, make.make_unit("任务测试班", "Class", self.college)):
			self.assertRaises(frappe.ValidationError, self.give, unit)
		self.assertTrue(self.give(self.college).name)

	def test_what_was_done_is_written_first(self) -> None:
		task = self.give()
		self.assertRaises(frappe.ValidationError, self.report, task, self.centre, " ")

	def test_who_does_it_changes_neither_task_nor_date(self) -> None:
		task = self.give()
		for field, value in (("due", add_days(nowdate(), 90)), ("task", "别的"), ("clause", "一(二)")):
			with self.as_user(self.centre), self.assertRaises(frappe.PermissionError):
				document = frappe.get_doc(clause_tasks.TASK, task.name)
				document.set(field, value)
				document.save()
		for field, value in (("status", "Done"), ("done_at", nowdate()), ("done_by", self.centre)):
			with self.as_user(self.centre), self.assertRaises(AppOwnedFieldError):
				document = frappe.get_doc(clause_tasks.TASK, task.name)
				document.set(field, value)
				document.save()

	def test_returned_withdrawn_and_then_it_stays(self) -> None:
		task = self.give()
		self.report(task, self.centre)
		with self.as_user(self.centre), self.assertRaises(ClosedRecordError):
			document = frappe.get_doc(clause_tasks.TASK, task.name)
			document.result = "改写"
			document.save()
		with self.as_user(self.safety):
			clause_tasks.give_back(frappe.get_doc(clause_tasks.TASK, task.name), "没有清单", now_datetime())
			task.reload()
			self.assertEqual((task.status, task.done_at, task.reason), ("Open", None, "没有清单"))
			self.assertRaises(frappe.ValidationError, clause_tasks.withdraw, task, " ")
			clause_tasks.withdraw(task, "合并到另一任务")
		self.assertEqual(frappe.db.get_value(clause_tasks.TASK, task.name, "status"), "Withdrawn")

	def test_counted_in_time_late_missed_open(self) -> None:
		self.report(self.give(), self.centre)
		late, missed = self.give(), self.give()
		self.give()
		frappe.db.set_value(clause_tasks.TASK, late.name, "due", add_days(nowdate(), -1))
		frappe.db.set_value(clause_tasks.TASK, missed.name, "due", add_days(nowdate(), -1))
		self.report(late, self.centre)
		today = getdate()
		found = clause_tasks.count_of_unit(self.department, add_days(today, -9), add_days(today, 9), today)
		counted = found[CLAUSE]
		self.assertEqual((counted.done, counted.late, counted.missed, counted.open), (1, 1, 1, 1))
		assessment = frappe.get_doc(
			{
				"doctype": "Campus Accountability Assessment",
				"subject_type": "Unit",
				"assessed_unit": self.department,
				"period_from": add_days(today, -9),
				"period_to": add_days(today, 9),
			}
		).insert()
		(item,) = assessment.items
		self.assertEqual((item.clause, item.rule, item.due, item.rate), (CLAUSE, None, 3, 50.0))
		self.assertEqual((assessment.score, assessment.grade), (50.0, "Not Qualified"))

	def test_the_table_shows_whom_a_clause_binds_and_their_tasks(self) -> None:
		self.give()
		heat = {"rows": [], "departments": [], "colleges": []}
		matrix.complete(heat, getdate())
		row = next(row for row in heat["rows"] if row["clause"] == CLAUSE)
		self.assertEqual(
			row["of_departments"][self.department]["tasks"], {"done": 0, "owed": 1, "overdue": 0}
		)
		self.assertTrue(row["cells"][self.college]["bound"], "每个学院")
		self.assertIn(self.department, heat["departments"])
		every = next(row for row in heat["rows"] if row["clause"] == "三(一)")
		self.assertTrue(every["of_departments"][self.department]["bound"], "各处室")
		self.assertEqual([row["clause"] for row in heat["rows"]][-1], "六")


class TestByHttp(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.task = frappe.get_doc(
			{
				"doctype": clause_tasks.TASK,
				"clause": CLAUSE,
				"responsible_unit": frappe.db.get_value("Campus Unit", {"office_role": r.EMPLOYMENT_OFFICE}),
				"task": "公布劳动清单",
				"due": add_days(nowdate(), 5),
			}
		).insert()
		frappe.db.commit()  # the requests read on other connections
		self.addCleanup(self.remove)

	def remove(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete(clause_tasks.TASK, {"name": self.task.name})
		frappe.db.commit()  # as it was committed

	def call(self, who: str | None, step: str, **values):
		user = self.world.users.get(who) or self.world.by_role.get(who)
		return HttpClient(user).call(f"{API}.{step}", task=self.task.name, **values)

	def test_nobody_else_reports_gives_back_or_withdraws(self) -> None:
		for who in (r.PUBLICITY, r.STUDENT_AFFAIRS, "lead", "counsellor", "pupil", None):
			for step, values in (
				("report_done", {}),
				("give_back", {"reason": "r"}),
				("withdraw", {"reason": "r"}),
			):
				response = self.call(who, step, **values)
				self.assertIn(response.status_code, (401, 403, 404), (who, step, response.text))
				self.assertNotIn("公布劳动清单", response.text)
		for step in ("give_back", "withdraw"):
			response = self.call(r.EMPLOYMENT_OFFICE, step, reason="不想做")
			self.assertEqual(response.status_code, 403, response.text)

	def test_the_unit_reports_and_the_giver_returns(self) -> None:
		client = HttpClient(self.world.by_role[r.EMPLOYMENT_OFFICE])
		answer = client.put(f"/api/resource/{clause_tasks.TASK}/{self.task.name}", result="已公布")
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(self.call(r.EMPLOYMENT_OFFICE, "report_done").status_code, 200)
		self.assertEqual(self.status(), "Done")
		self.assertEqual(self.call(r.SAFETY_OFFICE, "give_back", reason="没有清单").status_code, 200)
		self.assertEqual(self.status(), "Open")

	def status(self) -> str:
		frappe.db.rollback()
		return frappe.db.get_value(clause_tasks.TASK, self.task.name, "status")
