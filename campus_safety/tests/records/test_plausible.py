"""No record tells of a moment before the school's own days, in itself or in a row; 1900 is a slip."""

from datetime import date, datetime

import frappe

from campus_safety.access.rules import RULES
from campus_safety.domain.entry_time import is_plausible
from campus_safety.exceptions import LateEntryError
from campus_safety.records.plausible import refuse_impossible_days
from campus_safety.tests.base import CampusTestCase

HOOK = "campus_safety.records.plausible.refuse_impossible_days"


class TestPlausible(CampusTestCase):
	def test_the_floor(self) -> None:
		for moment in (date(1900, 1, 1), date(1999, 12, 31), datetime(1950, 6, 1, 8)):
			self.assertFalse(is_plausible(moment), moment)
		for moment in (date(2000, 1, 1), datetime(2018, 3, 1)):
			self.assertTrue(is_plausible(moment), moment)

	def test_of_every_kind_of_record(self) -> None:
		for doctype, field in (
			("Campus Heart Talk", "talk_time"),
			("Campus Parent Contact", "contact_time"),
			("Campus Abnormal Report", "found_at"),
			("Campus Crisis Case", "found_at"),
			("Campus Safety Hazard", "found_at"),
			("Campus Home Visit", "occurred_on"),
		):
			document = frappe.get_doc({"doctype": doctype, field: "1900-01-01 08:00:00"})
			with self.subTest(doctype), self.assertRaises(LateEntryError):
				document.validate_plausible()

	def test_in_a_row(self) -> None:
		incident = frappe.get_doc(
			{
				"doctype": "Campus Emergency Incident",
				"known_at": "2026-01-01 08:00:00",
				"response_log": [{"at": "1950-01-01 08:00:00", "entry": "x"}],
			}
		)
		self.assertRaises(LateEntryError, incident.validate_plausible)

	def test_days_of_every_kind_of_record(self) -> None:
		"""Records of people, lists and settings alike: what is a day, and no birth, is of the school's own time."""
		asked = 0
		for doctype, rule in RULES.items():
			meta = frappe.get_meta(doctype)
			days = [field.fieldname for field in meta.fields if field.fieldtype in ("Date", "Datetime")]
			for field in () if rule.parent or meta.issingle else days:
				for moment in ("1900-01-01", "9999-12-31") if field != "birth_date" else ():
					asked += 1
					document = frappe.get_doc({"doctype": doctype, field: moment})
					with self.subTest(doctype=doctype, field=field), self.assertRaises(LateEntryError):
						refuse_impossible_days(document)
			if not rule.parent:
				self.assertIn(HOOK, frappe.get_doc_hooks()[doctype]["validate"])
		self.assertGreater(asked, 200)
