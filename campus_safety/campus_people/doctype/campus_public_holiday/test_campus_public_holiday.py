import json
from datetime import date
from pathlib import Path

import frappe
from frappe.modules.import_file import import_file_by_path
from frappe.utils import getdate

from campus_safety.api.calendar import suggest_holidays
from campus_safety.domain import roles as r
from campus_safety.engines import calendar
from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

HOLIDAY = "Campus Public Holiday"
SHIPPED = Path(frappe.get_app_path("campus_safety", "fixtures", "campus_public_holiday.json"))


def own(day: str, name: str = "校定假日", kind: str = "Holiday", **values):
	return frappe.get_doc(
		{"doctype": HOLIDAY, "date": day, "holiday_name": name, "kind": kind, **values}
	).insert()


def suggested(first: str, last: str) -> list[tuple]:
	return [
		(row["title"], str(row["from_date"]), str(row["to_date"]), row["day_type"])
		for row in suggest_holidays(first, last)
	]


def messages() -> str:
	return "\n".join(frappe.parse_json(each)["message"] for each in frappe.local.message_log)


class PublicHolidayTestCase(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete(HOLIDAY, {"shipped": 0})  # a site may have days of its own
		frappe.local.message_log = []


class TestShippedDays(PublicHolidayTestCase):
	def migrate_fixtures(self) -> None:
		"""As migrate reads them: by force, each record anew (frappe.utils.fixtures, without its commit)."""
		frappe.flags.in_fixtures = True
		self.addCleanup(frappe.flags.pop, "in_fixtures", None)
		import_file_by_path(str(SHIPPED), data_import=True, force=True, reset_permissions=True)
		frappe.flags.in_fixtures = False

	def test_they_are_on_the_site_as_in_the_file(self) -> None:
		wanted = {
			row["name"]: (row["holiday_name"], row["kind"]) for row in json.loads(SHIPPED.read_text("utf-8"))
		}
		rows = frappe.get_all(HOLIDAY, {"shipped": 1}, ["name", "holiday_name", "kind"])
		self.assertEqual({row.name: (row.holiday_name, row.kind) for row in rows}, wanted)

	def test_nobody_edits_or_deletes_them(self) -> None:
		day = frappe.get_doc(HOLIDAY, "2026-10-01")
		day.holiday_name = "改"
		self.assertRaises(AppOwnedFieldError, day.save)
		self.assertRaises(AppOwnedFieldError, frappe.delete_doc, HOLIDAY, "2026-10-01")
		self.assertEqual(frappe.db.get_value(HOLIDAY, "2026-10-01", "holiday_name"), "国庆节")

	def test_migrate_renews_them_and_leaves_the_schools_own(self) -> None:
		kept = own("2026-10-01", "国庆加课", "Make-up Day", source="校发〔2026〕1号")
		added = own("2029-05-20", "校庆")
		before = [frappe.db.get_value(HOLIDAY, each.name, "*", as_dict=True) for each in (kept, added)]
		frappe.db.set_value(HOLIDAY, "2026-10-02", "holiday_name", "被改")
		frappe.db.delete(HOLIDAY, {"name": "2026-10-03"})
		self.migrate_fixtures()
		after = [frappe.db.get_value(HOLIDAY, each.name, "*", as_dict=True) for each in (kept, added)]
		self.assertEqual(after, before)
		for name in ("2026-10-01", "2026-10-02", "2026-10-03"):
			self.assertEqual(frappe.db.get_value(HOLIDAY, name, ["holiday_name", "shipped"]), ("国庆节", 1))

	def test_no_name_of_the_schools_can_meet_a_shipped_one(self) -> None:
		"""Not by a client that sends one, nor by the import tool, which keeps the names of its file."""
		sent = own("2030-01-01", shipped=1, name="2030-01-01")
		self.assertEqual((sent.name, sent.shipped), ("2030-01-01-own", 0))
		frappe.flags.in_import = True
		self.addCleanup(frappe.flags.pop, "in_import", None)
		imported = own("2030-01-02", shipped=1, name="2030-01-02")
		self.assertEqual((imported.name, imported.shipped), ("2030-01-02-own", 0))


class TestOwnDays(PublicHolidayTestCase):
	def test_the_schools_own_day_counts(self) -> None:
		own("2026-10-07", "补课", "Make-up Day")
		self.assertEqual(
			suggested("2026-10-01", "2026-10-09"),
			[
				("国庆节", "2026-10-01", "2026-10-06", "Holiday"),
				("补课", "2026-10-07", "2026-10-07", "Make-up"),
			],
		)

	def test_one_day_of_its_own_for_a_date(self) -> None:
		day = own("2028-06-01")
		self.assertEqual(day.year, 2028)
		self.assertRaises(frappe.DuplicateEntryError, own, "2028-06-01")
		day.holiday_name = "  儿童节\n"
		day.save()
		self.assertEqual(day.holiday_name, "儿童节")
		day.delete()
		self.assertFalse(frappe.db.exists(HOLIDAY, day.name))

	def test_who_enters_them(self) -> None:
		with self.as_user(make.make_user("academic@holiday.test", r.ACADEMIC_AFFAIRS)):
			own("2028-06-02").delete()
		with self.as_user(make.make_user("counsellor@holiday.test", r.COUNSELLOR)):
			self.assertRaises(frappe.PermissionError, own, "2028-06-02")
			self.assertTrue(frappe.get_list(HOLIDAY, {"year": 2026}, limit_page_length=1))


class TestUnknownYears(PublicHolidayTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Campus Term")
		frappe.db.delete("Campus Day")
		frappe.local.lang = "zh"
		self.addCleanup(setattr, frappe.local, "lang", "en")

	def term(self, start: str, end: str, **values):
		term = {"doctype": "Campus Term", "term_name": f"测试{start}", "start_date": start, "end_date": end}
		return frappe.get_doc({**term, **values}).insert()

	def announce(self, year: int) -> None:
		own(f"{year}-01-01", "元旦")
		own(f"{year}-10-01", "国庆节")

	def test_a_term_in_a_year_nobody_has_entered_says_so(self) -> None:
		self.term("2030-03-01", "2030-07-05")
		self.assertIn("2030", messages())
		self.assertIn("法定节假日", messages())
		self.assertNotIn("public holidays", messages())

	def test_it_is_silent_when_the_year_is_entered_by_the_app_or_by_the_school(self) -> None:
		self.term("2026-03-01", "2026-07-05")
		self.announce(2030)
		self.term("2030-03-01", "2030-07-05")
		self.assertNotIn("法定节假日", messages())

	def test_it_is_silent_when_the_term_has_holidays_of_that_year(self) -> None:
		holiday = {"title": "劳动节", "from_date": "2030-05-01", "day_type": "Holiday"}
		self.term("2030-03-01", "2030-07-05", holidays=[holiday])
		self.assertNotIn("法定节假日", messages())

	def test_statutory_days_are_suggested_as_provisional_until_the_year_is_entered(self) -> None:
		self.assertIn(
			("元旦（暂定）", "2027-01-01", "2027-01-01", "Holiday"), suggested("2026-09-01", "2027-01-17")
		)
		self.assertIn("2027", messages())
		frappe.local.message_log = []
		self.announce(2027)
		self.assertIn(("元旦", "2027-01-01", "2027-01-01", "Holiday"), suggested("2026-09-01", "2027-01-17"))
		self.assertEqual(frappe.local.message_log, [])

	def test_as_values(self) -> None:
		days = {
			day.date: day for day in calendar.get_public_days(getdate("2026-12-01"), getdate("2027-01-02"))
		}
		self.assertIn(date(2026, 1, 1), days)
		self.assertTrue(days[date(2027, 1, 1)].provisional)
		self.assertFalse(days[date(2026, 1, 1)].own)
