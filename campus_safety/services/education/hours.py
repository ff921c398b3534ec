"""Hours of education by class or college (domain §17): averages, and how many students are below what is laid down."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import frappe

from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role, held_units
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain import roles as r
from campus_safety.domain.education.hours import Area, Course, Hours, area_of, of_student, stays_of
from campus_safety.records.evidence import VOID
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.education import settings

EDUCATION, UNIT_ROW, ABSENCE = (
	"Campus Safety Education",
	"Campus Education Unit",
	"Campus Education Absence",
)
_WHOLE_SCHOOL = (*COUNTS_ONLY_DUTIES, *SCHOOL_WIDE_L2, r.ACADEMIC_AFFAIRS)


@dataclass
class Line:
	"""One class or college. safety, mind: hours of all its students together."""

	key: str
	college: str | None
	students: int = 0
	safety: float = 0
	mind: float = 0
	below_safety: int = 0
	below_mind: int = 0
	without: int = 0  # students with no hour of either

	def add(self, hours: Hours, owed: Hours) -> None:
		self.students += 1
		self.safety += hours.safety
		self.mind += hours.mind
		self.below_safety += hours.safety < owed.safety
		self.below_mind += hours.mind < owed.mind
		self.without += not (hours.safety or hours.mind)

	def average(self, field: str) -> float | None:
		return round(getattr(self, field) / self.students, 1) if self.students else None


def get_figures(user: str, by_class: bool, college: str | None = None) -> list[Line]:
	"""Of the students at school whom the reader looks after, or of all for whoever counts the school. Five queries."""
	units = None if has_any_role(user, _WHOLE_SCHOOL) else held_units(user)
	if units is not None and not units:
		return []
	taught, owed = Taught(), settings.get_owed()
	found: dict[str, Line] = {}
	for student, unit, of_college, came in _students(units, college):
		key = unit if by_class else of_college or ""
		line = found.setdefault(key, Line(key, of_college))
		line.add(taught.hours_of(student, unit, of_college, came), owed)
	return sorted(found.values(), key=lambda line: (line.college or "", line.key))


def get_of_student(student: str) -> dict[str, float]:
	"""{"safety", "mind", "safety_owed", "mind_owed"} of one student."""
	unit, college, came = frappe.db.get_value(
		"Campus Student", student, ["unit", "college", "admission_date"]
	)
	found, owed = Taught().hours_of(student, unit, college, came), settings.get_owed()
	return {
		"safety": found.safety,
		"mind": found.mind,
		"safety_owed": owed.safety,
		"mind_owed": owed.mind,
	}


class Taught:
	"""What was held, for whom, and who was in which class when."""

	def __init__(self):
		self.courses, self.missed = _courses(), _missed()
		self.earlier: dict[str, list[tuple[str, date]]] = defaultdict(list)
		for student, unit, until in frappe.get_all(
			"Campus Earlier Class",
			filters={"parenttype": "Campus Student"},
			fields=["parent", "unit", "until"],
			as_list=True,
			limit_page_length=0,
		):
			self.earlier[student].append((unit, until))
		self.colleges = dict(
			frappe.get_all("Campus Unit", fields=["name", "college"], as_list=True, limit_page_length=0)
		)

	def hours_of(self, student: str, unit: str, college: str | None, came: date | None) -> Hours:
		stays = []
		for stay in stays_of(came, unit, self.earlier.get(student, ())):
			above = college if stay.unit == unit else self.colleges.get(stay.unit)
			stays.append((stay, [self.courses[node] for node in {stay.unit, above} if node in self.courses]))
		return of_student(stays, self.missed.get(student, ()))


def _students(units: frozenset[str] | None, college: str | None) -> list:
	filters = {"status": ("in", AT_SCHOOL), "unit": ("is", "set")}
	if units is not None:
		filters["unit"] = ("in", sorted(units))
	if college:
		filters["college"] = college
	return frappe.get_all(
		"Campus Student",
		filters=filters,
		fields=["name", "unit", "college", "admission_date"],
		as_list=True,
		limit_page_length=0,
	)


def _courses() -> dict[str, Course]:
	"""{unit named in an education: what it took part in}."""
	return {unit: Course.of(held) for unit, held in _held(UNIT_ROW, "unit").items()}


def _missed() -> dict[str, list[tuple[date, Area, float]]]:
	"""{student: what they were absent from}."""
	return _held(ABSENCE, "student")


def _held(table: str, field: str) -> dict[str, list[tuple[date, Area, float]]]:
	"""{what the rows of a table of the educations name: (day, area, hours) of each that stands}."""
	education, row = frappe.qb.DocType(EDUCATION), frappe.qb.DocType(table)
	rows = (
		frappe.qb.from_(education)
		.join(row)
		.on((row.parent == education.name) & (row.parenttype == EDUCATION))
		.select(row[field], education.held_on, education.theme, education.hours)
		.where(education.status != VOID)
		.run()
	)
	held = defaultdict(list)
	for named, day, theme, hours in rows:
		held[named].append((day, area_of(theme), hours))
	return held
