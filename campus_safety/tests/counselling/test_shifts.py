"""Shifts and the eight hours: opened by the server's clock, short called the same day, counted afterwards."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppointmentError, AppOwnedFieldError, ClosedRecordError
from campus_safety.jobs import campus_counselling
from campus_safety.services.counselling import hours, shifts
from campus_safety.tests import factories as make
from campus_safety.tests.counselling.base import SHIFT, CentreTestCase, at_clock, make_shift, qualify


class TestEightHours(CentreTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		qualify(self.teacher)
		frappe.db.set_value("Campus Day", {"date": nowdate()}, "open_centre", 1)
		for name in frappe.get_all(SHIFT, {"date": nowdate()}, pluck="name"):
			frappe.db.set_value(SHIFT, name, "status", "Cancelled")  # another test's, or the demo's

	def alert(self):
		return frappe.db.get_value(
			"Campus Alert", {"kind": hours.KIND, "status": ("!=", "Ended")}, "name", order_by="creation desc"
		)

	def run_at(self, clock: str) -> None:
		campus_counselling.run(at_clock(nowdate(), clock))

	def test_a_day_without_shifts_calls_the_head(self) -> None:
		self.run_at("07:00")
		alert = frappe.get_doc("Campus Alert", self.alert())
		self.assertIn(self.head, [row.user for row in alert.recipients])
		self.assertEqual((alert.student, alert.unit, alert.college), (None, None, None))

	def test_it_ends_when_the_day_can_come_to_eight_hours_again(self) -> None:
		self.run_at("07:00")
		self.assertTrue(self.alert())
		make_shift(self.teacher, start="10:30", end="19:30")
		self.assertFalse(self.alert())

	def test_it_is_called_once(self) -> None:
		for clock in ("07:00", "07:10", "20:00"):
			self.run_at(clock)
		self.assertEqual(frappe.db.count("Campus Alert", {"kind": hours.KIND, "status": ("!=", "Ended")}), 1)

	def test_whoever_is_not_qualified_opens_the_room_and_not_the_centre(self) -> None:
		make_shift(self.second, start="10:30", end="19:30")
		self.run_at("10:30")
		self.assertTrue(self.alert())

	def test_a_shift_that_nobody_opens_does_not_count(self) -> None:
		shift = make_shift(self.teacher, start="10:30", end="19:00")
		self.run_at("10:30")
		self.assertFalse(self.alert())
		self.run_at("11:10")
		self.assertTrue(self.alert())
		with self.as_user(self.teacher):
			shifts.begin(self.get(shift, SHIFT), at_clock(nowdate(), "10:20"))
		self.assertFalse(self.alert())

	def test_a_closed_centre_owes_nothing(self) -> None:
		frappe.db.set_value("Campus Day", {"date": nowdate()}, "open_centre", 0)
		self.run_at("20:00")
		self.assertFalse(self.alert())

	def test_figures_of_days(self) -> None:
		shift = make_shift(self.teacher, start="10:30", end="19:30")
		with self.as_user(self.teacher):
			shifts.begin(self.get(shift, SHIFT), at_clock(nowdate(), "10:30"))
			shifts.finish(self.get(shift, SHIFT), at_clock(nowdate(), "18:30"))
		days = hours.get_days(now_datetime().date(), now_datetime().date(), at_clock(nowdate(), "22:00"))
		((_day, owed, found),) = days
		self.assertTrue(owed)
		self.assertEqual((found.planned.seconds // 3600, found.open.seconds // 3600), (9, 8))
		self.assertFalse(found.falls_short)

	def test_the_report_tells_short_days_from_days_without_shifts_and_from_today(self) -> None:
		yesterday = add_days(nowdate(), -1)
		frappe.db.set_value("Campus Day", {"date": ("in", (yesterday, nowdate()))}, "open_centre", 1)
		frappe.db.delete(SHIFT, {"date": ("in", (yesterday, nowdate()))})

		def read() -> tuple:
			with self.as_user(self.head):
				found = run("Campus Centre Hours", filters={"from_date": yesterday, "to_date": nowdate()})
			rows = {str(row["date"]): (row["state"], row["short"]) for row in found["result"]}
			cards = {card["label"]: card["value"] for card in found["report_summary"]}
			return rows, cards["Days Short"], cards["Days without Shifts"]

		self.assertEqual(read(), ({yesterday: ("No Shifts", None), nowdate(): ("No Shifts", None)}, 0, 2))
		qualify(self.second)
		make_shift(self.teacher, start="08:00", end="17:00")
		shift = frappe.get_doc(SHIFT, make_shift(self.second, start="08:00", end="17:00"))
		frappe.db.set_value(SHIFT, shift.name, "date", yesterday)
		self.assertEqual(read(), ({yesterday: ("Short", 8.0), nowdate(): ("Not Over", None)}, 1, 0))


class TestShifts(CentreTestCase):
	def test_only_ones_own(self) -> None:
		shift = make_shift(self.teacher, self.tomorrow)
		for user in (self.second, self.counsellor):
			with self.as_user(user):
				self.assertRaises(
					frappe.PermissionError, shifts.cancel, self.get(shift, SHIFT), "生病", now_datetime()
				)
		with self.as_user(self.second), self.assertRaises(frappe.PermissionError):
			doc = self.get(shift, SHIFT)
			doc.to_time = "10:00:00"
			doc.save()
		with self.as_user(self.head):
			shifts.cancel(self.get(shift, SHIFT), "生病", now_datetime())
		self.assertEqual(self.get(shift, SHIFT).status, "Cancelled")

	def test_nobody_enters_anothers_or_holds_two_at_once(self) -> None:
		make_shift(self.teacher, self.tomorrow)
		with self.assertRaises(frappe.ValidationError):
			make_shift(self.teacher, self.tomorrow, start="11:00", end="13:00")
		values = {
			"doctype": SHIFT,
			"date": self.tomorrow,
			"room": "x",
			"counsellor": self.teacher,
			"from_time": "13:00:00",
			"to_time": "14:00:00",
		}
		with self.as_user(self.second):
			self.assertRaises(frappe.PermissionError, frappe.get_doc(values).insert)
		with self.as_user(self.head):
			self.assertRaises(
				frappe.ValidationError, frappe.get_doc({**values, "counsellor": self.counsellor}).insert
			)

	def test_times_are_those_of_the_server(self) -> None:
		shift = self.get(make_shift(self.teacher, start="11:00", end="15:00"), SHIFT)
		with self.as_user(self.teacher):
			shift.actual_from = at_clock(nowdate(), "08:00")
			self.assertRaises(AppOwnedFieldError, shift.save)
			shift.reload()
			shifts.begin(shift, now_datetime())
		self.assertLess(abs((now_datetime() - shift.actual_from).total_seconds()), 20)

	def test_not_before_it_is_due_and_not_when_it_is_over(self) -> None:
		with self.as_user(self.teacher):
			for start, end in (("13:00", "15:00"), ("08:00", "09:00")):
				shift = self.get(make_shift(self.teacher, start=start, end=end), SHIFT)
				self.assertRaises(AppointmentError, shifts.begin, shift, now_datetime())

	def test_the_head_enters_what_was_forgotten_and_it_shows(self) -> None:
		shift = self.get(make_shift(self.teacher, start="08:00", end="09:30"), SHIFT)
		spans = (at_clock(nowdate(), "08:00"), at_clock(nowdate(), "09:30"))
		with self.as_user(self.teacher):
			self.assertRaises(
				frappe.PermissionError, shifts.correct, shift, *spans, "忘记点开", now_datetime()
			)
		with self.as_user(self.head):
			ahead = at_clock(nowdate(), "18:00")
			self.assertRaises(
				AppointmentError, shifts.correct, shift, spans[0], ahead, "忘记点开", now_datetime()
			)
			shifts.correct(shift, *spans, "忘记点开", now_datetime())
		self.assertEqual((shift.status, shift.entered_by_hand), ("Closed", 1))

	def test_what_is_over_stays(self) -> None:
		shift = self.get(make_shift(self.teacher, start="11:00", end="15:00"), SHIFT)
		with self.as_user(self.teacher):
			shifts.cancel(shift, "生病", now_datetime())
			shift.room = "别处"
			self.assertRaises(ClosedRecordError, shift.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, SHIFT, shift.name)
		yesterday = add_days(nowdate(), -1)
		self.assertRaises(frappe.ValidationError, make_shift, self.teacher, yesterday)
		self.assertTrue(make.make_user("head@centre.test", r.PSYCH_HEAD))
