"""A mark says when it was made and shows when it came; nothing pushes another one out (found/security.md M4).

Six hours, or ten years, ago at will, no time of arrival anywhere, and 20 marks made the first one disappear.
"""

import json
from datetime import timedelta

import frappe

from campus_safety.domain import roles as r
from campus_safety.domain.presence.night import MOST_OF_ONE, read_log
from campus_safety.services.presence import page, roll
from campus_safety.tests.presence.night_base import AT, ROW, NightTestCase, at

SENT = 1_790_000_000_000  # what the phone's clock shows, in milliseconds: any number
HOUR = 3_600_000


class TestMarks(NightTestCase):
	def send(
		self, name: str, place: int, status: str, marked_at, key: str, now=None, sent_at=SENT, user=None
	):
		"""As the page sends it: by its own clock at both times."""
		now = now or at(30)
		mark = {"key": key, "student": self.students[place], "status": status, "marked_at": marked_at}
		given = [{**mark, "seen": int(status == "In")}]
		with self.as_user(user or self.dorm):
			marks = page.read_marks(name, given, sent_at, now)
			(answer,) = roll.mark(name, marks, source="Page", user=frappe.session.user, now=now)
		return answer

	def log(self, name: str, place: int) -> tuple:
		return read_log(self.row(name, place).mark_log)

	def test_arrival_stands_beside_the_claim(self) -> None:
		"""A phone without a network for half an hour is as right as it says, and it shows."""
		name = self.roll()
		answer = self.send(name, 0, "Missing", SENT - HOUR // 2, "honest")
		self.assertTrue(answer["won"])
		(line,) = self.log(name, 0)
		self.assertEqual((line.at, line.came), (AT, at(30)))

	def test_older_than_the_night_is_its_beginning(self) -> None:
		name = self.roll()
		for place, claimed in ((1, SENT - 10 * 365 * 24 * HOUR), (2, 1), (3, SENT - 20 * HOUR)):
			self.send(name, place, "In", claimed, "old")
			(line,) = self.log(name, place)
			self.assertEqual(line.at, AT.replace(hour=12, minute=0))
			self.assertEqual(line.came, at(30))

	def test_the_future_is_now(self) -> None:
		name = self.roll()
		self.send(name, 0, "In", SENT + 5 * HOUR, "ahead")
		self.assertEqual(self.log(name, 0)[0].at, at(30))

	def test_what_is_no_time_is_refused(self) -> None:
		name = self.roll()
		for sent_at, marked_at in (
			(float("nan"), 0),
			(float("inf"), 0),
			(SENT, "abc"),
			(SENT, {"a": 1}),
			(SENT, float("inf")),
			(SENT, float("nan")),
			(10**400, 1),
		):
			with self.subTest(sent_at=str(sent_at)[:9], marked_at=str(marked_at)):
				with self.assertRaises(frappe.ValidationError):
					self.send(name, 0, "In", marked_at, "x", sent_at=sent_at)
		self.assertEqual(self.log(name, 0), ())

	def test_many_marks_push_none_out(self) -> None:
		name = self.roll()
		self.send(name, 0, "Missing", SENT, "first", user=self.dorm)
		other = self.staff("dorm3", r.DORM_MANAGER, "Dorm Manager", "Dormitory", dormitory=self.building)
		answers = [
			self.send(name, 0, "In", SENT + n, f"flood-{n}", now=at(31), user=other)
			for n in range(MOST_OF_ONE + 20)
		]
		lines = self.log(name, 0)
		self.assertEqual(
			(lines[0].key, lines[0].status.value, lines[0].user), ("first", "Missing", self.dorm)
		)
		self.assertEqual(len(lines), 1 + MOST_OF_ONE)
		self.assertEqual(sum(not answer["ok"] for answer in answers), 20)
		self.assertTrue(all(answer["error"] for answer in answers if not answer["ok"]))
		mine = self.send(name, 0, "Missing", SENT, "second", now=at(40), user=self.dorm)
		self.assertTrue(mine["ok"] and mine["won"], "the flood of one stops nobody else")

	def test_a_key_counts_once_however_many_came_after_it(self) -> None:
		name = self.roll()
		self.send(name, 0, "Missing", SENT, "once")
		for n in range(40):
			self.send(name, 0, "In", SENT, f"later-{n}", now=at(32))
		answer = self.send(name, 0, "Missing", SENT, "once", now=at(50))
		self.assertFalse(answer["won"])
		self.assertEqual(answer["status"], "Late", "seen after the gate had closed")
		self.assertEqual(len(self.log(name, 0)), 41)

	def test_lines_of_before_are_read(self) -> None:
		"""Those that an older version wrote have no time of arrival."""
		name = self.roll()
		row = self.row(name, 0).name
		frappe.db.set_value(ROW, row, "mark_log", f"2026-11-25 22:31:00|Page|Missing|{self.dorm}|k")
		self.assertFalse(self.send(name, 0, "In", SENT, "k")["won"])
		self.send(name, 0, "In", SENT + timedelta(minutes=1).seconds * 1000, "k2", now=at(45))
		self.assertEqual([line.came for line in self.log(name, 0)], [None, at(45)])
		self.assertTrue(json.dumps(page.get_head(name, at(45)), default=str))
