"""Trends of the nights 回寝趋势: late, missing and report rate by night, week or month; counts only, no student is named."""

from datetime import date

from frappe import _
from frappe.utils import formatdate, getdate, now_datetime

from campus_safety.access.arguments import report_filters
from campus_safety.domain.presence.night_report import Span, Trend
from campus_safety.engines import period_words
from campus_safety.services.presence import night_trends, nights

STEPS = ("Night", "Week", "Month")
NARROWED_BY = ("college", "unit", "dormitory")


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	by = get_step(filters)
	narrowed = {field: filters[field] for field in NARROWED_BY if filters.get(field)}
	trends = night_trends.get_trends(by, *get_period(filters, by), narrowed)
	return (
		get_columns(),
		[get_row(span, trend) for span, trend in trends.items()],
		None,
		get_chart_data(trends),
		get_report_summary(trends),
	)


def get_step(filters) -> str:
	return filters.step if filters.step in STEPS else "Night"


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_period(filters, get_step(filters)))


def get_period(filters, by: str) -> tuple[date, date]:
	"""The dates asked for; what is left out comes from the default, and nothing lies after the last night."""
	now = now_datetime()
	last = min(getdate(filters.to_date) if filters.to_date else date.max, nights.get_last_night(now))
	length = night_trends.get_length(by, last)
	return (getdate(filters.from_date) if filters.from_date else last - length), last


def get_columns() -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 110, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	return [
		column("period", _("Nights"), "Data", 190),
		column("nights", _("Roll Calls Held On")),
		column("due", _("Reports Due")),
		column("reported", _("Reported")),
		column("report_rate", _("Report Rate"), "Percent", 100),
		column("late", _("Late Back")),
		column("missing", _("Not Back")),
	]


def get_row(span: Span, trend: Trend) -> dict:
	return {
		"period": get_label(span),
		"nights": trend.nights,
		"due": trend.due,
		"reported": trend.reported,
		"report_rate": trend.report_rate,
		"late": trend.late,
		"missing": trend.missing,
	}


def get_label(span: Span) -> str:
	if span.first == span.last:
		return formatdate(span.first, "MM-dd")
	if span.first.day == 1:
		return formatdate(span.first, "yyyy-MM")
	return f"{formatdate(span.first, 'MM-dd')} – {formatdate(span.last, 'MM-dd')}"


def get_chart_data(trends: dict[Span, Trend]) -> dict | None:
	if not trends:
		return None
	return {
		"data": {
			"labels": [get_label(span) for span in trends],
			"datasets": [
				{"name": _("Late Back"), "values": [trend.late for trend in trends.values()]},
				{"name": _("Not Back"), "values": [trend.missing for trend in trends.values()]},
			],
		},
		"type": "bar",
		"colors": ["#f59e0b", "#ef4444"],
		"fieldtype": "Int",
	}


def get_report_summary(trends: dict[Span, Trend]) -> list[dict]:
	whole = sum(trends.values(), Trend())
	rate = whole.report_rate
	return [
		{
			"label": _("Report Rate"),
			"value": "—" if rate is None else f"{rate:g}%",
			"indicator": "Green" if rate == 100 else "Orange",
		},
		{"label": _("Nights"), "value": whole.nights, "datatype": "Int"},
		{
			"label": _("Late Back"),
			"value": whole.late,
			"datatype": "Int",
			"indicator": "Orange" if whole.late else "Green",
		},
		{
			"label": _("Not Back"),
			"value": whole.missing,
			"datatype": "Int",
			"indicator": "Red" if whole.missing else "Green",
		},
	]
