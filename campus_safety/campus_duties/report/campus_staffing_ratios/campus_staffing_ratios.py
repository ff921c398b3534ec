"""Staffing 生师比 and posts filled, of the school and of each college (domain §1); thresholds from the settings."""

import frappe
from frappe import _

from campus_safety.services.people import network_coverage
from campus_safety.services.people.network_coverage import Figure

PEOPLE = (
	"Counsellor Ratio",
	"Psych Teacher Ratio",
)  # what is missing there is people, elsewhere a post to fill


def execute(filters: dict | None = None):
	figures = get_figures(frappe._dict(filters or {}))
	rows = [get_row(figure) for figure in figures]
	return get_columns(), rows, None, get_chart_data(figures), get_report_summary(figures)


def get_figures(filters) -> list[Figure]:
	visible = network_coverage.get_visible_colleges(frappe.session.user)
	figures = network_coverage.get_figures(visible)
	if filters.only_missing:
		figures = [figure for figure in figures if figure.missing]
	return [figure for figure in figures if filters.college in (None, "", figure.unit)]


def get_columns() -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 110, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	return [
		column("unit", _("Unit"), "Link", 200, options="Campus Unit"),
		column("item_name", _("Requirement"), "Data", 220),
		column("students", _("Students")),
		column("have", _("There Are")),
		column("needed", _("Needed")),
		column("missing", _("Missing")),
		column("ratio", _("Students per Person"), "Float", 130, precision=1),
		column("verdict", _("Verdict"), "Data", 100),
	]


def get_row(figure: Figure) -> dict:
	return {
		"unit": figure.unit,
		"unit_name": figure.unit or _("Whole School"),
		"item_name": get_item_name(figure.item),
		"students": figure.students or None,
		"have": figure.have,
		"needed": figure.needed,
		"missing": figure.missing,
		"ratio": figure.ratio,
		"verdict": _("Short") if figure.missing else _("Met"),
	}


def get_item_name(item: str) -> str:
	return {
		"Counsellor Ratio": _("Full-time Counsellors"),
		"Psych Teacher Ratio": _("Full-time Psych Teachers"),
		"Classes with Counsellor": _("Classes with Counsellor"),
		"Classes with Class Adviser": _("Classes with Class Adviser"),
		"Buildings with Dorm Manager": _("Buildings with Dorm Manager"),
		"Students with Mentor": _("Students with Mentor"),
	}.get(item) or _(item)


def get_chart_data(figures: list[Figure]) -> dict | None:
	shown = [
		figure for figure in figures if figure.item == "Counsellor Ratio" and figure.unit and figure.students
	]
	if not shown:
		return None
	return {
		"data": {
			"labels": [
				frappe.db.get_value("Campus Unit", figure.unit, "unit_name", cache=True) for figure in shown
			],
			"datasets": [
				{"name": _("Students per Counsellor"), "values": [figure.ratio or 0 for figure in shown]}
			],
		},
		"type": "bar",
		"colors": ["#449CF0"],
	}


def get_report_summary(figures: list[Figure]) -> list[dict]:
	people = sum(figure.missing for figure in figures if figure.item in PEOPLE and is_top(figure, figures))
	short = sum(bool(figure.missing) for figure in figures)
	return [
		{"label": _("People Missing"), "value": people, "indicator": "Red" if people else "Green"},
		{"label": _("Requirements Not Met"), "value": short, "indicator": "Red" if short else "Green"},
	]


def is_top(figure: Figure, figures: list[Figure]) -> bool:
	"""The school's own line where there is one, so that nobody is missed twice."""
	has_school = any(other.unit is None for other in figures)
	return figure.unit is None or not has_school
