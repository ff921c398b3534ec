"""Booking: what is free, the same key once, another time, what falls away, without a name by a code."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.domain.counselling.appointments import key_of
from campus_safety.exceptions import (
	AppointmentError,
	AppOwnedFieldError,
	ClosedRecordError,
	CodeError,
	SlotTakenError,
)
from campus_safety.services.counselling import booking, course, own, shifts
from campus_safety.tests.counselling.base import (
	APPOINTMENT,
	OTHER,
	SHIFT,
	STUDENT,
	CentreTestCase,
	at_clock,
	make_shift,
	wish,
)

MORNING = ["08:00", "09:00", "10:00"]


class TestFree(CentreTestCase):
	def test_short_ones_are_held_back_until_the_day(self) -> None:
		ahead = make_shift(self.teacher, self.tomorrow)
		today = make_shift(self.teacher, start="10:30", end="14:30")
		self.assertEqual(self.free_of(ahead), MORNING)
		self.assertEqual(self.free_of(today)[-2:], ["13:30", "14:00"])

	def test_what_is_booked_is_not_free_and_is_again_when_cancelled(self) -> None:
		shift = make_shift(self.teacher, self.tomorrow)
		name = self.book(shift, "09:00")
		self.assertEqual(self.free_of(shift), ["08:00", "10:00"])
		own.cancel(own.find_own(STUDENT, name), now_datetime())
		self.assertEqual(self.free_of(shift), MORNING)

	def test_nothing_of_a_cancelled_shift_or_too_far_ahead(self) -> None:
		shift = make_shift(self.teacher, self.tomorrow)
		with self.as_user(self.teacher):
			shifts.cancel(self.get(shift, SHIFT), "生病", now_datetime())
		far = make_shift(self.teacher, add_days(self.tomorrow, 30))
		self.assertEqual((self.free_of(shift), self.free_of(far)), ([], []))


class TestBooking(CentreTestCase):
	def test_the_counsellor_is_told_a_number_and_confirms(self) -> None:
		name = self.book(make_shift(self.teacher, self.tomorrow), "09:00", topic="睡不好", shown_as="小雨 L")
		doc = self.get(name)
		self.assertEqual((doc.status, doc.counsellor, doc.shown_as), ("Requested", self.teacher, "小雨L"))
		self.assertTrue(is_encrypted(doc.topic))
		(said,) = [bell for bell in self.bells(self.teacher) if name in bell]
		self.assertNotIn(STUDENT, said)
		with self.as_user(self.teacher):
			course.confirm(doc, now_datetime())
		(shown,) = own.get_own(STUDENT, now_datetime())
		self.assertEqual((shown["status"], shown["room"]), ("Confirmed", "心理中心201"))

	def test_twice_is_once(self) -> None:
		shift = make_shift(self.teacher, self.tomorrow)
		self.assertEqual(self.book(shift, "09:00"), self.book(shift, "09:00"))

	def test_one_open_appointment(self) -> None:
		shift = make_shift(self.teacher, self.tomorrow)
		self.book(shift, "09:00")
		self.assertRaises(AppointmentError, self.book, shift, "10:00", key="centre-key-2")

	def test_somebody_today_is_asked_for_beside_it_and_once(self) -> None:
		self.book(make_shift(self.teacher, self.tomorrow), "09:00")
		urgent = own.book(STUDENT, wish(urgency="Urgent"), "centre-key-3", now_datetime())
		self.assertEqual(self.get(urgent).unassigned, 1)
		with self.assertRaises(AppointmentError):
			own.book(STUDENT, wish(urgency="Urgent"), "centre-key-4", now_datetime())

	def test_a_time_that_is_taken_or_never_was_one(self) -> None:
		shift = make_shift(self.teacher, self.tomorrow)
		self.book(shift, "09:00")
		for clock in ("09:00", "09:10", "11:00", "23:00"):
			with self.assertRaises(SlotTakenError):
				self.book(shift, clock, student=OTHER, key="centre-key-3")
		with self.assertRaises(SlotTakenError):
			own.book(OTHER, wish("none", at_clock(self.tomorrow, "08:00")), "centre-key-4", now_datetime())

	def test_a_short_one_of_today_stands_at_once(self) -> None:
		shift = make_shift(self.teacher, start="10:30", end="14:30")
		doc = self.get(self.book(shift, "14:00"))
		self.assertEqual((doc.status, doc.same_day), ("Confirmed", 1))

	def test_somebody_elses_is_answered_like_none(self) -> None:
		name = self.book(make_shift(self.teacher, self.tomorrow), "09:00")
		with self.assertRaises(frappe.DoesNotExistError) as theirs:
			own.find_own(OTHER, name)
		with self.assertRaises(frappe.DoesNotExistError) as none:
			own.find_own(OTHER, "nosuchname")
		self.assertEqual(
			str(theirs.exception).replace(name, "x"), str(none.exception).replace("nosuchname", "x")
		)

	def test_another_time(self) -> None:
		shift, second = make_shift(self.teacher, self.tomorrow), make_shift(self.second, self.tomorrow)
		name = self.book(shift, "09:00")
		with self.as_user(self.account):
			own.choose_another(
				own.find_own(STUDENT, name), second, at_clock(self.tomorrow, "10:00"), now_datetime()
			)
		doc = self.get(name)
		self.assertEqual((doc.counsellor, str(doc.starts_at)[11:16]), (self.second, "10:00"))
		self.assertEqual(self.free_of(shift), MORNING)
		self.assertEqual(len([bell for bell in self.bells(self.teacher) if name in bell]), 2)

	def test_urgent_without_a_time_calls_the_centre_and_names_nobody(self) -> None:
		with self.as_user(self.account):
			name = own.book(STUDENT, wish(urgency="Urgent"), "centre-key-u", now_datetime())
		alert = frappe.get_doc("Campus Alert", {"reference_name": name})
		told = {row.user for row in alert.recipients}
		self.assertLessEqual({self.teacher, self.second, self.head}, told)
		self.assertEqual((alert.student, alert.unit, alert.college, alert.sender), (None,) * 4)
		with self.as_user(self.teacher):
			course.take(self.get(name), None, now_datetime())
		alert.reload()
		self.assertEqual(alert.status, "Ended")
		with self.as_user(self.second):
			self.assertRaises(AppointmentError, course.take, self.get(name), None, now_datetime())

	def test_an_alert_that_a_school_sends_to_a_college_does_not_arrive_there(self) -> None:
		kind = frappe.get_doc("Campus Alert Kind", "Urgent Request for Counselling")
		kind.append("steps", {"after_minutes": 0, "to_role": "Campus Counsellor"})
		kind.save()
		with self.as_user(self.account):
			own.book(STUDENT, wish(urgency="Urgent"), "centre-key-u", now_datetime())
		self.assertEqual(self.bells(self.counsellor), [])

	def test_who_cannot_wait_learns_when_the_centre_opens_and_whom_to_call(self) -> None:
		frappe.db.delete(SHIFT, {"date": (">=", nowdate())})
		frappe.db.set_single_value("Campus Safety Settings", "counselling_duty_phone", "053180009999")
		with self.as_user(self.account):
			name = own.book(STUDENT, wish(urgency="Urgent"), "centre-key-u", now_datetime())

		def opening(clock: str) -> dict:
			(shown,) = (
				each for each in own.get_own(STUDENT, at_clock(nowdate(), clock)) if each["name"] == name
			)
			self.assertTrue(shown["waits"])
			self.assertEqual(shown["opening"]["phone"], "053180009999")
			return shown["opening"]

		self.assertNotIn("room", opening("20:00"), "nothing is planned")
		make_shift(self.second, self.tomorrow, start="09:00", end="12:00")
		found = opening("20:00")
		self.assertEqual((found["open"], found["today"], found["when"][-5:]), (False, False, "09:00"))
		shift = make_shift(self.teacher, start="14:00", end="17:00")
		found = opening("13:00")
		self.assertEqual((found["open"], found["today"], found["when"]), (False, True, "14:00"))
		frappe.db.set_value(SHIFT, shift, {"status": "Open", "actual_from": at_clock(nowdate(), "14:00")})
		found = opening("15:00")
		self.assertEqual((found["open"], found["until"]), (True, "17:00"))
		self.assertFalse(opening("18:00")["today"], "what is over opens nobody a door")
		with self.as_user(self.teacher):
			course.take(self.get(name), None, now_datetime())
		self.assertIsNone(own.get_own(STUDENT, now_datetime())[0]["opening"])

	def test_ordinary_without_a_time_is_refused(self) -> None:
		with self.assertRaises(SlotTakenError):
			own.book(STUDENT, wish(), "centre-key-o", now_datetime())


class TestFallingAway(CentreTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.shift = make_shift(self.teacher, self.tomorrow)
		self.name = self.book(self.shift, "10:00")
		self.next = make_shift(self.second, self.tomorrow)

	def shown(self) -> dict:
		return own.get_own(STUDENT, now_datetime())[0]

	def fell_away(self) -> None:
		doc = self.get(self.name)
		self.assertEqual((doc.status, doc.cancelled_by, doc.offer_anew), ("Cancelled", "Centre", 1))
		self.assertTrue(self.shown()["anew"])
		(news,) = self.bells(self.account)
		for word in ("咨询", "预约", "ounsel", "ppointment", self.name):
			self.assertNotIn(word, news)

	def test_a_shift_shortened_under_it(self) -> None:
		with self.as_user(self.teacher):
			doc = self.get(self.shift, SHIFT)
			doc.to_time = "10:30:00"
			doc.save()
		self.fell_away()

	def test_a_counsellor_ill(self) -> None:
		with self.as_user(self.head):
			shifts.cancel(self.get(self.shift, SHIFT), "生病", now_datetime())
		self.fell_away()

	def test_a_shift_given_to_somebody_else(self) -> None:
		with self.as_user(self.head):
			doc = self.get(self.next, SHIFT)
			shifts.cancel(doc, "换班", now_datetime())
			doc = self.get(self.shift, SHIFT)
			doc.counsellor = self.second
			doc.save()
		self.fell_away()

	def test_offered_anew_it_is_the_same_appointment(self) -> None:
		with self.as_user(self.teacher):
			shifts.cancel(self.get(self.shift, SHIFT), "生病", now_datetime())
		slot = self.shown()["anew"][0]
		with self.as_user(self.account):
			own.choose_another(
				own.find_own(STUDENT, self.name),
				slot["shift"],
				frappe.utils.get_datetime(slot["starts_at"]),
				now_datetime(),
			)
		doc = self.get(self.name)
		self.assertEqual((doc.status, doc.counsellor, doc.offer_anew), ("Requested", self.second, 0))

	def test_what_lies_inside_stays(self) -> None:
		with self.as_user(self.teacher):
			doc = self.get(self.shift, SHIFT)
			doc.from_time, doc.room = "09:30:00", "心理中心203"
			doc.save()
		self.assertEqual(self.get(self.name).status, "Requested")
		self.assertEqual(len(self.bells(self.account)), 1)  # of the room


class TestWithoutName(CentreTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.shift = make_shift(self.teacher, self.tomorrow)

	def ask(self, clock: str = "09:00", key: str = "nameless-key-1") -> str:
		with self.as_user("Guest"):
			return own.book_without_name(
				wish(self.shift, at_clock(self.tomorrow, clock), topic="不想说名字"), key, now_datetime()
			)

	def test_the_code_leads_back_and_is_not_kept(self) -> None:
		code = self.ask()
		(shown,) = own.get_by_code(code.upper(), now_datetime())
		doc = self.get(shown["name"])
		self.assertEqual((doc.student, doc.is_anonymous, doc.owner), (None, 1, "Guest"))
		self.assertEqual(doc.code_key, key_of(code))
		row = frappe.db.get_value(APPOINTMENT, doc.name, "*", as_dict=True)
		self.assertNotIn(code, frappe.as_json(row))
		self.assertNotIn("不想说名字", frappe.as_json(row))
		self.assertEqual(decrypt(doc.topic), "不想说名字")

	def test_cancel_and_another_time_by_code(self) -> None:
		code = self.ask()
		(shown,) = own.get_by_code(code, now_datetime())
		with self.as_user("Guest"):
			own.choose_another(
				own.find_by_code(code, shown["name"]),
				self.shift,
				at_clock(self.tomorrow, "10:00"),
				now_datetime(),
			)
			self.assertEqual(self.free_of(self.shift), ["08:00", "09:00"])
			own.cancel(own.find_by_code(code, shown["name"]), now_datetime())
		self.assertEqual(self.get(shown["name"]).status, "Cancelled")

	def test_sent_twice_it_is_one_and_the_last_code_counts(self) -> None:
		first, second = self.ask(), self.ask()
		self.assertRaises(CodeError, own.get_by_code, first, now_datetime())
		self.assertEqual(len(own.get_by_code(second, now_datetime())), 1)
		self.assertEqual(frappe.db.count(APPOINTMENT, {"is_anonymous": 1, "shift": self.shift}), 1)

	def test_a_wrong_code_and_another_ones_number(self) -> None:
		code, other = self.ask(), self.ask("10:00", "nameless-key-2")
		(shown,) = own.get_by_code(other, now_datetime())
		self.assertRaises(frappe.DoesNotExistError, own.find_by_code, code, shown["name"])
		for wrong in ("", "abcd-efgh-2345-6789", code[:-1], None):
			self.assertRaises(CodeError, own.get_by_code, wrong, now_datetime())

	def test_too_many_wait(self) -> None:
		frappe.db.set_single_value("Campus Safety Settings", "counselling_most_anonymous", 1)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.ask()
		self.assertRaises(AppointmentError, self.ask, "10:00", "nameless-key-2")


class TestCourse(CentreTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.shift = make_shift(self.teacher, start="10:30", end="14:30")
		self.name = self.book(self.shift, "10:30")
		self.after = self.later(hours=1)

	def test_not_before_it_has_begun(self) -> None:
		for step in (course.done, course.missed):
			self.assertRaises(AppointmentError, step, self.get(self.name), now_datetime())

	def test_missed_opens_a_gentle_contact_of_the_counsellor_alone(self) -> None:
		everybody = frappe.db.count("Notification Log")
		with self.as_user(self.teacher):
			course.missed(self.get(self.name), self.after)
			self.assertEqual(self.get(self.name).contact_open, 1)
			self.assertEqual(frappe.db.count("Notification Log"), everybody)
			self.assertEqual(frappe.db.count("ToDo", {"reference_name": self.name}), 0)
			course.contacted(self.get(self.name), "电话说睡过头了，约下周", "没关系，欢迎再约。", self.after)
		doc = self.get(self.name)
		self.assertEqual((doc.contact_open, doc.status), (0, "No Show"))
		self.assertTrue(is_encrypted(doc.contact_note))
		self.assertIn("欢迎再约", own.get_own(STUDENT, now_datetime())[0]["message"])

	def test_what_is_over_goes_nowhere(self) -> None:
		with self.as_user(self.teacher):
			course.done(self.get(self.name), self.after)
			self.assertRaises(AppointmentError, course.missed, self.get(self.name), self.after)
		with self.assertRaises(AppointmentError):
			own.cancel(own.find_own(STUDENT, self.name), self.after)

	def test_who_comes_in_is_entered_by_the_teacher(self) -> None:
		with self.as_user(self.second):
			doc = frappe.get_doc(
				{"doctype": APPOINTMENT, "student": OTHER, "mode": "In Person", "urgency": "Urgent"}
			).insert()
		self.assertEqual((doc.status, doc.counsellor, doc.walk_in), ("Confirmed", self.second, 1))
		self.assertEqual(doc.ends_at - doc.starts_at, timedelta(minutes=50))
		with self.as_user(self.second), self.assertRaises(AppointmentError):
			frappe.get_doc({"doctype": APPOINTMENT, "mode": "Phone", "urgency": "Ordinary"}).insert()

	def test_status_is_not_typed(self) -> None:
		doc = self.get(self.name)
		with self.as_user(self.teacher):
			doc.status = "Done"
			self.assertRaises(AppOwnedFieldError, doc.save)

	def test_nobody_deletes_one(self) -> None:
		self.assertRaises(ClosedRecordError, frappe.delete_doc, APPOINTMENT, self.name)

	def test_free_times_never_collide_with_what_was_entered_by_hand(self) -> None:
		before = set(self.free_of(self.shift))
		with self.as_user(self.teacher):
			frappe.get_doc(
				{
					"doctype": APPOINTMENT,
					"mode": "Phone",
					"urgency": "Ordinary",
					"starts_at": at_clock(self.now.date(), "12:40"),
				}
			).insert()
		self.assertEqual(before - set(self.free_of(self.shift)), {"12:30"})
		self.assertFalse(booking.lock_times(self.second, shifts.span_of(self.get(self.shift, SHIFT))))
