"""A safety plan: the student's own behind a PIN, the centre's to read, nobody else's; no promise is asked for."""

from unittest.mock import patch

import frappe
from frappe.model.rename_doc import rename_doc
from frappe.utils import add_days, now_datetime, nowdate
from frappe.utils.password import update_password

from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.api import safety_plan as endpoints
from campus_safety.domain import roles as r
from campus_safety.domain.crisis.safety_plan import MOST_TRIES, PARTS, asks_pledge, is_pin
from campus_safety.engines.opening.emergency_access import break_glass
from campus_safety.exceptions import AppOwnedFieldError, CrisisStepError, NotAStudentError, PinError
from campus_safety.services.crisis import plan_accounts, safety_plans
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.bases.crises import CrisisTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import get_world

PLAN, PIN, PASSWORD = "Campus Safety Plan", "480216", "Plan-of-the-pupil-7"


class SafetyPlanTestCase(CrisisTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		cls.pupil = get_world().users["pupil"]  # commits
		super().setUpClass()

	def setUp(self) -> None:
		super().setUp()
		safety_plans._forget_tries(self.student)
		self.addCleanup(safety_plans._forget_tries, self.student)

	def begin(self, by: str | None = None, **values):
		with self.as_user(by or self.psych_teacher):
			return frappe.get_doc(
				{"doctype": PLAN, "student": self.student, "warning_signs": "整夜睡不着", **values}
			).insert()

	def with_pin(self):
		plan = self.begin()
		with self.as_user(self.pupil):
			endpoints.set_pin(PIN)
		return plan

	def refused(self, endpoint, *values) -> str:
		with self.assertRaises(PinError) as caught:
			endpoint(*values)
		return str(caught.exception)

	def parts(self, **values) -> dict:
		return {**dict.fromkeys(PARTS, ""), **values}


class TestPlan(SafetyPlanTestCase):
	def test_written_with_the_centre(self) -> None:
		plan = self.begin()
		self.assertEqual((plan.written_with, plan.has_pin), (self.psych_teacher, 0))
		self.assertTrue(is_encrypted(plan.warning_signs))
		self.assertRaises(CrisisStepError, self.begin)  # one a student

	def test_of_the_centre_and_of_nobody_elses(self) -> None:
		plan = self.begin()
		for user, reads in (
			(self.psych_head, True),
			(self.psych_teacher, True),
			(self.counsellor, False),
			(self.adviser, False),
			(self.lead, False),
			(self.affairs, False),
			(self.pupil, False),
		):
			with self.subTest(user), self.as_user(user):
				self.assertEqual(bool(frappe.has_permission(PLAN, "read", doc=plan.name)), reads)
		for user in (self.counsellor, self.lead):
			self.assertRaises(frappe.PermissionError, self.begin, by=user)

	def test_no_emergency_opens_it(self) -> None:
		"""Nor does it tell whether there is one."""
		for begins in (False, True):
			if begins:
				self.begin()
			with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
				break_glass(self.student, "学生站在天台上，需要立即联系", now_datetime(), PLAN)

	def test_no_pledge_is_asked_for(self) -> None:
		for text in ("签不自杀承诺书", "本人保证不再伤害自己", "no-suicide contract"):
			with self.subTest(text), self.assertRaises(CrisisStepError):
				self.begin(own_steps=text)

	def test_looked_at_again_later(self) -> None:
		self.assertRaises(CrisisStepError, self.begin, look_again_on=add_days(nowdate(), -1))

	def test_what_the_app_writes(self) -> None:
		plan = self.begin()
		with self.assertRaises(AppOwnedFieldError):
			self.edit(self.psych_teacher, plan, has_pin=1)


class TestOwnPage(SafetyPlanTestCase):
	def test_set_a_pin_beside_the_teacher_then_read_and_change(self) -> None:
		plan = self.with_pin()
		with self.as_user(self.pupil):
			shown = endpoints.open_plan(PIN)
			self.assertEqual(shown["parts"]["warning_signs"], "整夜睡不着")
			parts = self.parts(warning_signs="整夜睡不着，不回消息", people="姐姐 13800000000")
			shown = endpoints.save_plan(PIN, parts, shown["seen"])
			self.assertEqual(shown["parts"], parts)
		plan.reload()
		self.assertEqual(decrypt(plan.people), "姐姐 13800000000")
		self.assertTrue(is_encrypted(plan.people) and plan.student_changed_at)

	def test_what_the_student_writes_is_theirs(self) -> None:
		self.with_pin()
		with self.as_user(self.pupil):
			seen = endpoints.open_plan(PIN)["seen"]
			endpoints.save_plan(PIN, self.parts(own_steps="我向妈妈保证不伤害自己"), seen)

	def test_somebody_elses_words_are_not_written_over(self) -> None:
		plan = self.with_pin()
		with self.as_user(self.pupil):
			seen = endpoints.open_plan(PIN)["seen"]
		self.edit(self.psych_teacher, plan, places="图书馆")
		with self.as_user(self.pupil):
			self.assertRaises(frappe.TimestampMismatchError, endpoints.save_plan, PIN, self.parts(), seen)

	def test_whether_there_is_a_plan_is_said_to_nobody_without_pin_or_password(self) -> None:
		with self.as_user(self.pupil):
			without = self.refused(endpoints.open_plan, PIN), self.refused(endpoints.set_pin, PIN)
		plan = self.with_pin()
		with self.as_user(self.pupil):
			self.assertEqual(
				(self.refused(endpoints.open_plan, "112233"), self.refused(endpoints.set_pin, PIN)), without
			)
		self.assertTrue(plan)

	def test_a_pin_of_the_wrong_form_is_refused_alike(self) -> None:
		"""Without a plan, in the two hours after the centre has opened it, and once a PIN is set."""
		with self.as_user(self.pupil):
			words = self.refused(endpoints.set_pin, "1")
			self.begin()
			self.assertEqual(self.refused(endpoints.set_pin, "1"), words)
			endpoints.set_pin(PIN)
			self.assertEqual(self.refused(endpoints.set_pin, "1"), words)
			self.assertNotEqual(self.refused(endpoints.set_pin, PIN), words)

	def test_a_wrong_pin_is_the_same_work_with_a_plan_and_without(self) -> None:
		"""One hash is compared, and nothing of the plan is loaded."""
		self.refused_for_one_hash()
		self.begin()
		self.refused_for_one_hash()
		with self.as_user(self.pupil):
			endpoints.set_pin(PIN)
		self.refused_for_one_hash()

	def refused_for_one_hash(self) -> None:
		context = safety_plans.passlibctx
		with (
			self.as_user(self.pupil),
			patch.object(context, "verify", wraps=context.verify) as compared,
			patch.object(safety_plans.frappe, "get_doc", wraps=frappe.get_doc) as loaded,
		):
			self.refused(endpoints.open_plan, "112233")
		self.assertEqual(compared.call_count, 1)
		self.assertNotIn(PLAN, [call.args[0] for call in loaded.call_args_list])

	def test_forgotten(self) -> None:
		"""With the account's password, or after the centre has opened it."""
		plan = self.with_pin()
		update_password(self.pupil, PASSWORD)
		with self.as_user(self.pupil):
			self.assertRaises(PinError, endpoints.set_pin, "739152", "wrong")
			endpoints.set_pin("739152", PASSWORD)
			self.assertRaises(PinError, endpoints.open_plan, PIN)
			endpoints.open_plan("739152")
		with self.as_user(self.psych_teacher):
			safety_plans.open_pin(frappe.get_doc(PLAN, plan.name), now_datetime())
		with self.as_user(self.pupil):
			self.assertRaises(PinError, endpoints.open_plan, "739152")
			endpoints.set_pin(PIN)
			self.assertRaises(PinError, endpoints.set_pin, PIN)  # opened for one PIN

	def test_easy_pins(self) -> None:
		self.begin()
		with self.as_user(self.pupil):
			for pin in ("111111", "123456", "12345", "abcdef", ""):
				safety_plans._forget_tries(self.student)
				self.assertRaises(PinError, endpoints.set_pin, pin)

	def test_too_many_tries(self) -> None:
		self.with_pin()
		with self.as_user(self.pupil):
			for _each in range(MOST_TRIES):
				self.assertRaises(PinError, endpoints.open_plan, "112233")
			self.assertRaises(PinError, endpoints.open_plan, PIN)
			safety_plans._forget_tries(self.student)  # a quarter of an hour later
			endpoints.open_plan(PIN)

	def test_on_leave_it_stays_open(self) -> None:
		self.with_pin()
		frappe.db.set_value("Campus Student", self.student, "status", "Suspended")
		with self.as_user(self.pupil):
			endpoints.open_plan(PIN)
		frappe.db.set_value("Campus Student", self.student, "status", "Withdrawn")
		with self.as_user(self.pupil):
			self.assertRaises(NotAStudentError, endpoints.open_plan, PIN)

	def test_staff_have_no_plan(self) -> None:
		with self.as_user(self.counsellor):
			self.assertRaises(NotAStudentError, endpoints.open_plan, PIN)


class TestAccountOfSomebodyElse(SafetyPlanTestCase):
	"""Whoever controls the student's account does not read the plan, and leaves a line."""

	def setUp(self) -> None:
		super().setUp()
		self.plan = self.with_pin()
		self.mate = make.make_user("mate@plan.test", r.STUDENT_USER, user_type="Website User")
		for user in (self.mate, self.pupil):
			update_password(user, PASSWORD)

	def closed(self, user: str) -> None:
		"""Neither the old PIN nor the password opens it; the centre does."""
		self.plan.reload()
		self.assertEqual((self.plan.has_pin, self.plan.pin_open_until, self.plan.centre_opens), (0, None, 1))
		self.assertIn(("Account Change", frappe.session.user), self.lines())
		with self.as_user(user):
			self.assertRaises(PinError, endpoints.open_plan, PIN)
			with self.assertRaises(PinError) as caught:
				endpoints.set_pin("739152", PASSWORD)
		self.assertNotIn("739152", str(caught.exception))
		with self.as_user(self.psych_teacher):
			safety_plans.open_pin(frappe.get_doc(PLAN, self.plan.name), now_datetime())
		with self.as_user(user):
			endpoints.set_pin("739152")
			endpoints.open_plan("739152")
			self.assertRaises(PinError, endpoints.set_pin, PIN, PASSWORD)  # as before: the centre

	def lines(self) -> list[tuple]:
		return frappe.get_all(
			"Campus Access Log",
			filters={"reference_doctype": PLAN, "reference_name": self.plan.name},
			fields=["action", "user"],
			as_list=True,
		)

	def test_given_to_somebody_else(self) -> None:
		with self.as_user(self.lead):
			student = frappe.get_doc("Campus Student", self.student)
			student.user = self.mate
			student.save()
			self.closed(self.mate)

	def test_another_field_of_the_student_or_the_account(self) -> None:
		with self.as_user(self.lead):
			student = frappe.get_doc("Campus Student", self.student)
			student.mobile = "13800001234"
			student.save()
		account = frappe.get_doc("User", self.pupil)
		account.first_name = "新名"
		account.save()
		with self.as_user(self.pupil):
			endpoints.open_plan(PIN)

	def test_its_password_set_in_the_form(self) -> None:
		with self.as_user("Administrator"):
			account = frappe.get_doc("User", self.pupil)
			account.new_password, account.logout_all_sessions = PASSWORD, 0  # ending sessions commits
			account.save()
			self.closed(self.pupil)

	def test_its_password_set_by_a_mailed_key(self) -> None:
		plan_accounts.follow_mailed_key(self.pupil)
		self.closed(self.pupil)

	def test_its_account_made_one_with_anothers(self) -> None:
		frappe.get_doc("User", self.pupil).run_method("before_rename", self.pupil, self.mate, True)
		self.closed(self.pupil)

	def test_the_student_made_one_with_another(self) -> None:
		frappe.get_doc("Campus Student", self.student).run_method(
			"after_rename", "X26PLAN", self.student, True
		)
		self.closed(self.pupil)

	def test_no_plan_and_one_that_is_closed_are_the_same(self) -> None:
		with self.as_user(self.lead):
			student = frappe.get_doc("Campus Student", self.student)
			student.user = self.mate
			student.save()
		with self.as_user(self.mate):
			closed = self.refused(endpoints.set_pin, PIN, PASSWORD)
			frappe.db.delete(PLAN, self.plan.name)
			self.assertEqual(self.refused(endpoints.set_pin, PIN, PASSWORD), closed)

	def test_another_student_of_the_old_number(self) -> None:
		"""Who gets the number of a student that was renamed does not get the plan."""
		rename_doc("Campus Student", self.student, "X26PLAN", force=True, show_alert=False)
		self.assertIsNone(safety_plans._row_of(self.student))
		self.assertTrue(safety_plans._row_of("X26PLAN"))

	def test_opened_and_set_leave_a_line(self) -> None:
		with self.as_user(self.pupil):
			endpoints.open_plan(PIN)
		self.assertLessEqual({("Write", self.pupil), ("Opened", self.pupil)}, set(self.lines()))


class TestOverHttp(WorldTestCase):
	def test_the_page_is_a_shell_with_the_hotline_on_top(self) -> None:
		page = HttpClient(self.world.users["pupil"]).get("/campus-safety-plan").get_data(as_text=True)
		self.assertLess(page.index("12356"), page.index('id="campus-page"'))
		self.assertIn('data-at-school="1"', page)
		guest = HttpClient(None).get("/campus-safety-plan")
		self.assertIn("redirect-to=/campus-safety-plan", guest.headers["Location"])

	def test_a_pin_stands_in_no_address(self) -> None:
		answer = HttpClient(self.world.users["pupil"]).get(
			"/api/method/campus_safety.api.safety_plan.open_plan", pin=PIN
		)
		self.assertEqual(answer.status_code, 403)

	def test_only_the_centre_opens_it_for_a_pin(self) -> None:
		for who in ("counsellor", "lead", "student_affairs", "child"):
			answer = HttpClient(self.world.users[who]).call(
				"campus_safety.api.crisis.open_plan_pin", plan=self.world.plan
			)
			self.assertIn(answer.status_code, (403, 417), who)  # by the framework's age
			self.assertIsNone(frappe.db.get_value(PLAN, self.world.plan, "has_pin") or None)


class TestRules(CrisisTestCase):
	def test_pins_and_pledges(self) -> None:
		self.assertTrue(is_pin("480216"))
		for pin in ("", "48021", "4802167", "000000", "654321", "48021a"):
			self.assertFalse(is_pin(pin), pin)
		self.assertTrue(asks_pledge("签订不轻生承诺"))
		for text in (None, "", "保证睡眠", "向妈妈求助"):
			self.assertFalse(asks_pledge(text), text)
