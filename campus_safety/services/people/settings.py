"""What the school has decided about students and staff: of age, ratios, the size of a list."""

from dataclasses import dataclass

from campus_safety.access.settings import get_number
from campus_safety.engines.sheets.file_check import MEGABYTE, Limits


@dataclass(frozen=True)
class Staffing:
	"""students_per_counsellor, students_per_psych_teacher: the ratios; min_psych_teachers: however small the school."""

	students_per_counsellor: int
	students_per_psych_teacher: int
	min_psych_teachers: int


def get_staffing() -> Staffing:
	return Staffing(
		students_per_counsellor=get_number("students_per_counsellor"),
		students_per_psych_teacher=get_number("students_per_psych_teacher"),
		min_psych_teachers=get_number("min_psych_teachers"),
	)


def get_age_of_majority() -> int:
	return get_number("minor_age")


def get_most_students_of_mentor() -> int:
	return get_number("mentor_most_students")


def get_import_limits() -> Limits:
	return Limits(
		file_bytes=get_number("import_max_mb") * MEGABYTE,
		rows=get_number("import_max_rows"),
		columns=get_number("import_max_columns"),
	)
