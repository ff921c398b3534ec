"""Departments and classes of the host as units here: new ones made, renamed ones renamed, none removed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _

from campus_safety.domain.people import host
from campus_safety.domain.people.host import HostRow, Refusal
from campus_safety.domain.people.room_words import plain_key

UNIT = "Campus Unit"
KINDS = {host.DEPARTMENTS: ("College", "Department"), host.CLASSES: ("Class",)}


@dataclass
class Change:
	"""name: the unit here, None for a new one. values: what is set."""

	record: str
	name: str | None
	values: dict


@dataclass
class Plan:
	changes: list[Change] = field(default_factory=list)
	unchanged: int = 0
	refused: list[Refusal] = field(default_factory=list)
	gone: list[str] = field(default_factory=list)

	@property
	def created(self) -> list[Change]:
		return [change for change in self.changes if not change.name]


class Planner:
	def __init__(self, subject: str, records: frozenset[str]):
		"""records: every name that the host has."""
		self.kinds, self.records = KINDS[subject], records
		units = frappe.get_all(
			UNIT,
			filters={"disabled": 0},
			fields=["name", "unit_name", "unit_type", "host_record", "college", "grade"],
			limit_page_length=0,
		)
		self.of_kind = [unit for unit in units if unit.unit_type in self.kinds]
		self.by_record = {unit.host_record: unit for unit in self.of_kind if unit.host_record}
		self.by_title = defaultdict(list)
		for unit in self.of_kind:
			self.by_title[plain_key(unit.unit_name)].append(unit)
		self.colleges = {
			plain_key(unit.unit_name): unit.name for unit in units if unit.unit_type == "College"
		}
		self.gone = [unit for unit in self.of_kind if unit.host_record and unit.host_record not in records]

	def plan(self, rows: Sequence[HostRow]) -> Plan:
		plan = Plan(gone=[unit.unit_name for unit in self.gone])
		for row in rows:
			found = self._plan_row(row)
			if isinstance(found, Refusal):
				plan.refused.append(found)
			elif found is None:
				plan.unchanged += 1
			else:
				plan.changes.append(found)
		return plan

	def _plan_row(self, row: HostRow) -> Change | Refusal | None:
		title, kind = row.values.get("unit_name", ""), row.values.get("unit_type", self.kinds[-1])
		if not title:
			return Refusal(row.name, "unit_name", "", "unit_name_missing")
		if kind not in self.kinds:
			return Refusal(row.name, "unit_type", kind, "unit_type", ("、".join(self.kinds),))
		unit = self.by_record.get(row.name)
		if unit:
			differs = plain_key(unit.unit_name) != plain_key(title)
			return Change(row.name, unit.name, {"unit_name": title}) if differs else None
		same = self._of_that_name(title, row)
		if len(same) > 1:
			return Refusal(row.name, "unit_name", title, "unit_several")
		if same:
			return Change(row.name, same[0].name, {"host_record": row.name})
		if self.gone:
			names = "、".join(unit.unit_name for unit in self.gone[:5])
			return Refusal(row.name, "unit_name", title, "unit_maybe_renamed", (names,))
		return self._new(row, title, kind)

	def _of_that_name(self, title: str, row: HostRow) -> list:
		"""Those that follow no record that the host still has; of classes, those of the college first."""
		free = [unit for unit in self.by_title[plain_key(title)] if unit.host_record not in self.records]
		college = self.colleges.get(plain_key(row.values.get("college", "")))
		return [unit for unit in free if college and unit.college == college] or free

	def _new(self, row: HostRow, title: str, kind: str) -> Change | Refusal:
		values = {"unit_name": title, "unit_type": kind, "host_record": row.name}
		if kind == "College":
			values["is_group"] = 1
		if kind != "Class":
			return Change(row.name, None, values)
		said = row.values.get("college", "")
		if not said:
			return Refusal(row.name, "college", "", "college_missing")
		college = self.colleges.get(plain_key(said))
		if not college:
			return Refusal(row.name, "college", said, "college_unknown")
		return Change(
			row.name, None, {**values, "parent_campus_unit": college, "grade": row.values.get("grade")}
		)


def plan(subject: str, rows: Sequence[HostRow], records: frozenset[str]) -> Plan:
	return Planner(subject, records).plan(rows)


def write(change: Change) -> None:
	"""One unit, through its own rules. Errors: frappe.ValidationError."""
	if not change.name:
		frappe.get_doc({"doctype": UNIT, **change.values}).insert()
		return
	unit = frappe.get_doc(UNIT, change.name)
	unit.update(change.values)
	unit.save()


def describe(change: Change) -> str:
	if not change.name:
		return _("New: {0}").format(change.values["unit_name"])
	if "unit_name" in change.values:
		return _("Renamed: {0} becomes {1}").format(
			frappe.db.get_value(UNIT, change.name, "unit_name"), change.values["unit_name"]
		)
	return _("From now on follows the host: {0}").format(change.name)
