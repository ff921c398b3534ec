"""Every endpoint of the duties and of the workbench over HTTP: whose business it is gets it, all others get nothing."""

import json

import frappe
from frappe.utils import add_days, nowdate
from frappe.utils.background_jobs import get_job

from campus_safety.domain import roles as r
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import RULE
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR, OTHER_STUDENT, STUDENT

DUTIES, PAGE = "campus_safety.api.duties", "campus_safety.api.workbench"
COUNTING = (
	r.SAFETY_OFFICE,
	r.SCHOOL_LEADER,
	r.SCHOOL_OFFICE,
	r.QUALITY_OFFICE,
	r.HR_OFFICE,
	r.DISCIPLINE_OFFICE,
)
SEES_SCHOOL = (*COUNTING, r.STUDENT_AFFAIRS)
WRITES_RULES = (r.SAFETY_OFFICE, r.STUDENT_AFFAIRS)
SEES_EVERY_DUTY = (r.STUDENT_AFFAIRS, r.PSYCH_HEAD, r.PSYCH_TEACHER)
POST_ONLY = (
	f"{DUTIES}.dry_run",
	f"{DUTIES}.run_now",
	f"{DUTIES}.run_rule",
	f"{DUTIES}.take",
	f"{DUTIES}.give_back",
	f"{DUTIES}.ask_exemption",
	f"{DUTIES}.approve_exemption",
	f"{DUTIES}.decline_exemption",
	f"{DUTIES}.withdraw_exemption",
	f"{PAGE}.remind",
)


class DutyApiTestCase(WorldTestCase):
	moment = TEACHING_DAY  # what is counted "this term" lies in one

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		make.make_term()
		units, users = cls.world.units, cls.world.users
		cls.rule = cls.make_rule(units["class_1"])
		cls.names = (STUDENT, frappe.db.get_value("Campus Student", STUDENT, "student_name"))
		cls.duty = cls.put(STUDENT, units["class_1"], users["counsellor"])
		cls.other = cls.put(OTHER_STUDENT, units["class_2"], users["other_counsellor"])
		frappe.db.commit()  # the requests read on other connections
		cls.addClassCleanup(cls.forget)

	@classmethod
	def make_rule(cls, unit: str) -> str:
		found = frappe.db.exists(RULE, "接口测试谈话")
		return found or (
			frappe.get_doc(
				{
					"doctype": RULE,
					"enabled": 1,
					"rule_name": "接口测试谈话",
					"clause": "三(一)",
					"subject_type": "Student",
					"subject_filter": json.dumps({"unit": unit}),
					"evidence_doctype": "Campus Heart Talk",
					"subject_field": "student",
					"time_field": "occurred_on",
					"period": "Year",
					"running_period": 1,
					"responsible_position": "Counsellor",
				}
			)
			.insert()
			.name
		)

	@classmethod
	def put(cls, student: str, unit: str, user: str) -> str:
		today = nowdate()
		duty = frappe.get_doc(
			{
				"doctype": OBLIGATION,
				"name": frappe.generate_hash(length=32),
				"rule": cls.rule,
				"subject_doctype": "Campus Student",
				"subject": student,
				"student": student,
				"names_student": 1,
				"unit": unit,
				"college": cls.world.units["college_1"],
				"responsible_user": user,
				"period_start": today,
				"period_end": today,
				"due_date": today,
				"count_until": add_days(today, 7),
				"min_count": 1,
				"state": "Open",
			}
		)
		duty.db_insert()
		return duty.name

	@classmethod
	def forget(cls) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete("Campus Duty Exemption", {"rule": cls.rule})
		frappe.db.delete(OBLIGATION, {"rule": cls.rule})
		frappe.db.delete("Campus Message Outbox", {"idempotency_key": ("like", "reminder|%@world.test|%")})
		frappe.delete_doc(RULE, cls.rule, ignore_permissions=True)
		frappe.db.commit()

	def client(self, who: str) -> HttpClient:
		return HttpClient(None if who == "guest" else self.world.users.get(who) or self.world.by_role[who])

	def ask(self, who: str, method: str, http: str = "POST", **data):
		return self.client(who).call(method, http, **data)

	def answer(self, who: str, method: str, http: str = "POST", **data):
		response = self.ask(who, method, http, **data)
		self.assertEqual(response.status_code, 200, f"{who}: {method}: {response.get_data()[:300]}")
		return response.get_json().get("message")

	def refuse(self, method: str, allowed=(), **data) -> None:
		"""Everybody but the allowed is refused, and learns nothing."""
		for who in (*self.world.users, *self.world.by_role, "guest"):
			if who in allowed:
				continue
			response = self.ask(who, method, **data)
			self.assertGreaterEqual(response.status_code, 400, f"{who}: {method}")
			self.says_nothing(who, response)

	def says_nothing(self, who: str, response) -> None:
		text = json.dumps(response.get_json(silent=True), ensure_ascii=False)
		for name in self.names:
			self.assertNotIn(name, text, who)

	def state(self, *fields: str):
		return frappe.db.get_value(OBLIGATION, self.duty, fields or "state")


class TestWorkbenchApi(DutyApiTestCase):
	def test_the_page_names_the_student_to_whom_it_concerns_alone(self) -> None:
		page = self.answer("counsellor", f"{PAGE}.get_workbench", "GET")
		rows = [row for group in page["duties"] for row in group["rows"]]
		self.assertEqual([row["title"] for row in rows if row["name"] == self.duty], [self.names[1]])
		for who in (*self.world.outsiders, "student_affairs", "psych_head"):
			response = self.ask(who, f"{PAGE}.get_workbench", "GET")
			if who not in (
				*r.PSYCH_STAFF,
				"psych_head",
				"psych_teacher",
			):  # an interview of the student waits for the psychological centre
				self.says_nothing(who, response)
			self.assertNotIn(self.duty.encode(), response.get_data(), who)

	def test_who_has_a_page(self) -> None:
		for who in ("pupil", "guest", "administrator_of_site"):
			self.assertEqual(self.ask(who, f"{PAGE}.get_workbench", "GET").status_code, 403, who)
		for who in self.world.by_role:
			if who in r.DESK_ROLES:
				page = self.answer(who, f"{PAGE}.get_workbench", "GET")
				self.assertEqual(bool(page["heat"]), who in SEES_SCHOOL, who)
				self.assertIsNone(page["team"], who)

	def test_the_lead_sees_the_own_college(self) -> None:
		units = {
			row["unit"] for row in self.answer("lead", f"{PAGE}.get_workbench", "GET")["team"]["classes"]
		}
		self.assertLessEqual({self.world.units["class_1"], self.world.units["class_2"]}, units)
		far = self.answer("far_lead", f"{PAGE}.get_workbench", "GET")["team"]["classes"]
		self.assertTrue({row["unit"] for row in far}.isdisjoint(units))

	def test_a_cell_is_counts_for_the_offices_and_nothing_for_others(self) -> None:
		args = {"clause": "三(一)", "college": self.world.units["college_1"]}
		for who in SEES_SCHOOL:
			response = self.ask(who, f"{PAGE}.get_heat_cell", "GET", **args)
			entry = next(row for row in response.get_json()["message"] if row["rule"] == self.rule)
			self.assertGreaterEqual(entry["counts"]["term"]["open"], 2, who)
			self.says_nothing(who, response)
		self.refuse(f"{PAGE}.get_heat_cell", (*SEES_SCHOOL, "student_affairs"), **args)

	def test_gaps_are_rows_for_those_who_look_after_the_student(self) -> None:
		args = {"rule": self.rule, "unit": self.world.units["class_1"]}
		for who in ("counsellor", "adviser", "lead", "student_affairs"):
			names = [row["name"] for row in self.answer(who, f"{PAGE}.get_gaps", "GET", **args)]
			self.assertIn(self.duty, names, who)
		insiders = {"counsellor", "adviser", "lead", "student_affairs", "psych_head", "psych_teacher"}
		for who in (*self.world.users, *self.world.by_role, "guest"):
			if who in insiders or who in SEES_EVERY_DUTY:
				continue
			response = self.ask(who, f"{PAGE}.get_gaps", "GET", **args)
			self.assertFalse((response.get_json(silent=True) or {}).get("message"), who)
			self.says_nothing(who, response)

	def test_only_the_lead_of_the_college_reminds_and_once_a_day(self) -> None:
		counsellor = self.world.users["counsellor"]
		self.refuse(f"{PAGE}.remind", ("lead",), user=counsellor)
		self.assertTrue(self.answer("lead", f"{PAGE}.remind", user=counsellor))
		self.assertFalse(self.answer("lead", f"{PAGE}.remind", user=counsellor))
		for user in (self.world.users["far_counsellor"], self.world.users["lead"], "nobody@world.test"):
			self.assertGreaterEqual(self.ask("lead", f"{PAGE}.remind", user=user).status_code, 400, user)
		sent = frappe.get_all(
			"Campus Message Outbox",
			{"recipient": counsellor, "channel": "System"},
			["subject", "text"],
			order_by="creation desc",
		)[0]
		for name in self.names:
			self.assertNotIn(name, sent.subject + sent.text)


class TestDutiesApi(DutyApiTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.set_value(
			OBLIGATION,
			self.duty,
			{
				"state": "Open",
				"taken_by": None,
				"exempt_kind": "",
				"exempt_reason": None,
				"exempt_requested_by": None,
				"exempt_by": None,
			},
		)
		frappe.db.commit()

	def outsiders(self) -> tuple[str, ...]:
		readers = {
			"counsellor",
			"adviser",
			"lead",
			"student_affairs",
			"psych_head",
			"psych_teacher",
			*SEES_EVERY_DUTY,
		}
		return tuple(who for who in (*self.world.users, *self.world.by_role, "guest") if who not in readers)

	def refuse_outsiders(self, method: str, **data) -> None:
		before = self.state("state", "taken_by", "exempt_reason", "exempt_by")
		for who in self.outsiders():
			response = self.ask(who, f"{DUTIES}.{method}", obligation=self.duty, **data)
			self.assertGreaterEqual(response.status_code, 400, f"{who}: {method}")
			self.says_nothing(who, response)
		self.assertEqual(self.state("state", "taken_by", "exempt_reason", "exempt_by"), before)

	def test_take_and_give_back(self) -> None:
		self.refuse_outsiders("take")
		self.answer("lead", f"{DUTIES}.take", obligation=self.duty)
		self.assertEqual(self.state("taken_by"), self.world.users["lead"])
		self.refuse_outsiders("give_back")
		self.assertGreaterEqual(
			self.ask("counsellor", f"{DUTIES}.give_back", obligation=self.duty).status_code, 400
		)
		self.answer("lead", f"{DUTIES}.give_back", obligation=self.duty)
		self.assertIsNone(self.state("taken_by"))

	def test_ask_and_decline(self) -> None:
		self.refuse_outsiders("ask_exemption", reason="x")
		self.answer("counsellor", f"{DUTIES}.ask_exemption", obligation=self.duty, reason="住院")
		self.assertEqual(self.state("exempt_requested_by"), self.world.users["counsellor"])
		waiting = self.answer("lead", f"{PAGE}.get_workbench", "GET")["waiting"]
		self.assertIn(self.duty, [row["name"] for kind in waiting for row in kind["rows"]])
		self.refuse_outsiders("decline_exemption")
		self.assertGreaterEqual(
			self.ask("counsellor", f"{DUTIES}.decline_exemption", obligation=self.duty).status_code, 400
		)
		self.answer("lead", f"{DUTIES}.decline_exemption", obligation=self.duty)
		self.assertEqual(self.state("state", "exempt_requested_by"), ("Open", None))

	def test_approve_and_withdraw(self) -> None:
		self.answer("counsellor", f"{DUTIES}.ask_exemption", obligation=self.duty, reason="住院")
		self.refuse_outsiders("approve_exemption", reason="x")
		for who in ("counsellor", "adviser", "psych_head"):
			response = self.ask(who, f"{DUTIES}.approve_exemption", obligation=self.duty, reason="x")
			self.assertGreaterEqual(response.status_code, 400, who)
		self.answer("lead", f"{DUTIES}.approve_exemption", obligation=self.duty)
		self.assertEqual(
			self.state("state", "exempt_by", "exempt_reason"), ("Exempt", self.world.users["lead"], "住院")
		)
		self.refuse_outsiders("withdraw_exemption")
		self.assertGreaterEqual(
			self.ask("counsellor", f"{DUTIES}.withdraw_exemption", obligation=self.duty).status_code, 400
		)
		self.answer("lead", f"{DUTIES}.withdraw_exemption", obligation=self.duty)
		self.assertIn(self.state(), ("Open", "Done"))  # as its talks say
		self.assertEqual(self.state("exempt_requested_by", "exempt_by", "exempt_reason"), (None, None, None))

	def test_a_duty_opens_with_the_form_that_fulfils_it(self) -> None:
		answer = self.ask(
			"counsellor", "frappe.desk.form.load.getdoc", "GET", doctype=OBLIGATION, name=self.duty
		).get_json()
		form = answer["docs"][0]["__onload"]["evidence_form"]
		self.assertEqual((form["doctype"], form["field"]), ("Campus Heart Talk", "student"))
		for who in self.outsiders():
			self.says_nothing(
				who, self.ask(who, "frappe.desk.form.load.getdoc", "GET", doctype=OBLIGATION, name=self.duty)
			)

	def test_rules_are_tried_and_run_by_those_who_write_them(self) -> None:
		rule = frappe.get_doc(RULE, self.rule).as_dict(no_nulls=True)
		values = {"rule": json.loads(frappe.as_json(rule))}
		fields = {"evidence_doctype": "Campus Heart Talk", "subject_type": "Student"}
		writers = (*WRITES_RULES, "student_affairs", "administrator_of_site")
		for who in writers:
			found = self.answer(who, f"{DUTIES}.dry_run", **values)
			self.assertGreaterEqual(found["duties"], 1, who)
			self.assertEqual(found["met"] is None, who not in (r.STUDENT_AFFAIRS, "student_affairs"), who)
			self.assertEqual(
				NEIGHBOUR in json.dumps(found), who in (r.STUDENT_AFFAIRS, "student_affairs"), who
			)
			choices = self.answer(who, f"{DUTIES}.get_rule_fields", "GET", **fields)
			self.assertEqual([row["value"] for row in choices["subject"]], ["student"])
		self.refuse(f"{DUTIES}.dry_run", writers, **values)
		self.refuse(f"{DUTIES}.get_rule_fields", writers, **fields)
		self.refuse(f"{DUTIES}.run_rule", writers, rule=self.rule)
		self.assertGreaterEqual(self.answer(r.SAFETY_OFFICE, f"{DUTIES}.run_rule", rule=self.rule)["made"], 1)
		self.assertEqual(self.answer(r.SAFETY_OFFICE, f"{DUTIES}.run_rule", rule=self.rule)["made"], 0)

	def test_a_rule_arrives_from_the_form_as_text(self) -> None:
		text = frappe.as_json(frappe.get_doc(RULE, self.rule).as_dict(no_nulls=True))
		self.assertGreaterEqual(self.answer("student_affairs", f"{DUTIES}.dry_run", rule=text)["duties"], 1)

	def test_the_run_is_started_by_the_offices(self) -> None:
		self.refuse(f"{DUTIES}.run_now", (*WRITES_RULES, "student_affairs", "administrator_of_site"))
		self.answer(r.SAFETY_OFFICE, f"{DUTIES}.run_now")
		job = get_job("campus_duties_run")
		self.assertIsNotNone(job)
		job.delete()

	def test_what_changes_something_is_never_asked_by_get(self) -> None:
		for method in POST_ONLY:
			response = self.ask(
				"lead", method, "GET", obligation=self.duty, rule=self.rule, reason="x", user="x"
			)
			self.assertGreaterEqual(response.status_code, 400, method)
