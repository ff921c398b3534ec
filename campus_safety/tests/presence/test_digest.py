"""The morning's digest: at its hour, once a day, the right figures to the right people, and never a name."""

from datetime import datetime, time

import frappe

from campus_safety.domain import roles as r
from campus_safety.engines.messages import outbox
from campus_safety.services.presence import absence_cases, digest, roll
from campus_safety.services.presence.roll_rows import ROW
from campus_safety.services.presence.settings import get_digest_time
from campus_safety.tests import factories as make
from campus_safety.tests.presence.report_base import NIGHT, NightReportTestCase

MORNING = datetime(2026, 11, 21, 8, 3)


class TestDigest(NightReportTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		for doctype in ("Campus Leave Permit", absence_cases.CASE):  # of other tests and the demo
			status = "Closed" if doctype == absence_cases.CASE else "Verified"
			frappe.db.set_value(doctype, {"student": ("not like", "NR%")}, "status", status)

		frappe.db.set_value(ROW, {"roll_date": NIGHT, "student": ("not like", "NR%")}, "status", "In")

	def message(self, user: str) -> frappe._dict | None:
		found = frappe.get_all(
			outbox.OUTBOX,
			filters={"recipient": user, "idempotency_key": ("like", "night-digest|2026-11-21|%")},
			fields=["subject", "text", "channel"],
		)
		self.assertLessEqual(len(found), 1)
		return found[0] if found else None

	def send(self, now: datetime = MORNING) -> int:
		"""What the job does, without its commits."""
		return sum(digest.deliver(message) for message in digest.prepare(now))

	def settle(self) -> None:
		"""Everything reported, nobody late, nothing open."""
		frappe.db.set_value(absence_cases.CASE, {"status": ("!=", "Closed")}, "status", "Closed")
		frappe.db.set_value(ROW, {"roll_date": NIGHT}, "status", "In")
		frappe.db.set_value("Campus Leave Permit", {"status": "On Leave"}, "status", "Verified")
		roll.report(self.rolls["silent"], user="Administrator", now=datetime(2026, 11, 20, 23, 0))

	def test_a_lead_hears_of_the_own_college(self) -> None:
		self.send()
		message = self.message(self.staff["lead"])
		self.assertIn("1栋楼未上报、晚归1人、未归1人、1件核查未结", message.subject)
		self.assertIn("3栋楼已上报2栋", message.text)
		self.assertIn(self.place.silent, message.text)
		self.assertIn("最早的已9小时", message.text)
		far = self.message(self.staff["far_lead"])
		self.assertIn("0栋楼未上报、晚归1人、未归0人、1件核查未结", far.subject)  # found, not yet closed
		self.assertNotIn(self.place.silent, far.text)

	def test_student_affairs_hear_of_the_school(self) -> None:
		message = self.collected()[digest.WHOLE_SCHOOL]
		self.assertEqual((message.late, message.missing, message.open_cases), (2, 1, 2))
		self.assertIn(self.place.silent, message.silent)
		self.send()
		self.assertIn("晚归2人、未归1人、2件核查未结", self.message(self.staff["affairs"]).subject)

	def collected(self) -> dict:
		return digest.collect(NIGHT)

	def test_leaves(self) -> None:
		leave = frappe.db.get_value("Campus Leave Permit", {"student": "NRE4"})
		frappe.db.set_value("Campus Leave Permit", leave, "status", "Overdue")
		make.make_leave("NRE1").db_set("status", "Pending")
		make.make_leave("NRW3").db_set("status", "Pending")
		found = self.collected()
		self.assertEqual((found[self.place.college].overdue, found[self.place.college].waiting), (1, 1))
		self.assertEqual(
			(found[self.place.far_college].overdue, found[self.place.far_college].waiting), (0, 1)
		)
		self.assertEqual((found[digest.WHOLE_SCHOOL].overdue, found[digest.WHOLE_SCHOOL].waiting), (1, 2))
		self.send()
		text = self.message(self.staff["lead"]).text
		self.assertIn("1张假条逾期未销", text)
		self.assertIn("1张假条待审批", text)

	def test_a_zero_digest_says_so(self) -> None:
		self.settle()
		self.send()
		message = self.message(self.staff["lead"])
		self.assertIn("全部上报，没有未结事项", message.subject)
		self.assertIn("3栋楼已上报3栋", message.text)
		self.assertIn("夜间查找 1 人，均已找到", message.text, "who had to be looked for stays told")
		self.assertNotIn("无人未归", message.text)
		self.assertIn("没有未结核查", message.text)

	def test_a_night_without_a_search_says_nobody(self) -> None:
		self.settle()
		frappe.db.delete("Campus Absence Case", {"student": ("like", "NR%")})
		self.send()
		self.assertIn("无人晚归、无人未归", self.message(self.staff["lead"]).text)

	def test_once_a_day_and_not_before_its_hour(self) -> None:
		self.send(datetime(2026, 11, 21, 7, 53))
		self.assertIsNone(self.message(self.staff["lead"]))
		self.assertGreater(self.send(), 0)
		self.assertEqual(self.send(), 0)
		self.assertEqual(self.send(datetime(2026, 11, 21, 15, 3)), 0)
		self.assertGreater(self.send(datetime(2026, 11, 22, 8, 3)), 0)
		self.assertIsNotNone(self.message(self.staff["lead"]))

	def test_the_hour_is_the_schools(self) -> None:
		self.assertEqual(get_digest_time(), time(8, 0))
		frappe.db.set_single_value("Campus Safety Settings", "night_digest_time", "06:30:00")
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.assertEqual(get_digest_time(), time(6, 30))
		self.send(datetime(2026, 11, 21, 6, 33))
		self.assertIsNotNone(self.message(self.staff["lead"]))

	def test_one_message_whatever_posts_one_holds(self) -> None:
		both = make.make_user("both@nr.nights.test", r.COLLEGE_LEAD, r.STUDENT_AFFAIRS)
		make.assign(both, "College Lead", "College", unit=make.make_unit("夜报三院", "College", self.school))
		self.assertEqual(digest.get_readers()[both], (digest.WHOLE_SCHOOL,))

	@property
	def school(self) -> str:
		return frappe.db.get_value("Campus Unit", self.place.college, "parent_campus_unit")

	def test_a_lead_of_two_colleges_reads_both(self) -> None:
		make.assign(
			self.staff["far_lead"],
			"College Lead",
			"College",
			unit=make.make_unit("夜报四院", "College", self.school),
		)
		self.send()
		text = self.message(self.staff["far_lead"]).text
		self.assertIn(f"{self.place.far_college}：", text)
		self.assertIn("夜报四院", text)

	def test_never_a_name(self) -> None:
		self.send()
		for row in frappe.get_all(
			outbox.OUTBOX, {"idempotency_key": ("like", "night-digest|%")}, ["subject", "text"]
		):
			self.assertNotRegex(f"{row.subject}{row.text}", r"夜报名|NR[A-Z]\d")

	def test_a_night_without_roll_call(self) -> None:
		make.make_term()
		frappe.db.set_value("Campus Day", "2026-11-21", {"roll_mode": "None", "edited": 1})
		found = digest.collect(frappe.utils.getdate("2026-11-21"))
		self.assertIsNone(found[self.place.college].night)
		self.assertEqual(found[self.place.college].silent, ())

	def test_administrator_and_disabled_accounts_get_none(self) -> None:
		frappe.db.set_value("User", self.staff["lead"], "enabled", 0)
		readers = digest.get_readers()
		self.assertNotIn("Administrator", readers)
		self.assertNotIn(self.staff["lead"], readers)
