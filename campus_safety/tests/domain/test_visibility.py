"""The list condition and the document check are one value: whatever the rows, they agree."""

import sqlite3
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.visibility import EVERYTHING, NOTHING, Level, Match, Reach

UNITS = ("A", "B", "C", "it's")
values = st.sampled_from((*UNITS, None))
rows = st.lists(
	st.fixed_dictionaries({"unit": values, "owner": values, "covert": st.sampled_from((0, 1))}), max_size=8
)
matches = st.builds(
	lambda units, owners, covert: Match.on(
		**({"unit": units} if units is not None else {}),
		**({"owner": owners} if owners is not None else {}),
		covert=covert,
	),
	st.none() | st.sets(st.sampled_from(UNITS)),
	st.none() | st.sets(st.sampled_from(UNITS)),
	st.sets(st.sampled_from((0, 1)), min_size=1),
)


def quoted(value: str) -> str:
	return "'" + value.replace("'", "''") + "'"


class TestReach(TestCase):
	@given(st.lists(matches, max_size=4), rows)
	def test_sql_and_check_agree(self, ways, people) -> None:
		reach = Reach.of(*ways)
		database = sqlite3.connect(":memory:")
		database.execute("create table t (id integer, unit text, owner text, covert text)")
		for number, row in enumerate(people):
			covert = str(row["covert"])
			database.execute("insert into t values (?, ?, ?, ?)", (number, row["unit"], row["owner"], covert))
		listed = {
			row[0] for row in database.execute(f"select id from t where {reach.sql('t', quoted) or '1=1'}")
		}
		opened = {number for number, row in enumerate(people) if reach.covers(row)}
		self.assertEqual(listed, opened)

	def test_no_way_in_is_nothing(self) -> None:
		self.assertEqual(Reach.of().sql("t", quoted), "1=0")
		self.assertEqual(Reach.of(Match.on(unit=())), NOTHING)
		self.assertFalse(NOTHING.covers({"unit": None}))

	def test_union(self) -> None:
		one, other = Reach.of(Match.on(unit={"A"})), Reach.of(Match.on(unit={"B"}))
		self.assertTrue((one | other).covers({"unit": "B"}))
		self.assertIs(one | EVERYTHING, EVERYTHING)
		self.assertEqual(EVERYTHING.sql("t", quoted), "")

	def test_an_empty_field_is_reached_by_nobody(self) -> None:
		self.assertFalse(Reach.of(Match.on(unit={"None", ""})).covers({"unit": None}))

	def test_protected_levels(self) -> None:
		self.assertEqual([level.is_protected for level in Level], [False, False, True, True])
