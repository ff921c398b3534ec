"""The demo's tables: fictional, unique, and right for any day of the year."""

import csv
import io
from collections import Counter
from datetime import date, datetime, timedelta
from unittest import TestCase

from campus_safety.domain import roles as r
from campus_safety.domain.gate.gate_sheet import VOCABULARY, read_rows
from campus_safety.domain.gate.passage import Rules
from campus_safety.domain.people.identity_card import parse
from campus_safety.setup.demo import accounts, calendar, gate_list, student_list, students, units


class TestDemoTables(TestCase):
	def test_the_term_covers_every_day_of_three_years(self) -> None:
		day = date(2026, 1, 1)
		while day < date(2029, 1, 1):
			_name, start, _end, last = calendar.term_around(day)
			self.assertTrue(start <= day <= last, day)
			day += timedelta(days=1)
		self.assertEqual(calendar.term_around(date(2026, 11, 25))[0], "2026-2027-1")

	def test_students_are_three_hundred_different_fictional_people(self) -> None:
		people = students.people()
		self.assertEqual(len(people), 300)
		self.assertEqual(len({person.number for person in people}), 300)
		self.assertEqual(len({person.name for person in people}), 300)
		numbers = [students.identity_number(person) for person in people]
		self.assertEqual(len(set(numbers)), 300)
		for person, number in zip(people, numbers, strict=True):
			read = parse(number, date(2026, 11, 25))
			self.assertEqual((read.birth_date, read.gender), (person.birth, person.gender))
			self.assertTrue(number.startswith(students.REGION))

	def test_every_class_of_the_tables_has_its_students(self) -> None:
		counted = Counter(person.unit for person in students.people())
		classes = {title for rows in units.CLASSES.values() for title, _grade in rows}
		self.assertEqual(dict(counted), dict.fromkeys(classes, students.PER_CLASS))

	def test_every_role_has_an_account(self) -> None:
		held = {role for _account, _name, role, _unit in accounts.STAFF}
		self.assertEqual(set(r.DESK_ROLES) - held, set())
		names = [account for account, *_rest in accounts.STAFF]
		self.assertEqual(len(names), len(set(names)))
		self.assertEqual(names[0], "sysadmin")

	def test_the_sample_list_has_good_and_bad_rows(self) -> None:
		good = student_list.good_rows("20260109")
		for row in good:
			parse(row.id_no, date(2026, 11, 25))
		self.assertEqual(len(good), len(student_list.NAMES))
		self.assertEqual(len(student_list.bad_rows(good)), 5)
		self.assertTrue(student_list.build("20260109").startswith(b"PK"))

	def test_the_sample_file_of_passages_has_good_and_bad_rows(self) -> None:
		now = datetime(2026, 11, 25, 22, 35)
		people = [(person.number, person.name, person.unit) for person in students.people()[:40]]
		table = list(csv.reader(io.StringIO(gate_list.build(people, now).decode("gb18030"))))
		reading = read_rows(table, VOCABULARY.find_header(table), Rules(now))
		self.assertEqual(len(reading.passages), 40 + 1)  # nobody has 20269999, which only the database knows
		codes = ["direction_unknown", "time_future", "time_missing", "digits_lost"]
		self.assertEqual([problem.code for problem in reading.problems], codes)
