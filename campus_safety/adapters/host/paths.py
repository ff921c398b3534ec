"""From a record of the host to a value: a field, or over links to a field of another record.

`gender` · `department.department_name` · `guardian1.guardian.mobile_number` · `group.name`. What the host keeps the other way round
(the class of a student stands in the group) is a link by another name: `VIRTUAL`.
"""

from dataclasses import dataclass

import frappe
from frappe import _

VALUE_TYPES = frozenset(
	(
		*("Data", "Link", "Dynamic Link", "Select", "Autocomplete", "Read Only", "Phone"),
		*("Date", "Datetime", "Int", "Float", "Check"),
		*("Small Text", "Text", "Long Text"),
	)
)
# (DocType, word): the DocType it leads to; None for a value
VIRTUAL: dict[tuple[str, str], str | None] = {
	("Student", "group"): "Student Group",
	("Student", "enrollment"): "Program Enrollment",
	("Student", "guardian1"): "Student Guardian",
	("Student", "guardian2"): "Student Guardian",
	("Employee", "groups"): None,
	("Department", "teaches"): None,
}
# what must be there for it
NEEDS = {
	"group": ("Student Group", "Student Group Student"),
	"enrollment": ("Program Enrollment",),
	"guardian1": ("Student Guardian",),
	"guardian2": ("Student Guardian",),
	"groups": ("Student Group", "Student Group Instructor", "Instructor"),
	"teaches": ("Program",),
}
MOST_STEPS = 4
# of the framework: accounts, files, mail, keys. A link into them is a value, and ends there.
CLOSED_MODULES = frozenset(
	("Core", "Custom", "Email", "Integrations", "Automation", "Desk", "Social", "Website", "Workflow")
)


class UnknownSource(Exception):
	"""A path that leads nowhere on this site. args: the path, the step at which it ends."""


@dataclass(frozen=True)
class Step:
	"""A column of a table, or a word of `VIRTUAL`; `to` is the DocType of the next step."""

	doctype: str
	field: str
	to: str | None
	virtual: bool = False


def split(said: str) -> list[str]:
	"""Alternatives of a source."""
	return [path.strip() for path in (said or "").split(",") if path.strip()]


def steps_of(doctype: str, path: str) -> tuple[Step, ...]:
	"""Errors: UnknownSource."""
	steps, here, words = [], doctype, path.split(".")
	if len(words) > MOST_STEPS:
		raise UnknownSource(path, words[MOST_STEPS])
	for place, word in enumerate(words):
		step = _step(here, word) if here else None
		is_last = place == len(words) - 1
		if not step or (not is_last and not step.to) or (is_last and step.virtual and step.to):
			raise UnknownSource(path, word)
		steps.append(step)
		here = step.to
	return tuple(steps)


def _step(doctype: str, word: str) -> Step | None:
	if (doctype, word) in VIRTUAL:
		there = all(frappe.db.exists("DocType", needed) for needed in NEEDS[word])
		return Step(doctype, word, VIRTUAL[doctype, word], True) if there else None
	if word == "name":
		return Step(doctype, "name", None)
	field = frappe.get_meta(doctype).get_field(word)
	if not field or not is_readable(field):
		return None
	return Step(
		doctype, word, field.options if field.fieldtype == "Link" and may_lead_to(field.options) else None
	)


def may_lead_to(doctype: str) -> bool:
	"""A path goes on into what the host keeps: into no record of ours, and into no account, file or setting of the framework."""
	meta = frappe.get_meta(doctype)
	if (
		doctype.startswith("Campus ")
		or frappe.db.get_value("Module Def", meta.module, "app_name") == "campus_safety"
	):
		return False
	return bool(meta.custom) or meta.module not in CLOSED_MODULES


def is_readable(field) -> bool:
	"""No passwords, no files, no tables, nothing without a column."""
	return field.fieldtype in VALUE_TYPES and not field.get("is_virtual")


def is_source(doctype: str, path: str) -> bool:
	try:
		return bool(steps_of(doctype, path))
	except UnknownSource:
		return False


def validate_source(doctype: str, said: str) -> None:
	"""Errors: UnknownSource, also for one that says nothing."""
	alternatives = split(said)
	if not alternatives:
		raise UnknownSource(said or "", "")
	for path in alternatives:
		steps_of(doctype, path)


def get_sources(doctype: str) -> list[dict[str, str]]:
	"""What the form offers: {value, label}, one step, and two where the first is a word of ours or a link of the host's own."""
	found = []
	for word, label, to in _first_steps(doctype):
		if to is None:
			found.append({"value": word, "label": f"{word} {label}"})
			continue
		for field in frappe.get_meta(to).fields:
			if is_readable(field):
				path = f"{word}.{field.fieldname}"
				found.append({"value": path, "label": f"{path} {label} {_(field.label or '', context=to)}"})
		found.append({"value": f"{word}.name", "label": f"{word}.name {label}"})
	return found


def _first_steps(doctype: str) -> list[tuple[str, str, str | None]]:
	"""(word, label, DocType that it leads to)."""
	steps = [("name", _("Name of the record", context="Campus Host Mapping"), None)]
	for (here, word), to in VIRTUAL.items():
		if here == doctype and _step(doctype, word):
			steps.append((word, _(to) if to else "", to))
	for field in frappe.get_meta(doctype).fields:
		if is_readable(field):
			steps.append((field.fieldname, _(field.label or "", context=doctype), None))
			if field.fieldtype == "Link" and field.options != doctype and may_lead_to(field.options):
				steps.append((field.fieldname, _(field.label or "", context=doctype), field.options))
	return steps
