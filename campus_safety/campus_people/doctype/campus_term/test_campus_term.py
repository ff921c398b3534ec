from datetime import date

import frappe
from frappe.utils import getdate

from campus_safety.api.calendar import suggest_holidays
from campus_safety.domain import roles as r
from campus_safety.engines import calendar
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase


class TestCampusTerm(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.delete("Campus Term")
		frappe.db.delete("Campus Day")
		self.term = frappe.get_doc(
			doctype="Campus Term",
			term_name="测试2026-1",
			start_date="2026-09-01",
			end_date="2027-01-17",
			break_until="2027-02-28",
			holidays=[
				{
					"title": "国庆节",
					"from_date": "2026-10-01",
					"to_date": "2026-10-07",
					"day_type": "Holiday",
				},
				{"title": "国庆节调休上课", "from_date": "2026-10-10", "day_type": "Make-up"},
			],
		).insert()

	def day(self, text: str):
		return frappe.db.get_value("Campus Day", text, "*", as_dict=True)

	def test_saving_makes_every_day_once(self) -> None:
		self.assertEqual(frappe.db.count("Campus Day"), 181)
		self.assertEqual(self.term.weeks, 20)
		self.assertEqual(self.term.break_type, "Winter Break")
		holiday = self.day("2026-10-01")
		self.assertEqual(
			(
				holiday.week_no,
				holiday.day_type,
				holiday.roll_mode,
				holiday.open_centre,
				holiday.title,
				holiday.term,
			),
			(5, "Holiday", "Stay List", 0, "国庆节", "测试2026-1"),
		)
		self.assertEqual(self.day("2026-10-10").day_type, "Make-up")
		self.assertEqual(self.day("2027-02-01").day_type, "Winter Break")

	def test_saving_again_changes_nothing(self) -> None:
		modified = self.day("2026-10-01").modified
		self.assertEqual(
			calendar.write_days(self.term.as_value()), {"inserted": 0, "changed": 0, "removed": 0}
		)
		self.assertEqual(self.day("2026-10-01").modified, modified)

	def test_a_day_edited_by_hand_is_left_alone_until_given_back(self) -> None:
		day = frappe.get_doc("Campus Day", "2026-11-25")
		day.update({"day_type": "Holiday", "title": "校运会", "roll_mode": "Everyone"})
		day.save()
		self.assertEqual(day.edited, 1)
		self.term.append("holidays", {"title": "别的", "from_date": "2026-11-25", "day_type": "Holiday"})
		self.term.save()
		self.assertEqual(
			(self.day("2026-11-25").title, self.day("2026-11-25").roll_mode), ("校运会", "Everyone")
		)
		day.reload()
		day.edited = 0
		day.save()
		self.assertEqual((self.day("2026-11-25").title, self.day("2026-11-25").edited), ("别的", 0))

	def test_changed_rows_and_dates_reach_the_days(self) -> None:
		self.term.holidays[0].to_date = "2026-10-05"
		self.term.break_until = "2027-02-20"
		self.term.save()
		self.assertEqual(self.day("2026-10-06").day_type, "Teaching")
		self.assertIsNone(self.day("2026-10-06").title)
		self.assertIsNone(self.day("2027-02-21"))

	def test_settings_decide_about_roll_call(self) -> None:
		frappe.db.set_single_value("Campus Safety Settings", "break_roll_mode", "None")
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.term.save()
		self.assertEqual(self.day("2027-02-01").roll_mode, "None")

	def test_wrong_dates_are_refused_with_the_reason(self) -> None:
		for changes, text in (
			({"start_date": "2027-02-01"}, "2027"),
			({"break_until": "2027-01-10"}, "2027"),
			(
				{
					"holidays": [
						{
							"title": "反",
							"from_date": "2026-10-07",
							"to_date": "2026-10-01",
							"day_type": "Holiday",
						}
					]
				},
				"反",
			),
			({"holidays": [{"title": "外", "from_date": "2026-07-07", "day_type": "Holiday"}]}, "外"),
			(
				{
					"holidays": [
						{
							"title": "甲",
							"from_date": "2026-10-01",
							"to_date": "2026-10-07",
							"day_type": "Holiday",
						},
						{"title": "乙", "from_date": "2026-10-07", "day_type": "Make-up"},
					]
				},
				"乙.*甲",
			),
		):
			with self.subTest(changes=changes):
				term = frappe.get_doc("Campus Term", "测试2026-1")
				term.update(changes)
				with self.assertRaisesRegex(frappe.ValidationError, text):
					term.save()

	def test_overlapping_term_is_refused(self) -> None:
		spring = frappe.get_doc(
			doctype="Campus Term", term_name="测试2026-2", start_date="2027-02-28", end_date="2027-07-04"
		)
		with self.assertRaisesRegex(frappe.ValidationError, "测试2026-1"):
			spring.insert()
		spring.start_date = "2027-03-01"
		self.assertEqual(spring.insert().weeks, 18)
		self.assertEqual(calendar.get_term_on(date(2027, 2, 28)), "测试2026-1")
		self.assertEqual(calendar.get_term_on(date(2027, 3, 1)), "测试2026-2")
		self.assertIsNone(calendar.get_term_on(date(2027, 7, 5)))

	def test_missing_dates_are_named(self) -> None:
		self.assertRaises(
			frappe.MandatoryError, frappe.get_doc(doctype="Campus Term", term_name="空学期").insert
		)

	def test_days_as_values(self) -> None:
		days = calendar.get_days(date(2026, 10, 1), date(2026, 10, 31))
		self.assertEqual(len(days), 31)
		self.assertEqual(sum(day.day_type.is_teaching for day in days), 18)

	def test_deleting_a_term_takes_its_days(self) -> None:
		self.term.delete()
		self.assertEqual(frappe.db.count("Campus Day"), 0)

	def test_holidays_are_suggested_to_those_who_write_terms(self) -> None:
		rows = suggest_holidays("2026-09-01", "2027-01-17")
		self.assertIn(
			(getdate("2026-10-01"), getdate("2026-10-07")),
			[(row["from_date"], row["to_date"]) for row in rows],
		)
		with self.as_user(make.make_user("counsellor@term.test", r.COUNSELLOR)):
			refusals = (
				frappe.PermissionError,
				frappe.ValidationError,
			)  # v15 raises the first, older ones the second
			self.assertRaises(refusals, suggest_holidays, "2026-09-01", "2027-01-17")
			self.assertTrue(
				frappe.get_list("Campus Day", limit=1), "every member of staff reads the calendar"
			)
