"""Hidden safety officers 隐蔽信息员 (L4, domain §1) stand apart from the network; those of before are moved there, and nothing is left."""

import frappe
from frappe import _

from campus_safety.access.secrets import encrypt
from campus_safety.engines.seal.erasure import erase
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records import holds

OFFICER, ASSIGNMENT = "Campus Hidden Officer", "Campus Network Assignment"
COLUMNS = (
	"name",
	"owner",
	"creation",
	"from_date",
	"to_date",
	"position",
	"holder_user",
	"holder_student",
	"holder_phone",
	"unit",
	"dormitory",
	"student",
	"notes",
)


def name_officer(text: str | None) -> str | None:
	"""Number or account, as it was typed, and the name. Errors: ValidationError where nobody is called so."""
	first = (text or "").split(maxsplit=1)[:1]
	if not first:
		return None
	name = _name_of(first[0])
	if not name:
		frappe.throw(
			_(
				"No student has this number, and no member of staff this account. Begin with one of them, a space behind it."
			),
			title=_("Hidden Officer"),
		)
	return f"{first[0]} {name}"


def _name_of(word: str) -> str | None:
	return frappe.db.get_value("Campus Student", word, "student_name") or frappe.db.get_value(
		"User", {"name": word, "enabled": 1, "user_type": "System User"}, "full_name"
	)


def take_out_of_the_network() -> int:
	"""Posts of before, each into a record of its own; the old row goes with its versions and the salts of its seal. How many.

	What a hold preserves stays where it is until that is released.
	"""
	rows = frappe.get_all(ASSIGNMENT, filters={"is_covert": 1}, fields=list(COLUMNS))
	held = holds.held_names(ASSIGNMENT, [row.name for row in rows])
	moved = [row for row in rows if row.name not in held]
	follow_rows(OFFICER, [_write(row) for row in moved])
	if moved:
		erase(ASSIGNMENT, [row.name for row in moved], OFFICER)
	return len(moved)


def _write(row) -> str:
	"""As a row: its author and its days are those of then."""
	who = row.holder_student or row.holder_user or ""
	place = " ".join(filter(None, (row.position, row.unit, row.dormitory, row.student)))
	officer = frappe.get_doc(
		{
			"doctype": OFFICER,
			"owner": row.owner,
			"recorded_by": row.owner,
			"creation": row.creation,
			"modified": row.creation,
			"modified_by": row.owner,
			"officer": encrypt(f"{who} {_name_of(who) or ''}".strip()),
			"looks_at": encrypt(place),
			"phone": encrypt(row.holder_phone),
			"notes": encrypt(row.notes),
			"occurred_on": row.from_date,
			"to_date": row.to_date,
		}
	)
	officer.set_new_name()
	officer.db_insert()
	return officer.name
