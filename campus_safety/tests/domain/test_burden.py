"""The burden account: what counts as typed, and what one person types in a term."""

import unittest

from campus_safety.domain.duties.burden import Fields, Line, by_post, count_fields

FIELDS = (
	{"fieldname": "topic", "fieldtype": "Data"},
	{"fieldname": "day", "fieldtype": "Date", "default": "Today"},
	{"fieldname": "kind", "fieldtype": "Select", "default": "Lecture"},
	{"fieldname": "unit", "fieldtype": "Link", "read_only": 1},
	{"fieldname": "name_of", "fieldtype": "Data", "fetch_from": "student.student_name"},
	{"fieldname": "rows", "fieldtype": "Table"},
	{"fieldname": "ticked", "fieldtype": "Check"},
)


def line(post: str, evidence: str, typed: float, people: int, records: int | None, readers: int = 1) -> Line:
	return Line("r", "r", "", post, evidence, Fields(typed, 0), people, records, readers)


class TestBurden(unittest.TestCase):
	def test_what_stands_there_by_itself_is_not_typed(self) -> None:
		row = {"topic": "x", "day": "2026-11-27", "kind": "Lecture", "unit": "U", "name_of": "n", "rows": [1]}
		self.assertEqual(count_fields(FIELDS, row), Fields(1, 4))
		self.assertEqual(count_fields(FIELDS, {**row, "kind": "Drill", "ticked": 1}), Fields(3, 3))
		self.assertEqual(count_fields(FIELDS, {"topic": "", "ticked": 0}), Fields())

	def test_shares(self) -> None:
		self.assertEqual(Fields(1, 3).share, 75.0)
		self.assertIsNone(Fields().share)
		self.assertEqual(Fields(6, 2).per(2), Fields(3, 1))
		self.assertEqual(Fields(6, 2).per(0), Fields())

	def test_fields_times_records_by_person(self) -> None:
		self.assertEqual(line("Counsellor", "Talk", 5, 2, 40).typed_per_person, 100)
		self.assertEqual(line("Counsellor", "Talk", 5, 0, 0).typed_per_person, 0)
		self.assertIsNone(line("Counsellor", "Talk", 5, 2, None).typed_per_person)

	def test_a_record_that_serves_several_rules_is_typed_once(self) -> None:
		lines = (
			line("Counsellor", "Talk", 5, 1, 10),
			line("Counsellor", "Talk", 5, 1, 4),
			line("Counsellor", "Visit", 2, 1, 10),
			line("Mentor", "Talk", 5, 1, 20),
		)
		self.assertEqual(by_post(lines), [("Mentor", 100), ("Counsellor", 70)])

	def test_unread_is_what_was_written_and_nobody_took_up(self) -> None:
		self.assertTrue(line("x", "y", 1, 1, 3, 0).is_unread)
		self.assertFalse(line("x", "y", 1, 1, 3, 2).is_unread)
		self.assertFalse(line("x", "y", 1, 1, 0, 0).is_unread)
