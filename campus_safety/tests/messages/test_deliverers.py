"""Two deliverers at once, and one that is really killed: on connections of their own, against committed messages."""

import os
import signal
from datetime import datetime, timedelta
from threading import Barrier, Thread
from unittest.mock import patch

import frappe

from campus_safety.adapters import channels
from campus_safety.engines.messages import delivery, outbox
from campus_safety.tests.base import CampusTestCase

NOW = datetime(2026, 11, 27, 22, 40)
CHANNEL = "测试两个发送者"


class TestDeliverers(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.names = [
			outbox.queue(CHANNEL, "Administrator", "x", "y", f"deliverers|{number}", NOW)
			for number in range(4)
		]
		frappe.db.commit()
		self.addCleanup(self.forget)
		committing = patch.object(delivery, "commit_chunk", lambda: frappe.db.commit())
		committing.start()
		self.addCleanup(committing.stop)

	def forget(self) -> None:
		frappe.db.rollback()
		frappe.db.delete(outbox.OUTBOX, {"channel": CHANNEL})
		frappe.db.commit()

	def test_three_at_once_send_each_message_once(self) -> None:
		site, start, posted, failures = frappe.local.site, Barrier(3), [], []

		def deliverer() -> None:
			frappe.init(site)
			frappe.connect()
			try:
				start.wait(20)
				for name in self.names:  # each has all of them at hand
					delivery.deliver(name, NOW)
			except Exception as error:
				failures.append(repr(error))
			finally:
				frappe.destroy()

		with patch.object(channels, "send", side_effect=lambda *sent: posted.append(sent[-1])):
			threads = [Thread(target=deliverer) for _number in range(3)]
			for thread in threads:
				thread.start()
			for thread in threads:
				thread.join(60)
		self.assertEqual(failures, [])
		self.assertEqual(len(posted), len(self.names))
		self.assertEqual(len(set(posted)), len(self.names))

	def test_killed_between_the_post_and_its_answer(self) -> None:
		"""At most one post more for each kill, each of them counted, and in the end none."""
		posted, name, now = 0, self.names[0], NOW
		for tries in range(1, len(delivery.WAITS) + 2):
			posted += self.deliver_and_be_killed(name, now)
			frappe.db.rollback()
			row = frappe.db.get_value(outbox.OUTBOX, name, ["status", "tries"])
			self.assertEqual(row, ("Sending", tries))
			self.assertIsNone(delivery.deliver(name, now), "nobody takes it while it may be on its way")
			now += delivery.HELD + timedelta(seconds=1)
		self.assertEqual(posted, len(delivery.WAITS) + 1)
		with patch.object(channels, "send") as send:
			self.assertFalse(delivery.deliver(name, now))
		send.assert_not_called()
		self.assertEqual(frappe.db.get_value(outbox.OUTBOX, name, "status"), "Given Up")

	def deliver_and_be_killed(self, name: str, now: datetime) -> int:
		"""How many posts a process made that was killed after the first."""
		site, (heard, told) = frappe.local.site, os.pipe()
		child = os.fork()
		if not child:  # the other process, which never returns

			def post(*_sent) -> None:
				os.write(told, b"1")
				os.kill(os.getpid(), signal.SIGKILL)

			try:
				frappe.init(site)
				frappe.connect()
				with patch.object(channels, "send", post):
					delivery.deliver(name, now)
			finally:
				os.kill(os.getpid(), signal.SIGKILL)
		os.close(told)
		os.waitpid(child, 0)
		with os.fdopen(heard, "rb") as pipe:
			return len(pipe.read())
