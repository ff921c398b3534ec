"""Whole lists of the host, in sets: one SELECT for each table that a mapping names, and nothing but the columns it names.

The host's rights are not asked: an administrator has said in the mapping what is read. Nothing here writes.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping

import frappe

from campus_safety.adapters.host import paths
from campus_safety.adapters.host.names import LISTS, ONLY, is_of_host
from campus_safety.adapters.host.paths import Step, UnknownSource
from campus_safety.domain.people.host import HostRow

TEACHING, OFFICE = "College", "Department"


def read(subject: str, sources: Mapping[str, str]) -> list[HostRow]:
	"""sources: {our field: source}. Errors: UnknownSource, also where the list itself is not on this site any more."""
	known = LISTS[subject]
	if not is_of_host(known.doctype):
		raise UnknownSource(known.doctype, known.doctype)
	wanted = [
		(target, [paths.steps_of(known.doctype, path) for path in paths.split(source)])
		for target, source in sources.items()
	]
	tables = _Tables(step for _target, ways in wanted for steps in ways for step in steps)
	read_value = tables.value
	rows = []
	for name, active in _records(known):
		values = {}
		for target, ways in wanted:
			for steps in ways:
				value = read_value(name, steps)
				text = "" if value is None else str(value).strip()
				if text:
					values[target] = text
					break
		rows.append(HostRow(name, active, values))
	return rows


def _records(known) -> list[tuple[str, bool]]:
	"""(name, whether it counts), by name."""
	meta, table = frappe.get_meta(known.doctype), frappe.qb.DocType(known.doctype)
	query = frappe.qb.from_(table).select(table.name).orderby(table.name)
	if known.doctype in ONLY and meta.has_field(ONLY[known.doctype][0]):
		field, value = ONLY[known.doctype]
		query = query.where(table[field] == value)
	if not known.active or not meta.has_field(known.active[0]):
		return [(name, True) for (name,) in query.run()]
	field, value = known.active
	return [(name, (said or 0) == value) for name, said in query.select(table[field]).run()]


class _Tables:
	"""{table: {record: {column: value}}}, read before the first value is asked for."""

	def __init__(self, steps):
		columns: dict[str, set[str]] = defaultdict(set)
		self._virtual: dict[tuple[str, str], dict] = {}
		for step in steps:
			if step.virtual:
				if (step.doctype, step.field) not in self._virtual:
					self._virtual[step.doctype, step.field] = VIRTUAL[step.field]()
			elif step.field != "name":
				columns[step.doctype].add(step.field)
		self._columns = {
			(doctype, field): values
			for doctype, fields in columns.items()
			for field, values in _read_columns(doctype, sorted(fields)).items()
		}

	def value(self, name: str, steps: tuple[Step, ...]):
		for step in steps:
			if step.virtual:
				name = self._virtual[step.doctype, step.field].get(name)
			elif step.field != "name":
				name = self._columns[step.doctype, step.field].get(name)
			if name is None or name == "":
				return None
		return name


def _read_columns(doctype: str, fields: list[str]) -> dict[str, dict]:
	"""{column: {record: value}}."""
	table = frappe.qb.DocType(doctype)
	rows = frappe.qb.from_(table).select(table.name, *(table[field] for field in fields)).run()
	names = [row[0] for row in rows]
	return {
		field: dict(zip(names, (row[place + 1] for row in rows), strict=True))
		for place, field in enumerate(fields)
	}


# links that the host keeps the other way round


def _groups_of_students() -> dict[str, str]:
	"""{student: their class}: of several, the one that was made last."""
	group, row = frappe.qb.DocType("Student Group"), frappe.qb.DocType("Student Group Student")
	query = (
		frappe.qb.from_(row).join(group).on((row.parent == group.name) & (row.parenttype == "Student Group"))
	)
	query = query.select(row.student, group.name).orderby(group.creation).orderby(group.name)
	groups, rows = frappe.get_meta("Student Group"), frappe.get_meta("Student Group Student")
	if groups.has_field("group_based_on"):
		query = query.where(group.group_based_on == ONLY["Student Group"][1])
	if groups.has_field("disabled"):
		query = query.where(group.disabled == 0)
	if rows.has_field("active"):
		query = query.where(row.active == 1)
	return dict(query.run())


def _enrollments() -> dict[str, str]:
	"""{student: their last submitted enrolment}."""
	table = frappe.qb.DocType("Program Enrollment")
	query = frappe.qb.from_(table).select(table.student, table.name).where(table.docstatus == 1)
	return dict(query.orderby(table.enrollment_date).orderby(table.creation).run())


def _guardians(place: int) -> Callable[[], dict[str, str]]:
	def read_rows() -> dict[str, str]:
		table = frappe.qb.DocType("Student Guardian")
		query = frappe.qb.from_(table).select(table.parent, table.name).where(table.parenttype == "Student")
		return dict(query.where(table.idx == place).run())

	return read_rows


def _groups_of_employees() -> dict[str, str]:
	"""{employee: names of the classes that they teach}, as a cell that names several."""
	group, row = frappe.qb.DocType("Student Group"), frappe.qb.DocType("Student Group Instructor")
	person, found = frappe.qb.DocType("Instructor"), defaultdict(list)
	query = frappe.qb.from_(row).join(group).on(row.parent == group.name).join(person)
	query = query.on(row.instructor == person.name).select(person.employee, group.name).orderby(group.name)
	for employee, name in query.run():
		if employee:
			found[employee].append(name)
	return {employee: "、".join(dict.fromkeys(names)) for employee, names in found.items()}


def _kinds_of_departments() -> dict[str, str]:
	"""{department: what it is here}: one with a programme of study is a college."""
	department, program = frappe.qb.DocType("Department"), frappe.qb.DocType("Program")
	teaching = {name for (name,) in frappe.qb.from_(program).select(program.department).distinct().run()}
	return {
		name: TEACHING if name in teaching else OFFICE
		for (name,) in frappe.qb.from_(department).select(department.name).run()
	}


VIRTUAL: dict[str, Callable[[], dict]] = {
	"group": _groups_of_students,
	"enrollment": _enrollments,
	"guardian1": _guardians(1),
	"guardian2": _guardians(2),
	"groups": _groups_of_employees,
	"teaches": _kinds_of_departments,
}
