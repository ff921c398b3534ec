"""The preview of a student import as data; the form draws it."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import cstr

from campus_safety.services.people.student_import.directory import NewClass, NewRoom
from campus_safety.services.people.student_import.plan import STUDENT, Plan, RowPlan

SHOWN_CREATED, SHOWN_CHANGED, SHOWN_MISSING = 20, 50, 50


def describe(plan: Plan) -> dict:
	"""What would be made and changed, the first of each."""
	moved = Counter(
		(row.changes["unit"][0] or "", _place(row.changes["unit"][1]))
		for row in plan.rows
		if "unit" in row.changes
	)
	created = [row for row in plan.rows if row.created is not None][:SHOWN_CREATED]
	changed = [row for row in plan.rows if row.created is None and row.writes][:SHOWN_CHANGED]
	return {
		"moved": [[before, after, count] for (before, after), count in moved.most_common(SHOWN_MISSING)],
		"absent": [[gap.unit, gap.count, list(gap.names)] for gap in plan.absent[:SHOWN_MISSING]],
		"new_classes": sorted({f"{new.college_name} {new.class_name}" for new in plan.new_classes})[
			:SHOWN_MISSING
		],
		"new_classes_count": len(plan.new_classes),
		"new_rooms": sorted({f"{new.building_name} {new.room_name}" for new in plan.new_rooms})[
			:SHOWN_MISSING
		],
		"new_rooms_count": len(plan.new_rooms),
		"created": [
			{
				"row": row.row.row,
				"student_no": row.name,
				"student_name": row.created["student_name"],
				"unit": _place(row.created["unit"]),
			}
			for row in created
		],
		"changed": [
			{"row": row.row.row, "student_no": row.name, "changes": _describe_changes(row)} for row in changed
		],
	}


def _describe_changes(row: RowPlan) -> list[list[str]]:
	meta = frappe.get_meta(STUDENT)
	changes = [
		[meta.get_label(name), _shown(meta, name, before), _shown(meta, name, after)]
		for name, (before, after) in row.changes.items()
		if name not in ("college", "dormitory_building", "is_minor")
	]
	for guardian in row.guardians:
		label = meta.get_label("guardians")
		changes.append(
			[
				label,
				"",
				" ".join(cstr(guardian.values.get(name)) for name in guardian.values if name != "is_primary"),
			]
		)
	return changes


def _shown(meta, name: str, value) -> str:
	is_word = value and meta.get_field(name).fieldtype == "Select"
	return _(value, context=meta.name) if is_word else _place(value)


def _place(value) -> str:
	if isinstance(value, NewClass):
		return value.class_name
	if isinstance(value, NewRoom):
		return f"{value.building_name} {value.room_name}"
	return cstr(value)
