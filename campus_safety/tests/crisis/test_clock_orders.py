"""The crisis clock in every order of take, climb, done and close: one call at a time, and with its end nothing is sent any more."""

from datetime import timedelta
from itertools import permutations

import frappe
from frappe.utils import get_datetime

from campus_safety.engines.alerts import loop, watch
from campus_safety.engines.messages.outbox import OUTBOX, UNSENT
from campus_safety.exceptions import AlertTakenError, CrisisStepError
from campus_safety.services.crisis import due, taps
from campus_safety.tests.bases.crises import CrisisTestCase

ALERT = "Campus Alert"
ACTION, OTHER = "列入班级工作人员关注名单", "提醒任课教师留意"
CLOSE = "Sign Closing of the Crisis"
STEP, CLIMB = (
	timedelta(minutes=12),
	timedelta(minutes=20),
)  # the ladder has a step at 30; what is taken lapses after 60


class TestOrders(CrisisTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": "危机测试通道",
				"channel_type": "WeCom",
				"endpoint": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
				"carries": "Everything",
				"enabled": 1,
			}
		).insert()
		self.case = self.started("General")
		self.edit(self.psych_head, self.case, close_reason="四周平稳")
		self.act(self.counsellor, self.case, "Crisis Under Way", "Observe the Student")
		with self.as_user(self.counsellor):
			other = self.open_actions(self.case)[OTHER]
			taps.do_action(self.case.name, other.name, "已提醒三位老师", get_datetime(other.due))
		self.row = self.open_actions(self.case)[ACTION]
		self.begin = get_datetime(self.row.due) + timedelta(minutes=1)
		self.remind()
		for row in due.get_rows(self.begin):
			if row.name == self.row.name:
				due.go_on(row, self.begin)
		self.alert = frappe.db.get_value(ALERT, {"reference_row": self.row.name})

	def remind(self) -> None:
		before = get_datetime(self.row.remind_at) + timedelta(minutes=1)
		for row in due.get_rows(before):
			if row.name == self.row.name:
				due.go_on(row, before)

	# what people and the clock do

	def take(self, now) -> None:
		with self.as_user(self.counsellor):
			loop.take(self.alert, self.counsellor, now)

	def climb(self, now) -> None:
		watch.go_on(self.alert, now, dict.fromkeys(("alerts", "told", "ended"), 0))

	def done(self, now) -> None:
		with self.as_user(self.counsellor):
			taps.do_action(self.case.name, self.row.name, "已列入名单", now)

	def close(self, now) -> None:
		"""Both keys; while something is to do nobody turns them. Errors: CrisisStepError."""
		self.act(self.lead, self.case, CLOSE)
		self.act(self.psych_head, self.case, CLOSE)

	# what must be so after each of them

	def queued(self) -> list[tuple[str, str]]:
		"""(key, recipient) of what would still be sent, the word that it is over aside."""
		keys = [("like", f"alert|{self.alert}|%"), ("like", f"crisis|{self.row.name}|%")]
		rows = [
			row
			for key in keys
			for row in frappe.get_all(
				OUTBOX,
				{"idempotency_key": key, "status": ("in", UNSENT)},
				["idempotency_key", "recipient"],
				as_list=True,
			)
		]
		return [
			row
			for row in rows
			if not row[0].startswith((f"alert|{self.alert}|ended", f"alert|{self.alert}|back"))
		]

	def written(self) -> int:
		return frappe.db.count(OUTBOX, {"idempotency_key": ("like", f"alert|{self.alert}|%")})

	def check(self, over: bool, taken: bool, now) -> None:
		alerts = frappe.get_all(ALERT, {"reference_row": self.row.name}, ["name", "status"])
		self.assertEqual(len(alerts), 1, "one call")
		wanted = "Ended" if over else "Taken" if taken else "Open"
		self.assertEqual(alerts[0].status, wanted)
		waiting = {row.name for row in due.get_rows(now)}
		self.assertNotIn(self.row.name, waiting, "it calls already, or it is over")
		if over:
			self.assertEqual(self.queued(), [])
			written = self.written()
			self.climb(now + timedelta(days=1))
			self.assertEqual(self.written(), written, "nobody is told any more")
		elif taken:
			called = {user for key, user in self.queued() if key.startswith("alert|")}
			self.assertLessEqual(called, {self.counsellor})
			self.assertNotIn(self.alert, watch.get_due(now))

	def test_it_waits_in_the_channel_before_anything_is_done(self) -> None:
		keys = {key.split("|")[0] for key, _user in self.queued()}
		self.assertEqual(keys, {"alert", "crisis"})
		self.check(False, False, self.begin)

	def test_every_order(self) -> None:
		for order in permutations(("take", "climb", "done", "close")):
			with self.subTest(" → ".join(order)):
				frappe.db.savepoint("an_order")
				self.live_through(order)
				frappe.db.rollback(save_point="an_order")

	def live_through(self, order) -> None:
		over = taken = False
		for number, what in enumerate(order, start=1):
			now = self.begin + number * STEP + (CLIMB if "climb" in order[:number] else timedelta())
			told = self.written()
			if what == "close" and not over:
				with self.assertRaises(CrisisStepError):
					self.close(now)
			elif what in ("take", "done") and over:
				with self.assertRaises((AlertTakenError, frappe.ValidationError)):
					getattr(self, what)(now)
			else:
				getattr(self, what)(now)
				taken = taken or what == "take"
				over = over or what == "done"
			if what == "climb":
				self.assertEqual(self.written() > told, not over and not taken)
			self.check(over, taken, now)
