"""Hours of education 专题教育学时 by class or college (domain §17): who is below what is laid down."""

import frappe
from frappe import _
from frappe.utils import nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import of_college
from campus_safety.services.education import hours, settings
from campus_safety.services.education.hours import Line

NAME = "Campus Education Hours"


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	by_class = filters.group_by != "College"
	lines = hours.get_figures(frappe.session.user, by_class, filters.college)
	owed = settings.get_owed()
	note = _(
		"Laid down: {0} hours of safety, {1} of mental health while at school. What was held before a student came, and what a student was absent from, does not count."
	).format(f"{owed.safety:g}", f"{owed.mind:g}")
	return get_columns(by_class), [get_row(line, by_class) for line in lines], note, None, get_summary(lines)


def get_shown_period(filters) -> str:
	return period_words.as_of(nowdate())


def get_columns(by_class: bool) -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 130, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	return [
		column("college", _("College"), "Link", 180, options="Campus Unit"),
		*([column("unit", _("Class"), "Link", 180, options="Campus Unit")] if by_class else []),
		column("students", _("Students", context="Report")),
		column("safety", _("Safety, Hours per Student", context=NAME), "Float", 150, precision=1),
		column("below_safety", _("Below in Safety", context=NAME)),
		column("mind", _("Mental Health, Hours per Student", context=NAME), "Float", 150, precision=1),
		column("below_mind", _("Below in Mental Health", context=NAME)),
		column("without", _("Without Any Hour", context=NAME)),
	]


def get_row(line: Line, by_class: bool) -> dict:
	return {
		**of_college(line.college),
		"unit": line.key if by_class else None,
		"students": line.students,
		"safety": line.average("safety"),
		"below_safety": line.below_safety,
		"mind": line.average("mind"),
		"below_mind": line.below_mind,
		"without": line.without,
	}


def get_summary(lines: list[Line]) -> list[dict]:
	def total(field: str) -> int:
		return sum(getattr(line, field) for line in lines)

	return [
		{"label": _("Students", context="Report"), "value": total("students")},
		{"label": _("Below in Safety", context=NAME), "value": total("below_safety")},
		{"label": _("Below in Mental Health", context=NAME), "value": total("below_mind")},
		{"label": _("Without Any Hour", context=NAME), "value": total("without")},
	]
