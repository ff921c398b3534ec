"""A text that its column cannot hold is refused by the record, by whatever road it comes: else the database does, with the
whole text in its error, and who wrote it has lost it.
"""

import frappe
from frappe import _

from campus_safety.exceptions import WrongKindError

# bytes of the framework's `text` columns; a Chinese character has three, ciphertext is a third longer than its text
COLUMN = 65_535
SHORT_COLUMNS = frozenset(("Small Text", "Text"))


def refuse_what_does_not_fit(doc, method: str | None = None) -> None:
	"""`validate` of every DocType of ours, after secrets are sealed. Errors: WrongKindError naming the field."""
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			value = row.get(field.fieldname)
			if field.fieldtype in SHORT_COLUMNS and isinstance(value, str) and len(value.encode()) > COLUMN:
				frappe.throw(
					_(
						"{0} is too long: about 15,000 characters fit. Move the rest to another entry. "
						"Nothing has been saved."
					).format(_(field.label, context=field.parent)),
					WrongKindError,
					title=_("Text too long"),
				)
