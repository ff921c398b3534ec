"""A table read as the import reads it: rows, and what is wrong with them."""

from datetime import date

from campus_safety.domain.people.student_columns import VOCABULARY
from campus_safety.domain.people.student_sheet import read_rows

find_header, target_of = VOCABULARY.find_header, VOCABULARY.target_of
columns_from_choice = VOCABULARY.columns_from_choice
TODAY = date(2026, 11, 25)
GOOD_ID = "370782200603051015"  # 2006-03-05, male
GOOD_ID_X = "11010519491231002X"  # the standard's own example, female


def read(*rows, headers=("学号", "姓名", "班级")):
	table = [list(headers), *[list(row) for row in rows]]
	return read_rows(table, find_header(table), TODAY)


def codes(reading) -> list[tuple[int, str, str]]:
	return [(problem.row, problem.column, problem.code) for problem in reading.problems]
