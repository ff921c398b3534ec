"""The app's number cards 数字卡, counted in the reader's own reach, or for the whole school by offices that only count.

Whoever reaches no rows gets no card: a 0 would say that there are none. Fewer than five are told as such to those who
may not see them one by one (domain §6).
Not left to the framework's widgets: to a System Manager those show every card and then fail on each.
"""

import frappe
from frappe.desk import query_report

from campus_safety.access.checks import reach_of
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.access.scopes.presence import COUNTS_ONLY_NIGHTS
from campus_safety.declared import COUNTED
from campus_safety.domain.duties.coverage import FEWEST
from campus_safety.domain.small_counts import tells_nobody
from campus_safety.domain.visibility import Match
from campus_safety.engines.workbench.permitted_count import count_permitted, count_whole

PLACES = frozenset(("unit", "college", "dormitory", "name"))  # name: of a student, of a mentor's list

FIELDS = (
	"name",
	"label",
	"type",
	"function",
	"document_type",
	"report_name",
	"report_field",
	"report_function",
	"filters_json",
	"color",
)


def get_numbers(user: str | None = None) -> list[dict]:
	"""[{label, count, few, whole, color, filters, and doctype or report}] of the public cards about what the user may count.

	count: None for a handful, `few` says below which number. whole: of the whole school, or only of one's own; None where
	the report says it.
	Cards count the rows of a list, or add up a column of a report; others are the framework's own matter.
	"""
	cards = frappe.get_all(
		"Number Card",
		filters={"module": ("like", "Campus %"), "is_public": 1},
		fields=list(FIELDS),
		order_by="creation asc, name asc",
	)
	return [number for card in cards if (number := _get_number(card, user))]


def _get_number(card, user: str | None) -> dict | None:
	if card.type == "Document Type" and card.function == "Count":
		return _count_list(card, user)
	if card.type == "Report" and card.report_function == "Sum":
		return _add_up_report(card)
	return None


def _count_list(card, user: str | None) -> dict | None:
	user = user or frappe.session.user
	filters = _without_flags(frappe.parse_json(card.filters_json))
	number = {"label": card.label, "color": card.color, "filters": filters, "few": None, "whole": True}
	if _counts_whole(card.document_type, user):
		return number | _count_whole(card.document_type, filters, user)
	if not frappe.has_permission(card.document_type, "read", user=user):
		return None
	reach = reach_of(user, card.document_type)
	if not reach.everything and not any(_is_ones_own(match, user) for match in reach.matches):
		return None
	count = count_permitted(card.document_type, filters)
	if not count and not reach.everything and not any(_is_of_a_place(match) for match in reach.matches):
		return None  # what anybody might have in hand, and this person has not
	return number | {"doctype": card.document_type, "whole": reach.everything, "count": count}


def _counts_whole(doctype: str, user: str) -> bool:
	"""An office that counts what it may not read, or reads only where it is called."""
	offices = (*COUNTS_ONLY_DUTIES, *COUNTS_ONLY_NIGHTS, *SCHOOL_WIDE_L2)
	return (
		doctype in COUNTED
		and has_any_role(user, offices)
		and not (frappe.has_permission(doctype, "read", user=user) and reach_of(user, doctype).everything)
		and _may_open(COUNTED[doctype].report)
	)


def _count_whole(doctype: str, filters: list, user: str) -> dict:
	"""Over all rows: the number alone leaves here, and for offices that only count no handful."""
	count = count_whole(doctype, filters)
	hides = COUNTED[doctype].hides_handfuls and not has_any_role(user, SCHOOL_WIDE_L2)
	is_told = not hides or tells_nobody(count)
	return {
		"report": COUNTED[doctype].report,
		"count": count if is_told else None,
		"few": None if is_told else FEWEST,
	}


def _is_ones_own(match: Match, user: str) -> bool:
	"""Rows of places or people that somebody looks after, or rows that name the person; not those one is called to."""
	return match.is_possible and all(
		field in PLACES or values == {user} for field, values in match.fields if field != "status"
	)


def _is_of_a_place(match: Match) -> bool:
	"""Rows of places or people that somebody looks after."""
	return match.is_possible and any(field in PLACES for field, _values in match.fields)


def _add_up_report(card) -> dict | None:
	"""Through the report's own door, so that its rows are the session user's; without any figure there is no card."""
	if not _may_open(card.report_name):
		return None
	filters = frappe.parse_json(card.filters_json) or {}
	rows = query_report.run(card.report_name, filters=filters, ignore_prepared_report=True)["result"]
	found = (row.get(card.report_field) for row in rows if isinstance(row, dict))
	told = [value for value in found if value is not None]
	if not told:
		return None
	return {
		"label": card.label,
		"color": card.color,
		"report": card.report_name,
		"filters": filters,
		"few": None,
		"whole": None,
		"count": sum(told),
	}


def _may_open(report: str) -> bool:
	document = frappe.get_cached_doc("Report", report)
	return document.is_permitted() and bool(frappe.has_permission(document.ref_doctype, "report"))


def _without_flags(filters: list) -> list:
	"""Cards keep a fifth element, whether the filter is hidden; queries know four."""
	return [condition[:4] for condition in filters or []]
