"""Whole lists of the host, in sets: one SELECT for each table that a mapping names, and nothing but the columns it names.

The host's rights are not asked: an administrator has said in the mapping what is read. Nothing here writes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import frappe

from campus_safety.adapters.host import paths
from campus_safety.adapters.host.names import LISTS, ONLY, HostList, is_of_host
from campus_safety.adapters.host.paths import Step, UnknownSource
from campus_safety.domain.people.host import HostRow

TEACHING, OFFICE = "College", "Department"


def read(subject: str, sources: Mapping[str, str]) -> list[HostRow]:
	"""sources: {our field: source}. Errors: UnknownSource, also where the list itself is not on this site any more."""
	known = LISTS[subject]
	if not is_of_host(known.doctype):
		raise UnknownSource(known.doctype, known.doctype)
	wanted = {
		target: [paths.steps_of(known.doctype, path) for path in paths.split(source)]
		for target, source in sources.items()
	}
	tables = _Tables(known, {step for ways in wanted.values() for steps in ways for step in steps})
	records = tables.records()
	names = [name for name, _active in records]
	columns = [tables.texts(names, ways) for ways in wanted.values()]
	return [
		HostRow(name, active, {target: text for target, text in zip(wanted, texts, strict=True) if text})
		for (name, active), *texts in zip(records, *columns, strict=True)
	]


class _Tables:
	"""Each table is read once, before the first value is asked for; a path is followed for all records at once."""

	def __init__(self, known: HostList, steps: Collection[Step]):
		self._known = known
		meta = frappe.get_meta(known.doctype)
		self._only, self._active = (
			said if said and meta.has_field(said[0]) else None
			for said in (ONLY.get(known.doctype), known.active)
		)
		self._names: dict[str, Sequence[str]] = {}  # by table, in their order
		self._values: dict[tuple[str, str], Mapping] = {}  # {(table, column): {record: value}}
		for doctype, fields in self._columns(steps).items():
			self._read(doctype, sorted(fields))
		for step in steps:
			if step.virtual:
				self._values[step.doctype, step.field] = (
					self._children(*CHILDREN[step.field]) if step.field in CHILDREN else VIRTUAL[step.field]()
				)

	def _columns(self, steps: Collection[Step]) -> dict[str, set[str]]:
		columns: dict[str, set[str]] = defaultdict(set)
		columns[self._known.doctype] = {said[0] for said in (self._only, self._active) if said}
		for step in steps:
			if not step.virtual and step.field != "name":
				columns[step.doctype].add(step.field)
			elif step.virtual and step.field in CHILDREN:
				columns[CHILDREN[step.field][0]].update(("parent", "parenttype", "idx"))
		return columns

	def _read(self, doctype: str, fields: list[str]) -> None:
		table = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(table.name, *(table[field] for field in fields))
		rows = query.orderby(table.name).run()
		names, *columns = zip(*rows, strict=True) if rows else [()] * (len(fields) + 1)
		self._names[doctype] = names
		for field, values in zip(fields, columns, strict=True):
			self._values[doctype, field] = dict(zip(names, values, strict=True))

	def _children(self, doctype: str, of: str, place: int) -> dict[str, str]:
		"""{record: its row at this place of a table}."""
		parents, types, places = (self._values[doctype, field] for field in ("parent", "parenttype", "idx"))
		return {
			parents[row]: row for row in self._names[doctype] if places[row] == place and types[row] == of
		}

	def records(self) -> list[tuple[str, bool]]:
		"""(name, whether it counts), by name."""
		doctype, names = self._known.doctype, self._names[self._known.doctype]
		if self._only:
			field, value = self._only
			names = [name for name in names if self._values[doctype, field][name] == value]
		if not self._active:
			return [(name, True) for name in names]
		field, value = self._active
		return [(name, (self._values[doctype, field][name] or 0) == value) for name in names]

	def texts(self, names: Sequence[str], ways: Sequence[tuple[Step, ...]]) -> list[str]:
		"""What is said of each record by the first of the ways that says something."""
		found = [""] * len(names)
		for steps in ways:
			found = [text or other for text, other in zip(found, self._follow(names, steps), strict=True)]
		return found

	def _follow(self, values: Sequence, steps: tuple[Step, ...]) -> list[str]:
		for step in steps:
			if step.virtual or step.field != "name":
				values = list(map(self._values[step.doctype, step.field].get, values))
		return ["" if value is None else str(value).strip() for value in values]


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
	"groups": _groups_of_employees,
	"teaches": _kinds_of_departments,
}
# {word: the table whose rows hang on a record, of which DocType, the row's place}
CHILDREN = {
	"guardian1": ("Student Guardian", "Student", 1),
	"guardian2": ("Student Guardian", "Student", 2),
}
