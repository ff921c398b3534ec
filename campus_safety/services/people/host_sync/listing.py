"""Students and staff as a list of their import, which checks, shows and writes it as if a person had uploaded it."""

import csv
import io
from collections.abc import Sequence

import frappe

from campus_safety.domain.people import host, staff_columns, student_columns
from campus_safety.domain.people.host import HostRow, Known
from campus_safety.domain.sheets.sheet_header import Vocabulary
from campus_safety.engines.messages.telling import SCHOOL_LANGUAGE
from campus_safety.records.students import LEFT_SCHOOL

VOCABULARIES = {host.STUDENTS: student_columns.VOCABULARY, host.STAFF: staff_columns.VOCABULARY}
IMPORTS = {host.STUDENTS: "Campus Student Import", host.STAFF: "Campus Staff Import"}
RECORD_HEADER = "Host Record"
FIRST_ROW = 2  # of the list, below its header


def make_list(subject: str, targets: Sequence[str], rows: Sequence[HostRow]) -> bytes:
	"""As CSV: the host's own name of the record first, then a column for each of `targets`."""
	vocabulary = VOCABULARIES[subject]
	ordered = [target.name for target in vocabulary.targets if target.name in targets]
	buffer = io.StringIO()
	writer = csv.writer(buffer, lineterminator="\r\n")
	writer.writerow([RECORD_HEADER, *(_header(vocabulary, target) for target in ordered)])
	writer.writerows([row.name, *(row.values.get(target, "") for target in ordered)] for row in rows)
	return buffer.getvalue().encode("utf-8-sig")


def _header(vocabulary: Vocabulary, target: str) -> str:
	"""In the school's language where the import reads it so."""
	label = vocabulary.by_name[target].label
	word = frappe._(label, lang=SCHOOL_LANGUAGE, context="Import")
	return word if vocabulary.target_of(word) == target else label


def make_import(subject: str, content: bytes, sync: str, **choices):
	"""The import's document with the list as its private file, not previewed yet."""
	file = frappe.get_doc(
		{"doctype": "File", "file_name": f"{sync}.csv", "is_private": 1, "content": content}
	).insert()
	document = frappe.get_doc(
		{"doctype": IMPORTS[subject], "file": file.file_url, "status": "Draft", "host_sync": sync, **choices}
	)
	with document.as_app():
		return document.insert()


def get_known() -> list[Known]:
	"""Every student here, with the record of the host they came from."""
	table = frappe.qb.DocType("Campus Student")
	rows = (
		frappe.qb.from_(table)
		.select(table.student_no, table.student_name, table.host_record, table.status)
		.run()
	)
	return [
		Known(number, name or "", record or "", status not in LEFT_SCHOOL)
		for number, name, record, status in rows
	]


def with_units(rows: Sequence[HostRow]) -> list[HostRow]:
	"""Classes that follow a record of the host by their own name here, whatever they are called there."""
	units = dict(
		frappe.get_all(
			"Campus Unit",
			filters={"unit_type": "Class", "host_record": ("is", "set"), "disabled": 0},
			fields=["host_record", "name"],
			as_list=True,
			limit_page_length=0,
		)
	)
	if not units:
		return list(rows)
	return [
		HostRow(row.name, row.active, {**row.values, "unit": units[row.values["unit"]]})
		if row.values.get("unit") in units
		else row
		for row in rows
	]


def get_left_staff(rows: Sequence[HostRow]) -> list[str]:
	"""Accounts that are in use here, of people who have left the host: their posts end by hand."""
	gone = {
		key: {row.values[key] for row in rows if not row.active and key in row.values}
		for key in ("email", "staff_no")
	}
	still = {
		row.values[key] for row in rows if row.active for key in ("email", "staff_no") if key in row.values
	}
	found = set()
	for column, key in (("name", "email"), ("username", "staff_no")):
		filters = {column: ("in", sorted(gone[key] - still) or [""]), "enabled": 1}
		found.update(frappe.get_all("User", filters=filters, pluck="full_name", limit_page_length=0))
	return sorted(found)
