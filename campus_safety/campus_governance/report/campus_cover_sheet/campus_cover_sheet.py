"""The cover sheet an inspector asks for: clause → ledger → how many records → who answers."""

from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.records.scope import get_period
from campus_safety.services.governance import cover_sheet

NAME = "Campus Cover Sheet"


def execute(filters: dict | None = None):
	lines = cover_sheet.get_lines(*get_days(report_filters(filters)))
	return get_columns(), [get_row(line) for line in lines], get_note(), None, get_report_summary(lines)


def get_days(filters) -> tuple:
	return get_period(filters.from_date, filters.to_date, getdate(nowdate()))


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_days(filters))


def get_columns() -> list[dict]:
	return [
		{"fieldname": name, "label": label, "fieldtype": "Data", "width": width}
		for name, label, width in (
			("clause", _("Clause No.", context=NAME), 80),
			("title", _("Heading", context=NAME), 200),
			("ledger", _("Ledger", context="Report"), 200),
			("records", _("Records", context="Ledger"), 90),
			("units", _("Responsible Departments"), 240),
			("people", _("Who Answers", context=NAME), 200),
		)
	]


def get_row(line: cover_sheet.Line) -> dict:
	return {
		"clause": line.clause,
		"title": line.title,
		"ledger": line.ledger,
		"records": get_number(line),
		"units": "、".join(line.units),
		"people": "、".join(line.people),
	}


def get_number(line: cover_sheet.Line) -> str:
	if line.is_few:
		return _("fewer than {0}").format(cover_sheet.FEWEST)
	return "—" if line.records is None else str(line.records)


def get_note() -> str:
	return _("A dash: the records are protected, or not for this account to count.")


def get_report_summary(lines: list[cover_sheet.Line]) -> list[dict]:
	clauses = {line.clause for line in lines}
	with_records = {line.clause for line in lines if line.records or line.is_few}
	return [
		{"label": _("Clauses", context=NAME), "value": len(clauses)},
		{"label": _("Clauses with Records", context=NAME), "value": len(with_records), "indicator": "Blue"},
	]
