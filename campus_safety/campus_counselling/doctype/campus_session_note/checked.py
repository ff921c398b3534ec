"""Risk check and concerns of one note: typed into fields of their own, kept as one encrypted text.

The fields are empty again before the first event of a save; what was answered stands in `checked` alone.
"""

import frappe
from frappe import _

from campus_safety.access.secrets import decrypt
from campus_safety.domain.counselling.notes import Checked, dump, entered, load

FIELD = "checked"
EMPTY = {"risk_check": "", "concerns": []}


def get(note) -> Checked:
	return load(decrypt(note.get(FIELD)))


def fold(note) -> None:
	"""Take what was typed out of its fields, before anything else sees the save. May be called again within it."""
	if not note.flags.checked_folded:  # nobody hands in what is encrypted
		note.set(FIELD, None if note.is_new() else frappe.db.get_value(note.doctype, note.name, FIELD))
	known, typed = get(note), _typed(note)
	wanted = entered(known, typed)
	if wanted != known or not note.get(FIELD):
		note.set(FIELD, dump(wanted))
	note.update(EMPTY)
	note.flags.checked_folded = True


def forget_save(note) -> None:
	"""`on_update`: the next save of this document begins anew."""
	note.flags.checked_folded = False


def validate(note) -> None:
	"""Errors: MandatoryError while the risk was not asked for; LinkValidationError for a concern that is not on the list."""
	checked = get(note)
	if not checked.risk:
		frappe.throw(
			_("{0} is empty.").format(_(note.meta.get_label("risk_check"), context=note.doctype)),
			frappe.MandatoryError,
		)
	listed = frappe.get_all(
		"Campus Counselling Concern", {"name": ("in", checked.concerns or ("",))}, pluck="name"
	)
	if unknown := set(checked.concerns) - set(listed):
		frappe.throw(
			_("There is no concern {0} on the list.").format(", ".join(sorted(unknown))),
			frappe.LinkValidationError,
		)


def _typed(note) -> Checked:
	concerns = dict.fromkeys(row.concern for row in note.get("concerns") or [] if row.concern)
	return Checked(note.get("risk_check") or "", tuple(concerns))
