"""What a list says about parents, beside those that a student has already. None is ever removed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from campus_safety.domain.people.student_sheet import GuardianRow
from campus_safety.engines.sets.bulk_select import select_rows

STUDENT, GUARDIAN = "Campus Student", "Campus Student Guardian"
GUARDIAN_FIELDS = ("guardian_name", "relation", "mobile", "is_primary")
DEFAULT_RELATION = "监护人"


@dataclass
class GuardianPlan:
	name: str
	is_new: bool
	idx: int
	values: dict


def plan_guardians(
	student: str, student_name: str, wanted: Iterable[GuardianRow], known: list[dict]
) -> tuple[list[GuardianPlan], list[str]]:
	"""Parents are matched by name, or by number when the list has no name. known: in their order.

	Also the columns that should hold the number of a new one and do not: such a parent cannot be rung, and is left out.
	"""
	left_out: list[str] = []
	plans, by_name = [], {guardian["guardian_name"]: guardian for guardian in known}
	numbers = {guardian["mobile"] for guardian in known}
	last = known[-1]["idx"] if known else 0
	has_primary = any([guardian["is_primary"] for guardian in known])
	for guardian in wanted:
		name = guardian.name_for(student_name)
		if stored := by_name.get(name):
			said = {"mobile": guardian.mobile, "relation": guardian.relation}
			values = {field: value for field, value in said.items() if value and value != stored[field]}
			if values:
				plans.append(GuardianPlan(stored["name"], False, stored["idx"], values))
			continue
		if not guardian.name and guardian.mobile in numbers:
			continue
		if not guardian.mobile:
			left_out.append(guardian.mobile_target)
			continue
		last += 1
		values = {
			"guardian_name": name,
			"relation": guardian.relation or DEFAULT_RELATION,
			"mobile": guardian.mobile,
			"is_primary": int(not has_primary),
		}
		has_primary = True
		plans.append(GuardianPlan(guardian_row_name(student, name), True, last, values))
	return plans, left_out


def guardian_row_name(student: str, guardian_name: str) -> str:
	"""The same parent of the same student has the same row name in every run: a repeated insert meets
	itself."""
	return hashlib.sha256(f"{student}\n{guardian_name}".encode()).hexdigest()[:20]


def get_guardians(students: list[str]) -> dict[str, list[dict]]:
	"""{student: guardians in their order}, from one query."""
	columns = ("name", "parent", "idx", *GUARDIAN_FIELDS)
	found: dict[str, list[dict]] = {}
	for row in select_rows(GUARDIAN, columns, "parent", students, parenttype=STUDENT):
		entry = dict(zip(columns, row, strict=True))
		found.setdefault(entry["parent"], []).append(entry)
	for guardians in found.values():
		guardians.sort(key=lambda guardian: guardian["idx"])
	return found
