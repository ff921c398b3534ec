"""The page of the first day says what the data says, to those for whom it is, in few queries."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import get_system_timezone, getdate, now_datetime
from frappe.utils.background_jobs import get_job

from campus_safety.api import first_day as api
from campus_safety.domain import roles as r
from campus_safety.engines.messages import delivery
from campus_safety.services.people import account_zone
from campus_safety.services.people.first_day import fixes, machine, page
from campus_safety.services.people.first_day.step import State
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient

MOST_QUERIES = 36
KEYS = {"campus_safety_keys": "A" * 38 + "abcDEF", "campus_safety_seal_keys": "B" * 38 + "ghiJK="}


class FirstDayCase(CampusTestCase):
	moment = TEACHING_DAY

	def step(self, key: str):
		return next(step for step in page.get_steps(now_datetime()) if step.key == key)

	def state(self, key: str) -> str:
		return self.step(key).state


class TestSteps(FirstDayCase):
	def test_keys_are_confirmed_by_reading_them_back(self) -> None:
		with patch.dict(frappe.local.conf, {name: [key] for name, key in KEYS.items()}):
			self.assertEqual(self.state("keys_apart"), State.TODO)
			for wrong in (
				{},
				{"campus_safety_keys": "abcDEF"},
				{name: "abcDEF" for name in KEYS},
				dict.fromkeys(KEYS, ""),
			):
				with self.assertRaises(frappe.ValidationError):
					fixes.confirm_keys(wrong)
			fixes.confirm_keys({name: key[-6:] for name, key in KEYS.items()})
			self.assertEqual(self.state("keys_apart"), State.DONE)
			frappe.local.conf["campus_safety_keys"] = ["C" * 44, KEYS["campus_safety_keys"]]
			self.assertEqual(self.state("keys_apart"), State.TODO, "new keys are asked for again")

	def test_nothing_that_a_person_sees_tells_of_the_keys(self) -> None:
		with patch.dict(frappe.local.conf, {name: [key] for name, key in KEYS.items()}):
			said = frappe.as_json(page.get_page("Administrator", now_datetime()))
		for key in KEYS.values():
			self.assertNotIn(key[-6:], said)

	def test_the_scheduler_is_alive_or_not(self) -> None:
		jobs = {"method": ("like", "campus_safety.%")}
		with patch.object(machine, "is_scheduler_inactive", return_value=False):
			for ago, state in ((timedelta(minutes=3), State.DONE), (timedelta(hours=3), State.TODO)):
				frappe.db.set_value("Scheduled Job Type", jobs, "last_execution", now_datetime() - ago)
				self.assertEqual(self.state("scheduler"), state, ago)
			frappe.db.set_value("Scheduled Job Type", jobs, "last_execution", None)
			self.assertIn("bench doctor", self.step("scheduler").said)
		with patch.object(machine, "is_scheduler_inactive", return_value=True):
			self.assertEqual(self.state("scheduler"), State.TODO)

	def test_the_school_fills_up(self) -> None:
		school = make.make_unit("首日学校", "School")
		self.assertEqual(self.state("school"), State.DONE)
		klass = make.make_unit("首日2601班", "Class", make.make_unit("首日学院", "College", school))
		before = self.step("gaps").said
		make.make_student("FD001", klass)
		self.assertEqual(self.state("students"), State.DONE)
		counsellor = make.make_user("counsellor@first.test", r.COUNSELLOR)
		make.assign(counsellor, "Counsellor", "Class", unit=klass)
		self.assertEqual(self.state("staff"), State.DONE)
		self.assertNotEqual(self.step("gaps").said, before, "one class less without a counsellor")

	def test_a_channel_is_done_when_something_has_gone_out(self) -> None:
		frappe.db.set_value("Campus Message Channel", {"enabled": 1}, "enabled", 0)
		self.assertEqual(self.state("channel"), State.TODO)
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": "首日渠道",
				"channel_type": "WeCom",
				"endpoint": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
				"enabled": 1,
			}
		).insert()
		user = make.make_user("first@first.test", r.STUDENT_AFFAIRS)
		with patch.object(delivery.channels, "send", side_effect=delivery.channels.Refused("closed")):
			self.assertEqual(
				fixes.test_channel(user, now_datetime()),
				[{"channel": "首日渠道", "sent": False, "error": "closed"}],
			)
		self.assertEqual(self.state("channel"), State.TODO)
		with patch.object(delivery.channels, "send") as send:
			self.assertTrue(fixes.test_channel(user, now_datetime() + timedelta(minutes=1))[0]["sent"])
		self.assertEqual(send.call_args[0][:2], ("首日渠道", user))
		self.assertEqual(self.state("channel"), State.DONE)

	def test_rules_say_from_which_day(self) -> None:
		frappe.db.set_value("Campus Duty Rule", {"enabled": 1}, "enabled", 0)
		self.assertEqual(self.state("rules"), State.TODO)
		name = frappe.get_all("Campus Duty Rule", filters={"period": "Month"}, pluck="name", limit=1)[0]
		frappe.db.set_value(
			"Campus Duty Rule", name, {"enabled": 1, "effective_from": getdate(), "running_period": 0}
		)
		self.assertIn(frappe.format("2026-12-01", "Date"), self.step("rules").said)
		frappe.db.set_value("Campus Duty Rule", name, "running_period", 1)
		self.assertNotIn(frappe.format("2026-12-01", "Date"), self.step("rules").said)


class TestZones(FirstDayCase):
	def test_whoever_gets_a_role_is_put_into_the_schools_zone(self) -> None:
		make.make_user("manager@first.test", r.SYSTEM_MANAGER)
		kolkata = {
			"doctype": "User",
			"first_name": "甲",
			"time_zone": "Asia/Kolkata",
			"send_welcome_email": 0,
		}
		user = frappe.get_doc(
			{**kolkata, "email": "zone@first.test", "roles": [{"role": r.COUNSELLOR}]}
		).insert()
		self.assertEqual(self.zone(user.name), get_system_timezone())
		document = frappe.get_doc({**kolkata, "email": "plain@first.test"}).insert()
		plain = document.name
		self.assertEqual(self.zone(plain), "Asia/Kolkata", "others are none of the app's business")
		document.append("roles", {"role": r.DORM_MANAGER})
		document.save()
		self.assertEqual(self.zone(plain), get_system_timezone())
		document.time_zone = "Europe/Berlin"
		document.save()
		self.assertEqual(self.zone(plain), "Europe/Berlin", "afterwards it is their own choice")

	def test_a_new_account_is_saved_where_no_mail_goes_out(self) -> None:
		make.make_user("manager@first.test", r.SYSTEM_MANAGER)
		frappe.db.set_value("Email Account", {"enable_outgoing": 1}, "enable_outgoing", 0)
		user = frappe.get_doc(
			{"doctype": "User", "first_name": "甲", "email": "mail@first.test", "send_welcome_email": 1}
		).insert()
		self.assertEqual(user.send_welcome_email, 0)

	def test_the_page_finds_and_mends_them(self) -> None:
		user = make.make_user("zone@first.test", r.COUNSELLOR)
		frappe.db.set_value("User", user, "time_zone", "Asia/Kolkata")
		self.assertEqual(self.state("time_zone"), State.LOOK)
		fixes.set_time_zone()
		self.assertEqual((self.zone(user), self.state("time_zone")), (get_system_timezone(), State.DONE))

	def test_administrator_leaves_india(self) -> None:
		for zone, then in (("Asia/Kolkata", get_system_timezone()), ("Europe/Berlin", "Europe/Berlin")):
			frappe.db.set_value("User", "Administrator", "time_zone", zone)
			account_zone.follow_wizard({})
			self.assertEqual(self.zone("Administrator"), then)

	def zone(self, user: str) -> str:
		return frappe.db.get_value("User", user, "time_zone")


class TestWhoMay(FirstDayCase):
	def test_for_system_managers_and_student_affairs(self) -> None:
		for role in (r.STUDENT_AFFAIRS, r.SYSTEM_MANAGER):
			with self.as_user(make.make_user(f"{frappe.scrub(role)}@first.test", role)):
				self.assertEqual(len(api.get_page()["steps"]), len(page.get_steps(now_datetime())))
		for role in (r.COUNSELLOR, r.COLLEGE_LEAD, r.STUDENT_USER, r.SCHOOL_LEADER):
			with self.as_user(make.make_user(f"{frappe.scrub(role)}@first.test", role)):
				for ask in (api.get_page, api.test_channel):
					with self.assertRaises(frappe.PermissionError):
						ask()

	def test_what_changes_the_machine_is_the_managers_alone(self) -> None:
		with self.as_user(make.make_user("affairs@first.test", r.STUDENT_AFFAIRS)):
			for act, given in (
				(api.confirm_keys, {"keys": {}}),
				(api.set_time_zone, {}),
				(api.enable_scheduler, {}),
				(api.make_student_accounts, {"domain": "stu.test"}),
			):
				with self.assertRaises(frappe.PermissionError):
					act(**given)
			steps = {step["key"]: step for step in api.get_page()["steps"]}
			for key in ("own_account", "keys_apart", "time_zone", "scheduler", "staff", "student_accounts"):
				self.assertEqual((steps[key]["button"], steps[key]["action"]), ("", ""), key)

	def test_it_is_read_in_few_queries(self) -> None:
		page.get_page("Administrator", now_datetime())
		with self.assertQueryCount(MOST_QUERIES):
			page.get_page("Administrator", now_datetime())


class TestOverHttp(WorldTestCase):
	"""From outside: the page for its roles, what makes accounts or passwords for the system managers alone."""

	MANAGERS = (
		("first_day.hand_out_student_passwords", {"unit": "x"}),
		("first_day.make_student_accounts", {"domain": "stu.test"}),
		("first_day.confirm_keys", {"keys": {}}),
		("staff_import.hand_out_passwords", {"name": "x"}),
		("staff_import.get_number_without_password", {"name": "x"}),
	)

	def test_each_role(self) -> None:
		for role in (r.STUDENT_AFFAIRS, r.COUNSELLOR, r.PSYCH_HEAD, r.STUDENT_USER):
			client = HttpClient(self.world.by_role[role])
			with self.subTest(role):
				status = 200 if role == r.STUDENT_AFFAIRS else 403
				self.assertEqual(
					client.call("campus_safety.api.first_day.get_page", "GET").status_code, status
				)
				for method, given in self.MANAGERS:
					self.assertEqual(
						client.call(f"campus_safety.api.{method}", **given).status_code, 403, method
					)
				template = client.call(
					"campus_safety.api.imports.get_template", "GET", doctype="Campus Staff Import"
				)
				self.assertEqual(template.status_code, 403)

	def test_the_job_that_makes_accounts_is_queued(self) -> None:
		client = HttpClient(self.world.users["administrator_of_site"])
		answer = client.call("campus_safety.api.first_day.make_student_accounts", domain="stu.test")
		self.assertEqual(answer.status_code, 200, answer.get_data(as_text=True)[:300])
		job = get_job("campus_student_accounts")
		self.assertIsNotNone(job)
		job.delete()

	def test_the_manager_gets_the_template(self) -> None:
		client = HttpClient(self.world.users["administrator_of_site"])
		for doctype in ("Campus Staff Import", "Campus Student Import"):
			answer = client.call("campus_safety.api.imports.get_template", "GET", doctype=doctype)
			self.assertTrue(answer.get_data().startswith(b"PK"), answer.status_code)
