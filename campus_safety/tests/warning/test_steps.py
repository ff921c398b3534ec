"""Take, confirm into a ledger, dismiss with a reason; who may; who hears of it; who is next where nobody takes it."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.alerts import loop, watch
from campus_safety.exceptions import ClosedRecordError, WarningStepError
from campus_safety.services.warning import steps
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import VISIT
from campus_safety.tests.warning.base import WARNING, WarningTestCase


class StepCase(WarningTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.warning = self.make_warning()

	def act(self, user: str, step: str, *values):
		with self.as_user(user):
			found = getattr(steps, step)(self.warning.name, user, *values, now_datetime())
		self.warning.reload()
		return found

	def alert(self):
		return frappe.get_doc("Campus Alert", {"reference_name": self.warning.name})


class TestSteps(StepCase):
	def test_taken(self) -> None:
		self.act(self.counsellor, "take")
		self.assertEqual((self.warning.status, self.warning.taken_by), ("Taken", self.counsellor))
		self.assertEqual((self.alert().status, self.alert().taken_by), ("Taken", self.counsellor))
		with self.assertRaises(WarningStepError):
			self.act(self.adviser, "take")
		with self.assertRaises(WarningStepError):
			self.act(self.adviser, "dismiss", "Explained", "家里有事，已联系")

	def test_taking_the_alert_is_taking_the_warning(self) -> None:
		"""One thing is not taken twice: by whoever may look at it; by anybody else the alert alone is taken."""
		with self.as_user(self.counsellor):
			loop.take(self.alert().name, self.counsellor, now_datetime())
		self.warning.reload()
		self.assertEqual((self.warning.status, self.warning.taken_by), ("Taken", self.counsellor))
		with self.as_user(self.counsellor):
			loop.hand_back(self.alert().name, self.counsellor, "不是我的班", now_datetime())
		with self.as_user(self.adviser):
			loop.answer(self.alert().name, self.adviser, "我去看", now_datetime())
		self.warning.reload()
		self.assertEqual((self.warning.taken_by, self.alert().taken_by), (self.adviser, self.adviser))

	def test_who_may_not_look_takes_the_alert_alone(self) -> None:
		with self.as_user(self.safety):
			loop.take(self.alert().name, self.safety, now_datetime())
		self.warning.reload()
		self.assertEqual((self.warning.status, self.warning.taken_by), ("New", None))

	def test_confirmed_becomes_a_nomination(self) -> None:
		ledger = frappe.get_doc(
			"Campus Risk Ledger", self.act(self.counsellor, "confirm", "连续三天没有来上课")
		)
		self.assertEqual((ledger.student, ledger.discovery_source), (self.students[0], "Warning"))
		self.assertEqual((self.warning.status, self.warning.ledger), ("Confirmed", ledger.name))
		self.assertEqual((self.warning.taken_by, self.warning.decided_by), (self.counsellor, self.counsellor))
		self.assertEqual(self.alert().status, "Ended")

	def test_an_open_ledger_is_not_opened_twice(self) -> None:
		known = make.make_ledger(self.students[0])
		self.act(self.counsellor, "confirm", "又有新的情况")
		self.assertEqual(self.warning.status, "Confirmed")
		self.assertEqual(frappe.db.count("Campus Risk Ledger", {"student": self.students[0]}), 1)
		self.assertIn(self.warning.ledger, (None, "", known.name))

	def test_dismissed_with_a_reason(self) -> None:
		for reason, note in (("", "家里有事"), ("Weather", "家里有事"), ("Explained", "无")):
			with self.assertRaises(WarningStepError):
				self.act(self.counsellor, "dismiss", reason, note)
		self.act(self.counsellor, "dismiss", "Explained", "三次都是学校派去参赛")
		self.assertEqual((self.warning.status, self.warning.dismiss_reason), ("Dismissed", "Explained"))
		self.assertFalse(self.warning.open_key)
		with self.assertRaises(WarningStepError):
			self.act(self.counsellor, "confirm", "还是不对劲")

	def test_what_is_decided_stays(self) -> None:
		self.act(self.counsellor, "dismiss", "Explained", "三次都是学校派去参赛")
		self.warning.dismiss_note = "改写"
		with self.assertRaises(ClosedRecordError), self.warning.as_app():
			self.warning.save()
		with self.assertRaises(frappe.PermissionError), self.as_user(self.counsellor):
			frappe.delete_doc(WARNING, self.warning.name)

	def test_others_do_not_even_read(self) -> None:
		for user in (self.stranger, self.safety):
			with self.as_user(user):
				self.assertFalse(frappe.has_permission(WARNING, "read", doc=self.warning.name))
			with self.assertRaises(frappe.PermissionError):
				self.act(user, "take")
		with self.as_user(self.stranger):
			self.assertEqual(frappe.get_list(WARNING), [])

	def test_no_person_writes_one(self) -> None:
		with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
			frappe.get_doc(
				{"doctype": WARNING, "student": self.students[1], "rule": self.warning.rule}
			).insert()
		with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
			document = frappe.get_doc(WARNING, self.warning.name)
			document.status = "Dismissed"
			document.save()

	def test_a_record_that_is_gone_stops_nobody(self) -> None:
		frappe.delete_doc(VISIT, self.warning.signals[0].evidence)
		self.act(self.counsellor, "take")
		self.assertEqual(self.warning.status, "Taken")

	def test_steps_that_are_offered(self) -> None:
		self.assertEqual(steps.get_possible(self.warning, self.counsellor), ["take", "confirm", "dismiss"])
		self.act(self.counsellor, "take")
		self.assertEqual(steps.get_possible(self.warning, self.counsellor), ["confirm", "dismiss"])
		self.assertEqual(steps.get_possible(self.warning, self.adviser), [])

	def test_its_score_fades_and_the_warning_stays(self) -> None:
		self.warning.signals[0].half_life_days = 7
		today = now_datetime().date()
		self.assertEqual(steps.get_score_now(self.warning, today), 3)
		self.assertEqual(steps.get_score_now(self.warning, today + timedelta(days=7)), 2.5)


class TestNetwork(StepCase):
	def climb(self, **later) -> None:
		watch.go_on(
			self.alert().name,
			now_datetime() + timedelta(**later),
			dict.fromkeys(("alerts", "told", "ended"), 0),
		)

	def told(self) -> set[str]:
		return {row.user for row in self.alert().recipients}

	def test_nobody_takes_it_and_it_goes_on(self) -> None:
		self.assertEqual(self.told(), {self.counsellor})
		self.climb(days=1, minutes=1)
		self.assertIn(self.lead, self.told())
		self.climb(days=3, minutes=2)
		self.assertIn(self.affairs, self.told())

	def test_taken_and_forgotten_goes_on(self) -> None:
		self.act(self.counsellor, "take")
		self.climb(days=5)
		self.assertEqual(self.alert().status, "Open")
		self.assertIn(self.lead, self.told())
		self.assertIn("take", steps.get_possible(self.warning, self.lead))
		self.act(self.lead, "take")
		self.assertEqual(self.warning.taken_by, self.lead)


class TestThanks(WarningTestCase):
	def test_whoever_gave_a_signal_hears_of_it(self) -> None:
		talks = [make.make_talk(self.students[0]) for _number in range(2)]
		frappe.db.set_value(
			"Campus Heart Talk", {"name": ("in", [talk.name for talk in talks])}, "recorded_by", self.adviser
		)
		signal = self.signal(evidence_doctype="Campus Heart Talk", time_field="creation")
		rule = self.make_rule(signals=[signal], threshold=2)
		(name,) = self.raise_rule(rule).names
		with self.as_user(self.counsellor):
			steps.take(name, self.counsellor, now_datetime())
		self.assertEqual(self.heard("taken"), 2)
		with self.as_user(self.counsellor):
			steps.dismiss(name, self.counsellor, "Explained", "谈过了，没有问题", now_datetime())
		self.assertEqual(self.heard("acted"), 2)

	def heard(self, what: str) -> int:
		rows = frappe.get_all(
			"Campus Message Outbox",
			filters={"idempotency_key": ("like", f"%signal|{what}|%"), "channel": "System"},
			fields=["*"],
		)
		self.assertEqual({row.recipient for row in rows}, {self.adviser})
		self.assertFalse([row for row in rows if self.students[0] in str(row)])
		return len(rows)
