"""No record tells of a day before the school's own, or of one that nobody alive will see: 1900 and 9999 are slips of a keyboard."""

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime

from campus_safety.domain import entry_time
from campus_safety.exceptions import LateEntryError

DAYS = ("Date", "Datetime")
OF_A_LIFE = frozenset(("birth_date",))  # judged by the student's own record


def refuse_impossible_days(doc, method: str | None = None) -> None:
	"""`validate` of every DocType of ours: each day and moment in it and in its rows. Errors: LateEntryError naming field and row."""
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			moment = field.fieldtype in DAYS and row.get(field.fieldname)
			if not moment or field.fieldname in OF_A_LIFE or _is_plausible(moment):
				continue
			place = "" if row is doc else f"{_('Row {0}:').format(row.idx)} "
			frappe.throw(
				place
				+ _("{0}: {1} cannot be. Check the year.").format(
					_(field.label, context=field.parent), cstr(moment)
				),
				LateEntryError,
			)


def _is_plausible(moment) -> bool:
	"""The framework takes a day of the year 1 for none at all."""
	known = get_datetime(moment)
	return bool(known) and entry_time.is_plausible(known)
