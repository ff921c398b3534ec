"""The period that a report or a ledger is about, in the words that head it: what it really covers, never what is usual."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

LOOK = "yyyy-MM-dd"


def of_days(first: date | str | None, last: date | str | None) -> str:
	"""One night or day, a span, or what lies before or after a day; without any, everything until now."""
	first, last = (getdate(day) if day else None for day in (first, last))
	if first and first == last:
		return formatdate(first, LOOK)
	if first and last:
		return _("{0} to {1}", context="Ledger").format(formatdate(first, LOOK), formatdate(last, LOOK))
	if first:
		return _("since {0}").format(formatdate(first, LOOK))
	return _("until {0}").format(formatdate(last, LOOK)) if last else _("all until now")


def of_term(term: str | None) -> str:
	"""Its name and its days, the break behind it included where a report counts it; today lying in none is said."""
	days = term and frappe.db.get_value("Campus Term", term, ["start_date", "end_date"])
	return f"{term} ({of_days(*days)})" if days else _("outside of any term")


def as_of(day: date | str) -> str:
	"""For what stands as it stands: posts held, qualifications, purposes."""
	return _("as of {0}").format(formatdate(day, LOOK))
