"""Released statistics cannot be taken apart: held against a slow reference that tries every combination by plain elimination."""

import random
import time
from fractions import Fraction
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from campus_safety.domain.psychology.figures import ALL, COLUMNS, LEVELS, PARTS, Person, make_table, rates_of
from campus_safety.domain.psychology.released_table import Table, determined, release, sum_of


def is_combination(vector: dict, equations: list[dict], unknown: list) -> bool:
	"""The slow reference: is the unit vector of a cell in the row space of the equations over the unknown cells?"""
	rows = [[Fraction(equation.get(cell, 0)) for cell in unknown] for equation in equations]
	rows = [row for row in rows if any(row)]
	target = [Fraction(vector.get(cell, 0)) for cell in unknown]
	return rank([*rows, target]) == rank(rows)


def rank(rows: list[list[Fraction]]) -> int:
	rows, found = [row[:] for row in rows], 0
	for column in range(len(rows[0]) if rows else 0):
		pivot = next((place for place in range(found, len(rows)) if rows[place][column]), None)
		if pivot is None:
			continue
		rows[found], rows[pivot] = rows[pivot], rows[found]
		for place in range(found + 1, len(rows)):
			factor = rows[place][column] / rows[found][column]
			if factor:
				rows[place] = [a - factor * b for a, b in zip(rows[place], rows[found], strict=True)]
		found += 1
	return found


def can_be_worked_out(cell, table: Table, hidden) -> bool:
	if cell not in hidden:
		return True
	return is_combination({cell: 1}, list(table.equations), sorted(hidden, key=repr))


def two_way(rows: list[list[int]]) -> Table:
	"""Rows and columns, both with their sums, and the sum of all."""
	height, width = len(rows), len(rows[0])
	values = {(r, c): rows[r][c] for r in range(height) for c in range(width)}
	equations = []
	for r in range(height):
		values[r, "*"] = sum(rows[r])
		equations.append(sum_of((r, "*"), [(r, c) for c in range(width)]))
	for c in (*range(width), "*"):
		values["*", c] = sum(values[r, c] for r in range(height))
		equations.append(sum_of(("*", c), [(r, c) for r in range(height)]))
	equations.append(sum_of(("*", "*"), [("*", c) for c in range(width)]))
	return Table(values, tuple(equations))


SMALL = st.one_of(st.integers(0, 9), st.integers(0, 60))
TABLES = st.integers(1, 4).flatmap(
	lambda width: st.lists(
		st.lists(SMALL, min_size=width, max_size=width),
		min_size=1,
		max_size=4,
	)
)


def is_handful(value: int) -> bool:
	return 0 < value < 5


class TestRelease(TestCase):
	@given(TABLES)
	@settings(max_examples=60, deadline=None)
	def test_no_combination_of_what_is_shown_gives_a_handful(self, rows) -> None:
		table = two_way(rows)
		found = release(table)
		for cell, value in table.values.items():
			if is_handful(value):
				self.assertIsNone(found.shown[cell])
				self.assertFalse(can_be_worked_out(cell, table, found.hidden), (cell, rows))

	@given(TABLES, st.data())
	@settings(max_examples=50, deadline=None)
	def test_neither_does_the_difference_of_two_releases(self, rows, data) -> None:
		changes = [[data.draw(st.integers(0, 6)) for _cell in row] for row in rows]
		first = release(two_way(rows))
		table = two_way(
			[[a + b for a, b in zip(*pair, strict=True)] for pair in zip(rows, changes, strict=True)]
		)
		second = release(table, (first,))
		for cell, value in table.values.items():
			before = first.table.values[cell]
			if is_handful(value):
				self.assertFalse(can_be_worked_out(cell, table, second.hidden))
			if is_handful(abs(value - before)) and can_be_worked_out(cell, first.table, first.hidden):
				self.assertFalse(can_be_worked_out(cell, table, second.hidden), (cell, rows, changes))

	@given(TABLES, st.data())
	@settings(max_examples=60, deadline=None)
	def test_what_is_determined_as_the_slow_reference_says(self, rows, data) -> None:
		table = two_way(rows)
		cells = sorted(table.values, key=repr)
		hidden = set(data.draw(st.lists(st.sampled_from(cells), unique=True)))
		wanted = {cell for cell in hidden if can_be_worked_out(cell, table, hidden)}
		self.assertEqual(determined(table.equations, hidden), wanted)

	def test_two_handfuls_whose_sum_is_one_are_not_alone(self) -> None:
		"""1 and 1 hidden in a row whose other cells and sum are shown: everybody knows that both are 1."""
		found = release(two_way([[1, 1, 40], [30, 30, 30]]))
		hidden = [found.table.values[cell] for cell in found.hidden if cell[0] == 0]
		self.assertGreater(len(hidden), 2)

	def test_what_is_large_is_shown(self) -> None:
		self.assertEqual(release(two_way([[20, 30], [40, 50]])).hidden, frozenset())

	def test_nobody_is_told_as_nought(self) -> None:
		self.assertEqual(release(two_way([[0, 30], [40, 0]])).shown[0, 0], 0)

	def test_the_same_released_again_is_the_same(self) -> None:
		table = two_way([[3, 20, 9], [8, 2, 30], [50, 6, 7]])
		first = release(table)
		self.assertEqual(release(table, (first,)).hidden, first.hidden)


PEOPLE = st.lists(
	st.builds(
		Person,
		st.sampled_from(("A", "B", "C")),
		st.sampled_from(PARTS),
		st.sampled_from(("", "held", "waiting")),
		st.sampled_from(LEVELS),
		st.booleans(),
	),
	max_size=120,
)


class TestFigures(TestCase):
	@given(PEOPLE)
	@settings(max_examples=25, deadline=None)
	def test_every_sum_holds_and_no_handful_can_be_worked_out(self, people) -> None:
		table = make_table(people, {"A": "X", "B": "X", "C": "Y"})
		for equation in table.equations:
			self.assertEqual(sum(factor * table.values[cell] for cell, factor in equation.items()), 0)
		found = release(table)
		open_cells = determined(table.equations, found.hidden)
		for cell, value in table.values.items():
			if is_handful(value):
				self.assertIn(cell, found.hidden)
				self.assertNotIn(cell, open_cells)

	def test_three_hundred_classes_take_no_time(self) -> None:
		chance = random.Random(6)
		people = [
			Person(
				f"class {number % 300}",
				chance.choices(PARTS, (2, 3, 1, 2, 1, 30, 3, 2, 1))[0],
				chance.choice(("", "", "", "held", "waiting")),
				chance.choice(LEVELS),
			)
			for number in range(12_000)
		]
		table = make_table(people, {f"class {number}": f"college {number % 12}" for number in range(300)})
		begun = time.monotonic()
		found = release(table)
		self.assertLess(time.monotonic() - begun, 30)
		self.assertTrue(found.hidden)

	def test_rates(self) -> None:
		people = (
			[Person("A", "excused")] * 10 + [Person("A", "untested")] * 10 + [Person("A", "declined")] * 5
		)
		people += [Person("A", "unflagged")] * 60 + [Person("A", "key", "held", "level_general", True)] * 10
		people += [Person("A", "general", "waiting")] * 5
		shown = release(make_table(people, {"A": "X"})).shown
		found = rates_of(shown, ALL)
		self.assertEqual((found.taken_part, found.flagged, found.interviewed), (83.3, 20.0, 66.7))

	def test_no_rate_of_a_hidden_number(self) -> None:
		people = [Person("A", "unflagged")] * 60 + [Person("A", "key", "held", "level_general")] * 2
		shown = release(make_table(people, {"A": "X"})).shown
		self.assertIsNone(rates_of(shown, "A").flagged)
		self.assertIsNone(rates_of(shown, "A").interviewed)

	def test_every_column_has_a_number(self) -> None:
		table = make_table([], {"A": "X"})
		self.assertEqual({column for group, column in table.values if group == "A"}, set(COLUMNS))
