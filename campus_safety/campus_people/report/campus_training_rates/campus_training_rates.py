"""Training rate 培训率 of a term by college and position, posts of students and of dormitories included (domain §1)."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.domain.people.network import rate
from campus_safety.engines import period_words
from campus_safety.engines.calendar import get_term_on
from campus_safety.engines.figures import number_columns, of_college, unit_column
from campus_safety.services.people import network_coverage, training
from campus_safety.services.people.training import TrainingFigures


def execute(filters: dict | None = None):
	lines = get_lines(report_filters(filters))
	return (
		get_columns(),
		[get_row(line) for line in lines],
		None,
		get_chart_data(lines),
		get_report_summary(lines),
	)


def get_shown_period(filters) -> str:
	return period_words.of_term(filters.term or get_term_on(getdate(nowdate())))


def get_lines(filters) -> list[TrainingFigures]:
	today = getdate(nowdate())
	term = training.get_term(filters.term or get_term_on(today), today)
	lines = training.get_figures(term, network_coverage.get_visible_colleges(frappe.session.user))
	return [line for line in lines if filters.college in (None, "", line.college)]


def get_columns() -> list[dict]:
	return [
		unit_column("college", _("College"), 200),
		{
			"fieldname": "position",
			"label": _("Position", context="Campus Training Rates"),
			"fieldtype": "Link",
			"options": "Campus Network Position",
			"width": 180,
		},
		*number_columns(
			{"posts": _("Posts Held"), "trained": _("Posts Trained"), "training_rate": _("Training Rate")}
		),
	]


def get_row(line: TrainingFigures) -> dict:
	return {
		**of_college(line.college),
		"position": line.position,
		"posts": line.posts,
		"trained": line.trained,
		"training_rate": line.rate,
	}


def get_chart_data(lines: list[TrainingFigures]) -> dict | None:
	positions = list(dict.fromkeys(line.position for line in lines if line.posts))
	if not positions:
		return None
	return {
		"data": {
			"labels": [_(position) for position in positions],
			"datasets": [
				{
					"name": _("Training Rate"),
					"values": [
						total_rate([line for line in lines if line.position == position])
						for position in positions
					],
				}
			],
		},
		"type": "bar",
		"fieldtype": "Percent",
	}


def total_rate(lines: list[TrainingFigures]) -> float | None:
	return rate(sum(line.trained for line in lines), sum(line.posts for line in lines))


def get_report_summary(lines: list[TrainingFigures]) -> list[dict]:
	total = total_rate(lines)
	return [
		{"label": _("Posts Held"), "value": sum(line.posts for line in lines)},
		{"label": _("Posts Trained"), "value": sum(line.trained for line in lines)},
		{"label": _("Training Rate"), "value": "—" if total is None else f"{total:g}%", "indicator": "Blue"},
	]
