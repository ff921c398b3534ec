"""What is preserved 证据保全 (domain §0): while a hold is open, nothing deletes, erases or voids what it names.

A hold names a student (every record about them, with its files), one record, or a period (every record of these days).
Each way to delete asks here: `tests/declarations/test_held.py` finds those that do not.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.rules import RULES
from campus_safety.exceptions import HeldError

HOLD = "Campus Legal Hold"
STUDENT = "Campus Student"
OPEN = ("Open", "Release Proposed")


class Period(NamedTuple):
	"""Days, both included; None: from ever, or for ever."""

	first: date | None
	last: date | None
	hold: str

	def covers(self, day: date | None) -> bool:
		return bool(day) and (not self.first or self.first <= day) and (not self.last or day <= self.last)


class Holds(NamedTuple):
	"""Open holds, each by its number. periods: of every record. files: days of which lists and their files are kept."""

	students: dict[str, str]
	records: dict[tuple[str, str], str]
	periods: tuple[Period, ...]
	files: tuple[Period, ...]

	def __bool__(self) -> bool:
		return bool(self.students or self.records or self.periods)


def get_open() -> Holds:
	"""One query. Whoever deletes many rows asks once."""
	students, records, periods, files = {}, {}, [], []
	for row in frappe.get_all(
		HOLD,
		filters={"status": ("in", OPEN)},
		fields=[
			"name",
			"subject_type",
			"student",
			"reference_doctype",
			"reference_name",
			"period_from",
			"period_to",
		],
		order_by="creation asc",
	):
		period = Period(row.period_from, row.period_to, row.name)
		if row.subject_type == "Student":
			students.setdefault(row.student, row.name)
			if row.period_from or row.period_to:
				files.append(period)
		elif row.subject_type == "Record":
			records.setdefault((row.reference_doctype, row.reference_name), row.name)
		else:
			periods.append(period)
			files.append(period)
	return Holds(students, records, tuple(periods), tuple(files))


def hold_of(doc) -> str | None:
	"""The number of a hold that names the document, or somebody it is about."""
	if doc.doctype == HOLD:
		return None  # kept by its own rules
	holds = get_open()
	if not holds:
		return None
	found = holds.records.get((doc.doctype, doc.name))
	if not found and holds.students:
		found = next((holds.students[who] for who in students_of(doc) if who in holds.students), None)
	if not found:
		day = getdate(doc.get("occurred_on") or doc.get("creation"))
		found = next((period.hold for period in holds.periods if period.covers(day)), None)
	return found


def students_of(doc) -> set[str]:
	"""Everybody a record is about: its links to students, those of its rows included."""
	found = {doc.name} if doc.doctype == STUDENT else set()
	for part in (doc, *doc.get_all_children()):
		for field in part.meta.get("fields", {"fieldtype": "Link", "options": STUDENT}):
			found.add(part.get(field.fieldname))
	return found - {None, ""}


def held_names(doctype: str, names: Sequence[str]) -> dict[str, str]:
	"""{name: hold} of those that are preserved, for whoever deletes rows past their documents.

	As `hold_of` says of each, asked of all at once: a few queries, however many names. Nothing for names that are not there.
	"""
	holds = get_open()
	if not holds or not names:
		return {}
	found: dict[str, str] = {}
	if holds.periods:
		for name, day in _days_of(doctype, names):
			hold = next((period.hold for period in holds.periods if period.covers(getdate(day))), None)
			if hold:
				found[name] = hold
	if holds.students:
		for name, student in _students_among(doctype, names, tuple(holds.students)):
			found[name] = holds.students[student]
	if holds.records:
		there = frappe.get_all(doctype, filters={"name": ("in", names)}, pluck="name")
		found |= {name: holds.records[doctype, name] for name in there if (doctype, name) in holds.records}
	return found


def _days_of(doctype: str, names: Sequence[str]) -> Iterator[tuple[str, date]]:
	fields = ["name", "creation"]
	if frappe.get_meta(doctype).has_field("occurred_on"):
		fields.append("occurred_on")
	for row in frappe.get_all(doctype, filters={"name": ("in", names)}, fields=fields):
		yield row.name, row.get("occurred_on") or row.creation


def _students_among(doctype: str, names: Sequence[str], students: Sequence[str]) -> Iterator[tuple[str, str]]:
	"""(record, student it is about) for those of these students, by its own links and those of its rows."""
	if doctype == STUDENT:
		yield from ((name, name) for name in set(names) & set(students))
	meta = frappe.get_meta(doctype)
	tables = [(table.options, "parent") for table in meta.get_table_fields()]
	for part, key in ((doctype, "name"), *tables):
		for field in frappe.get_meta(part).get("fields", {"fieldtype": "Link", "options": STUDENT}):
			filters = {key: ("in", names), field.fieldname: ("in", students)}
			if key == "parent":
				filters["parenttype"] = doctype
			yield from frappe.get_all(part, filters=filters, fields=[key, field.fieldname], as_list=True)


def list_hold(created: date, doctype: str, name: str, holds: Holds) -> str | None:
	"""Of an uploaded list, which may be about anybody: named itself, or of days that a hold names."""
	return holds.records.get((doctype, name)) or next(
		(period.hold for period in holds.files if period.covers(created)), None
	)


def refuse(what: str, hold: str) -> None:
	"""Errors: HeldError."""
	frappe.throw(
		_("{0} is preserved as evidence ({1}). Nothing of it is deleted until this is released.").format(
			what, hold
		),
		HeldError,
		title=_("Preserved"),
	)


def validate_not_held(doc) -> None:
	"""Errors: HeldError naming the hold."""
	if hold := hold_of(doc):
		refuse(doc.name, hold)


def refuse_moving_out(doc, method: str | None = None) -> None:
	"""`validate`: a record that is preserved keeps its students and its day, or the hold would no longer name it.

	One edit, and it could be voided or deleted a minute later. Asked only where a save changes one of them.
	"""
	before = doc.get_doc_before_save()
	if not before or doc.doctype == HOLD:
		return
	same_day = getdate(before.get("occurred_on")) == getdate(doc.get("occurred_on"))
	if same_day and students_of(before) <= students_of(doc):
		return
	if (hold := hold_of(before)) and hold_of(doc) != hold:
		refuse(doc.name, hold)


def refuse_deletion(doc, method: str | None = None) -> None:
	"""`on_trash` of every DocType of ours, Administrator and jobs included."""
	validate_not_held(doc)


def refuse_copy_deletion(doc, method: str | None = None) -> None:
	"""`on_trash` of File and Version: what belongs to a record that is preserved."""
	fields = (
		("attached_to_doctype", "attached_to_name") if doc.doctype == "File" else ("ref_doctype", "docname")
	)
	doctype, name = (doc.get(field) for field in fields)
	if doctype not in RULES or not name or not get_open() or not frappe.db.exists(doctype, name):
		return
	record = frappe.get_doc(doctype, name)
	hold = hold_of(record)
	if not hold and record.meta.has_field("preview_key"):
		hold = list_hold(getdate(record.creation), doctype, name, get_open())
	if hold:
		refuse(doc.get("file_name") or name, hold)


def refuse_if_any(doctype: str, names: Iterable[str]) -> None:
	"""Errors: HeldError for the first of them that is preserved."""
	for name, hold in held_names(doctype, tuple(names)).items():
		refuse(name, hold)
