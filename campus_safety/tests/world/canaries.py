"""A canary in every secret field of a protected record."""

import frappe
from frappe.utils import nowdate

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import decrypt, encrypt


def canary_of(field: str) -> str:
	return f"CANARY-{field.replace('_', '-')}"


def secret_fields(doctype: str) -> tuple[str, ...]:
	"""Of the record and of its tables, by the rule."""
	rule = RULES[doctype]
	return (*rule.secrets, *(field for fields in rule.child_secrets.values() for field in fields))


def hide_canaries(doctype: str, name: str) -> None:
	"""A canary in each secret field that holds none yet, as ciphertext; a row in each table with secrets.

	Written as rows: most of these fields belong to states the world's record is not in.
	"""
	rule, document = RULES[doctype], frappe.get_doc(doctype, name)
	_write_canaries(document, rule.secrets)
	for table, fields in rule.child_secrets.items():
		rows = document.get(table)
		if not rows:
			row = document.append(table, {})
			for field in row.meta.get("fields", {"reqd": 1}):  # the record must still be saved
				if field.fieldtype == "Date":
					row.set(field.fieldname, nowdate())
				elif field.fieldtype == "Select":
					row.set(field.fieldname, next(filter(None, field.options.split("\n"))))
			row.set_new_name()
			row.db_insert()
			rows = [row]
		_write_canaries(rows[0], fields)


def _write_canaries(document, fields: tuple[str, ...]) -> None:
	"""What the world has written itself is a canary already, perhaps of another name."""
	empty = {field: encrypt(canary_of(field)) for field in fields if not decrypt(document.get(field))}
	if empty:
		frappe.db.set_value(document.doctype, document.name, empty, update_modified=False)
