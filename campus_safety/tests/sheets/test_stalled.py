"""An import whose worker was killed goes on by itself, and not for ever."""

from datetime import timedelta
from unittest.mock import Mock, patch

import frappe
from frappe.utils import now_datetime
from redis.exceptions import RedisError

from campus_safety.api import imports as api
from campus_safety.domain import roles as r
from campus_safety.engines.sets import alive, jobs
from campus_safety.engines.sheets import lifecycle, stalled
from campus_safety.engines.sheets.lifecycle import get_key
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase
from campus_safety.tests.bases.connections import another_connection

IMPORT = "Campus Student Import"


class TestStalled(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		self.now = now_datetime()
		self.office = make.make_user("stalled@import.test", r.STUDENT_AFFAIRS)
		document = frappe.new_doc(IMPORT)
		document.name = "stalled-import"
		document.status, document.started_by = "Running", self.office
		document.heartbeat = self.now - timedelta(minutes=11)
		document.db_insert()

	def take_up(self, minutes: int = 0) -> list[dict]:
		with patch.object(stalled, "enqueue_once") as queued:
			stalled.take_up(self.now + timedelta(minutes=minutes))
		return [
			{"key": call.args[1], **call.kwargs}
			for call in queued.call_args_list
			if call.kwargs["name"] == "stalled-import"
		]

	def test_it_goes_on_as_whoever_started_it(self) -> None:
		(job,) = self.take_up()
		self.assertEqual((job["doctype"], job["run_as"]), (IMPORT, self.office))
		self.assertEqual(self.take_up(1), [], "it has just been asked for")
		(again,) = self.take_up(11)
		self.assertNotEqual(job["key"], again["key"], "the queue may call the dead one started")

	def test_one_that_lives_is_left_alone(self) -> None:
		frappe.db.set_value(IMPORT, "stalled-import", "heartbeat", self.now)
		self.assertEqual(self.take_up(1), [])

	def test_a_killed_one_goes_on_after_two_minutes(self) -> None:
		frappe.db.set_value(IMPORT, "stalled-import", "heartbeat", self.now - timedelta(minutes=3))
		key = get_key(IMPORT, "stalled-import")
		with another_connection() as worker:
			worker.sql("select get_lock(%s, 0)", (alive._lock(key),))
			self.assertEqual(self.take_up(), [], "its worker lives, and is only slow")
		(job,) = self.take_up()
		self.assertEqual(job["key"], f"{key}::1")

	def test_one_that_waits_its_turn_in_the_queue_is_not_lost(self) -> None:
		frappe.db.set_value(
			IMPORT, "stalled-import", {"status": "Queued", "heartbeat": self.now - timedelta(minutes=40)}
		)
		for known, taken in ((True, 0), (None, 1), (False, 1)):
			frappe.db.set_global("stalled-import", None, stalled.TRIES)
			frappe.db.set_value(IMPORT, "stalled-import", "heartbeat", self.now - timedelta(minutes=40))
			with (
				self.subTest(known=known),
				patch.object(lifecycle, "is_known_to_queue", return_value=known),
			):
				self.assertEqual(len(self.take_up()), taken)

	def test_what_the_queue_has_forgotten_is_asked_for_again(self) -> None:
		frappe.db.set_value(
			IMPORT, "stalled-import", {"status": "Queued", "heartbeat": self.now - timedelta(minutes=3)}
		)
		self.assertEqual(len(self.take_up()), 1, "the real queue knows nothing of it")

	def test_without_a_queue_a_start_is_kept_and_says_so(self) -> None:
		document = frappe.get_doc(IMPORT, "stalled-import")
		frappe.local.message_log = []
		with patch.object(jobs, "get_redis_conn", side_effect=RedisError("gone")):
			lifecycle.queue(document, Mock())
		self.assertEqual(frappe.db.get_value(IMPORT, "stalled-import", "status"), "Queued")
		self.assertEqual(len(frappe.local.message_log), 1)
		with patch.object(frappe, "enqueue", side_effect=RedisError("gone")) as asked:
			frappe.db.after_commit.run()
		asked.assert_called()

	def test_it_fails_at_last_and_says_so(self) -> None:
		for tries in range(stalled.MOST_TRIES):
			self.assertTrue(self.take_up(11 * tries))
		self.assertEqual(self.take_up(60), [])
		self.assertEqual(frappe.db.get_value(IMPORT, "stalled-import", "status"), "Failed")
		self.assertTrue(
			frappe.db.exists("Notification Log", {"for_user": self.office, "document_name": "stalled-import"})
		)


class TestPreviewBesideAnImport(CampusTestCase):
	def test_a_preview_that_a_deadlock_has_undone_is_made_anew(self) -> None:
		for asked in ("preview_file", "make_marked_file"):
			document = Mock()
			getattr(document, asked).side_effect = [frappe.QueryDeadlockError("1213"), {"total": 3}]
			with self.subTest(asked), patch.object(api, "_permitted", return_value=document):
				ask = api.preview if asked == "preview_file" else api.make_marked_file
				self.assertEqual(ask("Campus Staff Import", "x"), {"total": 3})

	def test_and_not_for_ever(self) -> None:
		document = Mock()
		document.preview_file.side_effect = frappe.QueryDeadlockError("1213")
		with (
			patch.object(api, "_permitted", return_value=document),
			self.assertRaises(frappe.QueryDeadlockError),
		):
			api.preview("Campus Staff Import", "x")
		self.assertEqual(document.preview_file.call_count, api.TRIES)
