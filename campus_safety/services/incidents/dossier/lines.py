"""A line of a dossier, and how its records are read: through the maker's own lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

import frappe

from campus_safety.domain.incidents.dossier import Section
from campus_safety.services.incidents.dossier.subject import Subject

MOST = 1000  # of one kind; the dossier says where there are more


@dataclass(frozen=True)
class Line:
	"""happened: a day where the record knows no more. doctype, name: the record whose seal proves it, "" where there is none.

	sealed: the first entry with it or after it; changed: the newest entry, where the record was changed after that.
	"""

	section: Section
	happened: date | datetime
	what: str
	by: str | None
	written: datetime | None
	doctype: str = ""
	name: str = ""
	home: bool = False
	sealed: datetime | None = None
	leaf: int | None = None
	changed: datetime | None = None
	changed_leaf: int | None = None


def as_moment(value: date | datetime) -> datetime:
	return value if isinstance(value, datetime) else datetime.combine(value, time())


def within(subject: Subject, field: str) -> list[list]:
	return [[field, ">=", subject.since], [field, "<=", datetime.combine(subject.until, time.max)]]


def list_own(
	doctype: str,
	fields: Iterable[str],
	filters: list,
	or_filters: list | None = None,
	order: str = "name",
) -> list:
	"""Of what the session user may open, the oldest first."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype,
		filters=[[doctype, *condition] for condition in filters],
		or_filters=[[doctype, *condition] for condition in or_filters or ()],
		fields=list(fields),
		order_by=f"`tab{doctype}`.`{order}` asc",
		limit_page_length=MOST + 1,
	)
