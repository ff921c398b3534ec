"""The plan as set-based writes: one INSERT for what is new, one UPDATE for what differs, per chunk of rows.

Row by row through documents this would take minutes per ten thousand rows (frappe-facts, "Jobs and bulk").
What the controller of Campus Student derives from other fields is in the plan already.
"""

from collections.abc import Sequence

import frappe
from frappe.utils import now_datetime
from pypika import Case

from campus_safety.access.secrets import encrypt
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.services.people.student_import.guardians import GUARDIAN, GUARDIAN_FIELDS, STUDENT
from campus_safety.services.people.student_import.plan import STORED_FIELDS, RowPlan, chunked

EARLIER = "Campus Earlier Class"
UPDATE_CHUNK = 500
_STANDARD = ("name", "owner", "modified_by", "creation", "modified", "docstatus", "idx")


def write_rows(rows: Sequence[RowPlan]) -> None:
	"""Write one chunk; the caller decides about the transaction."""
	stamp = _Stamp()
	_insert_students([row for row in rows if row.created is not None], stamp)
	_update_students([row for row in rows if row.created is None], stamp)
	_insert_earlier_classes([row for row in rows if "unit" in row.changes], stamp)
	_insert_guardians(rows, stamp)
	_update_guardians(rows, stamp)
	frappe.clear_document_cache(STUDENT)


class _Stamp:
	def __init__(self):
		self.user, self.now = frappe.session.user, now_datetime()

	def standard(self, name: str, idx: int = 0) -> tuple:
		return (name, self.user, self.user, self.now, self.now, 0, idx)


def _insert_students(rows: list[RowPlan], stamp: _Stamp) -> None:
	if not rows:
		return
	columns = [*_STANDARD, "student_no", *STORED_FIELDS]
	lines = []
	for row in rows:
		values = row.created
		if row.identity:
			values["id_no_encrypted"] = encrypt(row.identity)
		lines.append((*stamp.standard(row.name), row.name, *map(values.get, STORED_FIELDS)))
	insert_rows(STUDENT, columns, lines)


def _insert_earlier_classes(rows: Sequence[RowPlan], stamp: _Stamp) -> None:
	"""As the controller notes them; the name comes from the content, so that it stands once."""
	columns = [*_STANDARD, "parent", "parenttype", "parentfield", "unit", "until"]
	today, lines = stamp.now.date(), []
	for row in rows:
		before, _after = row.changes["unit"]
		if before:
			name = frappe.generate_hash(f"{row.name}|{before}|{today}", 10)
			lines.append((*stamp.standard(name), row.name, STUDENT, "earlier_classes", before, today))
	insert_rows(EARLIER, columns, lines)


def _insert_guardians(rows: Sequence[RowPlan], stamp: _Stamp) -> None:
	columns = [*_STANDARD, "parent", "parenttype", "parentfield", *GUARDIAN_FIELDS]
	lines = [
		(
			*stamp.standard(guardian.name, guardian.idx),
			row.name,
			STUDENT,
			"guardians",
			*(guardian.values[name] for name in GUARDIAN_FIELDS),
		)
		for row in rows
		for guardian in row.guardians
		if guardian.is_new
	]
	insert_rows(GUARDIAN, columns, lines)


def _update_students(rows: list[RowPlan], stamp: _Stamp) -> None:
	changes: dict[str, dict] = {}
	for row in rows:
		if not row.writes:
			continue
		values = {name: after for name, (_before, after) in row.changes.items()}
		if row.identity:
			values["id_no_encrypted"] = encrypt(row.identity)
		changes[row.name] = values
	_update(STUDENT, changes, stamp)


def _update_guardians(rows: Sequence[RowPlan], stamp: _Stamp) -> None:
	changes = {
		guardian.name: guardian.values for row in rows for guardian in row.guardians if not guardian.is_new
	}
	_update(GUARDIAN, changes, stamp)


def _update(doctype: str, changes: dict[str, dict], stamp: _Stamp) -> None:
	"""{name: {field: value}}: each field by a CASE over the names, so one statement serves a whole chunk."""
	table = frappe.qb.DocType(doctype)
	for names in chunked(list(changes), UPDATE_CHUNK):
		query = frappe.qb.update(table).where(table.name.isin(names))
		for field in sorted({field for name in names for field in changes[name]}):
			case = Case().else_(table[field])
			for name in names:
				if field in changes[name]:
					case = case.when(table.name == name, changes[name][field])
			query = query.set(table[field], case)
		query.set(table.modified, stamp.now).set(table.modified_by, stamp.user).run()
