"""The night watch tries itself: what would not be heard tonight is said tonight, to whoever can mend it, and nobody is woken."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime
from redis.exceptions import ConnectionError as RedisGone

from campus_safety.adapters import channels as adapter
from campus_safety.adapters import clocks
from campus_safety.api import first_day as api
from campus_safety.domain import roles as r
from campus_safety.engines.duties import digest
from campus_safety.engines.messages import outbox
from campus_safety.services.people.first_day import health
from campus_safety.services.people.self_test import channels, ladders, latest, machine, run
from campus_safety.services.people.self_test.line import ALARM, LOOK, WELL
from campus_safety.tests import factories as make
from campus_safety.tests.presence.night_base import NightTestCase

SETTINGS, STEP, KIND = "Campus Safety Settings", "Campus Absence Step", "Campus Alert Kind"
OFFICES = (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE, r.SCHOOL_LEADER)
CHANNEL = "自检短信"


class SelfTestCase(NightTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.manager = make.make_user("manager@self.test", r.SYSTEM_MANAGER)
		student = frappe.qb.DocType("Campus Student")
		frappe.qb.update(student).set(student.status, "Graduated").where(
			student.name.notin(self.students)
		).run()
		self.now = now_datetime()

	def absence(self):
		return ladders.get_lines(self.now)[0][0]

	def switch_off(self, role: str) -> None:
		holders = frappe.get_all("Has Role", {"role": role, "parenttype": "User"}, pluck="parent")
		for user in set(holders) - {"Administrator"}:
			frappe.db.set_value("User", user, "enabled", 0)

	def told(self) -> list[str]:
		return frappe.get_all(outbox.OUTBOX, {"idempotency_key": ("like", "self-test|%")}, pluck="recipient")


class TestLadders(SelfTestCase):
	def test_every_step_is_heard(self) -> None:
		line = self.absence()
		self.assertEqual(line.state, WELL, line.said)
		_lines, heard = ladders.get_lines(self.now)
		self.assertLessEqual({self.counsellor, self.lead, self.affairs}, heard)

	def test_a_step_that_is_passed_over_is_named(self) -> None:
		self.switch_off(r.SECURITY_OFFICE)
		line = self.absence()
		self.assertEqual(line.state, LOOK)
		self.assertIn("4", line.said)

	def test_a_class_that_nobody_hears_is_an_alarm(self) -> None:
		for role in (*OFFICES, r.COUNSELLOR, r.COLLEGE_LEAD):
			self.switch_off(role)
		line = self.absence()
		self.assertEqual(line.state, ALARM)
		self.assertIn(self.unit, line.said)

	def test_a_ladder_without_steps(self) -> None:
		frappe.db.delete(STEP, {"parent": SETTINGS})
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		self.addCleanup(frappe.clear_document_cache, SETTINGS, SETTINGS)
		self.assertEqual(self.absence().state, ALARM)

	def test_a_kind_of_alert_that_nobody_hears(self) -> None:
		(before,) = (
			line
			for line in ladders.get_lines(self.now)[0]
			if line.part == frappe._("Alerts", context="Campus Self Test")
		)
		kind = frappe.get_all(KIND, {"enabled": 1}, pluck="name", order_by="name asc")
		rows = frappe.get_all("Campus Alert Step", {"parent": ("in", kind)}, pluck="name")
		step = frappe.qb.DocType("Campus Alert Step")
		frappe.qb.update(step).set(step.to_position, None).set(step.to_role, None).set(
			step.on_duty, "School"
		).where(step.name.isin(rows)).run()  # nobody stands on the roster
		for name in kind:
			frappe.clear_document_cache(KIND, name)
			self.addCleanup(frappe.clear_document_cache, KIND, name)
		after = ladders.get_lines(self.now)[0][1]
		self.assertEqual(after.part, before.part)
		self.assertEqual(after.state, ALARM, after.said)


class TestChannels(SelfTestCase):
	def channel(self, **values) -> None:
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": CHANNEL,
				"channel_type": "SMS Gateway",
				"endpoint": "https://qyapi.weixin.qq.com/send",
				"enabled": 1,
				"carries": "Urgent",
				**values,
			}
		).insert()

	def lines(self, heard: set[str]) -> dict[str, tuple]:
		with patch.object(adapter, "check") as checked, patch.object(adapter, "ask") as asked:
			found = {line.part: line for line in channels.get_lines(self.now, heard)}
		asked.assert_not_called()  # nobody is woken
		self.checked = checked.called
		return found

	def test_host_and_text_are_tried_and_who_lacks_a_number_is_named(self) -> None:
		self.channel()
		frappe.db.set_value("User", self.lead, "mobile_no", "13900000001")
		frappe.db.set_value("User", self.counsellor, "mobile_no", "")
		line = self.lines({self.lead, self.counsellor})[CHANNEL]
		self.assertTrue(self.checked)
		self.assertEqual(line.state, LOOK)
		self.assertIn(self.counsellor, line.said)
		self.assertEqual(self.lines({self.lead})[CHANNEL].state, WELL)

	def test_nobody_has_a_number(self) -> None:
		self.channel()
		frappe.db.set_value("User", self.counsellor, "mobile_no", "")
		self.assertEqual(self.lines({self.counsellor})[CHANNEL].state, ALARM)

	def test_a_host_that_is_not_allowed(self) -> None:
		self.channel(channel_type="WeCom", endpoint="https://qyapi.weixin.qq.com/x")
		frappe.db.set_value("Campus Message Channel", CHANNEL, "endpoint", "https://nowhere.example/x")
		line = {each.part: each for each in channels.get_lines(self.now, {self.lead})}[CHANNEL]
		self.assertEqual(line.state, ALARM)
		self.assertIn("nowhere.example", line.said)

	def test_undelivered_ones_are_counted_by_channel_and_nothing_else_is_said(self) -> None:
		for number in range(3):
			name = outbox.queue(
				"自检旧渠道", self.lead, "GEHEIM", "x", f"self|{number}", self.now, confidential=True
			)
			frappe.db.set_value(outbox.OUTBOX, name, {"status": "Given Up", "next_try": None})
		(line,) = [line for line in self.lines(set()).values() if "自检旧渠道" in line.said]
		self.assertEqual(line.state, LOOK)
		self.assertIn("自检旧渠道 3", line.said)
		self.assertNotIn("GEHEIM", line.said)
		card = next(each for each in health.get_lines(self.now) if "自检旧渠道" in each["said"])
		self.assertNotIn(self.lead, card["said"])

	def test_what_waits_for_half_an_hour_is_an_alarm(self) -> None:
		outbox.queue("自检旧渠道", self.lead, "x", "y", "self|stuck", self.now - timedelta(hours=1))
		self.assertIn(ALARM, {line.state for line in self.lines(set()).values()})


class TestMachine(SelfTestCase):
	def test_clocks(self) -> None:
		with (
			patch.object(clocks, "get_database_ahead", return_value=0.2),
			patch.object(clocks, "get_seconds_ahead", return_value=None),
		):
			job = frappe.get_all("Scheduled Job Type", {"method": ("like", "campus_safety.%")}, pluck="name")[
				0
			]
			frappe.db.set_value("Scheduled Job Type", {"name": ("!=", "")}, "last_execution", self.now)
			self.assertEqual(machine.clock(self.now).state, WELL)
			frappe.db.set_value("Scheduled Job Type", job, "last_execution", self.now + timedelta(hours=3))
			self.assertEqual(machine.clock(self.now).state, ALARM)
			frappe.db.set_value("Scheduled Job Type", job, "last_execution", self.now)
		with patch.object(clocks, "get_database_ahead", return_value=900):
			self.assertEqual(machine.clock(self.now).state, LOOK)

	def test_the_scheduler_and_each_of_its_jobs(self) -> None:
		jobs = {"method": ("like", "campus_safety.%")}
		with patch.object(machine.machine, "is_scheduler_inactive", return_value=False):
			frappe.db.set_value("Scheduled Job Type", jobs, {"last_execution": self.now, "stopped": 0})
			self.assertEqual(machine.scheduler(self.now).state, WELL)
			watch = {"method": "campus_safety.jobs.campus_night.run"}
			frappe.db.set_value("Scheduled Job Type", watch, "last_execution", self.now - timedelta(hours=2))
			line = machine.scheduler(self.now)
			self.assertEqual(line.state, ALARM)
			self.assertIn("campus_night.run", line.said)
			frappe.db.set_value("Scheduled Job Type", watch, {"last_execution": self.now, "stopped": 1})
			self.assertEqual(machine.scheduler(self.now).state, ALARM)

	def test_a_queue_that_is_gone(self) -> None:
		with patch.object(machine, "get_queue", side_effect=RedisGone("password=geheim")):
			line = machine.queue(self.now)
		self.assertEqual(line.state, ALARM)
		self.assertNotIn("geheim", line.said)

	def test_keys(self) -> None:
		with patch.dict(frappe.local.conf, {"campus_safety_keys": []}):
			self.assertEqual(machine.keys(self.now).state, ALARM)
		self.assertIn(machine.keys(self.now).state, (WELL, LOOK))

	def test_mail_backup_and_disk_say_something(self) -> None:
		for part in (machine.mail, machine.backup, machine.disk, machine.last_nights):
			with self.subTest(part.__name__):
				line = part(self.now)
				self.assertIn(line.state, (WELL, LOOK, ALARM))
				self.assertTrue(line.said)


class TestRun(SelfTestCase):
	def test_a_document_told_to_whoever_can_mend_it(self) -> None:
		self.switch_off(r.SECURITY_OFFICE)
		document = frappe.get_doc(latest.TEST, run.run(self.now))
		self.assertNotEqual(document.state, WELL)
		self.assertEqual(document.points, sum(1 for line in document.lines if line.state == LOOK))
		self.assertLessEqual({self.manager, self.affairs}, set(self.told()))
		self.assertNotIn(self.counsellor, self.told())
		for student in self.students:
			self.assertNotIn(student, frappe.as_json(document))

	def test_what_cannot_be_tried_is_an_alarm(self) -> None:
		with patch.object(ladders, "get_lines", side_effect=ValueError("GEHEIM")):
			document = frappe.get_doc(latest.TEST, run.run(self.now))
		self.assertEqual(document.state, ALARM)
		self.assertIn("ValueError", document.lines[0].said)
		self.assertNotIn("GEHEIM", document.lines[0].said)

	def test_it_stands_on_the_card_the_start_page_and_the_digest(self) -> None:
		self.assertFalse(latest.in_words(self.now + timedelta(days=400))[0])
		with patch.object(ladders, "get_lines", side_effect=ValueError):
			name = run.run(self.now)
		is_well, said = latest.in_words(self.now)
		self.assertFalse(is_well)
		self.assertIn("1", said)
		self.assertEqual(latest.get_banner(self.now)["name"], name)
		self.assertIsNone(latest.get_banner(self.now + timedelta(days=2)), "what is old is no news")
		morning = (self.now + timedelta(days=1)).date()
		found = digest.collect(morning)
		self.assertEqual(len(found[self.manager].notes), 1)
		self.assertIn(found[self.manager].notes[0](), digest.write(found[self.manager])[1])
		self.assertNotIn(self.counsellor, latest.get_digest_notes(morning))
		self.assertIn(self.manager, latest.get_digest_notes(morning + timedelta(days=5)), "it did not run")

	def test_only_for_whom_the_page_is(self) -> None:
		with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
			api.run_self_test()
		with self.as_user(self.manager):
			self.assertTrue(api.run_self_test())
