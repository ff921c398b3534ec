"""Staffing 生师比 and posts filled 岗位到位率, of the school and of each college (domain §1); thresholds from the settings."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.domain.people.network import rate
from campus_safety.engines import period_words
from campus_safety.services.people import network_coverage, staffing
from campus_safety.services.people.staffing import COUNSELLOR_RATIO, PSYCH_RATIO, Figure

PEOPLE = (COUNSELLOR_RATIO, PSYCH_RATIO)  # what is missing there is people, elsewhere a post to fill
POSITION = "Campus Network Position"


def execute(filters: dict | None = None):
	figures = get_figures(report_filters(filters))
	rows = [get_row(figure) for figure in figures]
	return get_columns(), rows, None, get_chart_data(figures), get_report_summary(figures)


def get_shown_period(filters) -> str:
	return period_words.as_of(nowdate())


def get_figures(filters) -> list[Figure]:
	visible = network_coverage.get_visible_colleges(frappe.session.user)
	figures = staffing.get_figures(getdate(nowdate()), visible)
	if filters.only_missing:
		figures = [figure for figure in figures if figure.missing]
	return [figure for figure in figures if filters.college in (None, "", figure.unit)]


def get_columns() -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 110, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	return [
		column("unit", _("Unit"), "Link", 200, options="Campus Unit", align="left"),
		column("item_name", _("Requirement", context="Report"), "Data", 220),
		column("students", _("Students", context="Report")),
		column("have", _("There Are")),
		column("needed", _("Needed")),
		column("missing", _("Staff or Posts Missing"), width=140),
		column("filled_rate", _("Filled (percent)"), "Percent"),
		column("holders", _("In Post or Role")),
		column("unknown", _("No Qualification Entered"), width=130),
		column("ratio", _("Students per Person"), "Float", 130, precision=1),
		column("verdict", _("Verdict"), "Data", 100),
	]


def get_row(figure: Figure) -> dict:
	return {
		"unit": figure.unit,
		"unit_name": get_unit_name(figure),
		"item_name": get_item_name(figure),
		"students": figure.students or None,
		"have": figure.have,
		"needed": figure.needed,
		"missing": figure.missing,
		"filled_rate": rate(figure.have, figure.needed) if figure.item not in PEOPLE else None,
		"holders": figure.holders,
		"unknown": figure.unknown,
		"ratio": figure.ratio,
		"ratio_name": get_nobody(figure),
		"verdict": _("Short", context="Report") if figure.missing else _("Met", context="Report"),
	}


def get_unit_name(figure: Figure) -> str:
	if figure.whole_school:
		return _("Whole School")
	return figure.unit or _("Without College")


def get_nobody(figure: Figure) -> str | None:
	"""Students and nobody for them: no ratio, and no nought either."""
	if figure.have or not figure.students:
		return None
	return (
		_("No full-time counsellor") if figure.item == COUNSELLOR_RATIO else _("No full-time psych teacher")
	)


def get_item_name(figure: Figure) -> str:
	if figure.item == COUNSELLOR_RATIO:
		return _("Full-time Counsellors")
	if figure.item == PSYCH_RATIO:
		return _("Full-time Psych Teachers")
	return _("{0}, for each {1}").format(_(figure.item), _(figure.needed_for, context=POSITION))


def get_chart_data(figures: list[Figure]) -> dict | None:
	shown = [
		figure
		for figure in figures
		if figure.item == COUNSELLOR_RATIO and figure.unit and figure.ratio is not None
	]
	if not shown:
		return None
	return {
		"data": {
			"labels": [
				frappe.db.get_value("Campus Unit", figure.unit, "unit_name", cache=True) for figure in shown
			],
			"datasets": [
				{"name": _("Students per Counsellor"), "values": [figure.ratio for figure in shown]}
			],
		},
		"type": "bar",
		"colors": ["#449CF0"],
	}


def get_report_summary(figures: list[Figure]) -> list[dict]:
	top = [figure for figure in figures if is_top(figure, figures)]
	posts = [figure for figure in top if figure.item not in PEOPLE]
	people = sum(figure.missing for figure in top if figure.item in PEOPLE)
	empty = sum(figure.missing for figure in posts)
	unknown = sum(figure.unknown or 0 for figure in top)
	filled = rate(sum(figure.have for figure in posts), sum(figure.needed for figure in posts))
	short = sum(bool(figure.missing) for figure in figures)
	return [
		{"label": _("Full-time Staff Missing"), "value": people, "indicator": "Red" if people else "Green"},
		{"label": _("Posts Not Filled"), "value": empty, "indicator": "Red" if empty else "Green"},
		{
			"label": _("Without a Qualification Entered"),
			"value": unknown,
			"indicator": "Orange" if unknown else "Green",
		},
		{"label": _("Posts Filled"), "value": "—" if filled is None else f"{filled:g}%", "indicator": "Blue"},
		{"label": _("Requirements Not Met"), "value": short, "indicator": "Red" if short else "Green"},
	]


def is_top(figure: Figure, figures: list[Figure]) -> bool:
	"""The school's own line where there is one, so that nobody is missed twice."""
	return figure.whole_school or not any(other.whole_school for other in figures)
