"""Staffing of the four-level network per college; a College Lead sees the own college, offices see all."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import of_college, unit_column
from campus_safety.services.people import network_coverage, staffing
from campus_safety.services.people.network_coverage import CollegeCoverage

RATES = {
	"counsellor_rate": "Counsellor",
	"adviser_rate": "Class Adviser",
	"psych_committee_rate": "Psych Committee Member",
	"room_leader_rate": "Room Leader",
	"liaison_rate": "Liaison Cadre",
}


def execute(filters: dict | None = None):
	report_filters(filters)  # it has none
	rows = network_coverage.get_coverage(getdate(nowdate()), get_colleges())
	return get_columns(), [get_row(row) for row in rows], None, get_chart(rows), get_report_summary(rows)


def get_shown_period(filters) -> str:
	return period_words.as_of(nowdate())


def get_colleges() -> frozenset[str] | None:
	"""None for everybody's."""
	return network_coverage.get_visible_colleges(frappe.session.user)


def get_columns() -> list[dict]:
	def number(fieldname: str, label: str, fieldtype: str = "Int", width: int = 120) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width}

	return [
		unit_column("college", _("College"), 220),
		number("students", _("Students", context="Report"), width=90),
		number("classes", _("Classes"), width=80),
		number("counsellors", _("Full-time Counsellors"), width=110),
		number("unknown", _("No Qualification Entered"), width=130),
		number("counsellors_needed", _("Counsellors Needed")),
		number("students_per_counsellor", _("Students per Counsellor"), "Float"),
		number("counsellor_rate", _("Classes with Counsellor"), "Percent"),
		number("adviser_rate", _("Classes with Class Adviser"), "Percent"),
		number("psych_committee_rate", _("Classes with Psych Committee Member"), "Percent"),
		number("room_leader_rate", _("Rooms with Room Leader"), "Percent"),
		number("liaison_rate", _("Classes with Liaison Cadre"), "Percent"),
		number("post_rate", _("All Posts Filled"), "Percent"),
		number("posts", _("Posts Held"), width=100),
		number("training_rate", _("Training Rate"), "Percent"),
	]


def get_row(row: CollegeCoverage) -> dict:
	return {
		**of_college(row.college),
		"students": row.students,
		"classes": row.classes,
		"counsellors": len(row.counsellors.full_time),
		"unknown": len(row.counsellors.unknown),
		"counsellors_needed": row.counsellors_needed,
		"students_per_counsellor": row.students_per_counsellor,
		"students_per_counsellor_name": _("No full-time counsellor") if row.has_no_counsellor else None,
		**{name: row.rate_of(position) for name, position in RATES.items()},
		"post_rate": row.post_rate,
		"posts": row.posts,
		"training_rate": row.training_rate,
	}


def get_chart(rows: list[CollegeCoverage]) -> dict | None:
	shown = [row for row in rows if row.rate_of("Counsellor") is not None]
	if not shown:
		return None
	return {
		"data": {
			"labels": [row.college or _("Without College") for row in shown],
			"datasets": [
				{
					"name": _("Classes with Counsellor"),
					"values": [row.rate_of("Counsellor") for row in shown],
				},
				{
					"name": _("Classes with Class Adviser"),
					"values": [row.rate_of("Class Adviser") or 0 for row in shown],
				},
			],
		},
		"type": "bar",
		"fieldtype": "Percent",
	}


def get_report_summary(rows: list[CollegeCoverage]) -> list[dict]:
	missing = sum(row.missing("Counsellor") for row in rows)
	short = sum(max(0, row.counsellors_needed - len(row.counsellors.full_time)) for row in rows)
	summary = [
		{
			"label": _("Classes without Counsellor"),
			"value": missing,
			"indicator": "Red" if missing else "Green",
		},
		{"label": _("Counsellors Missing"), "value": short, "indicator": "Red" if short else "Green"},
		{
			"label": _("Without a Qualification Entered"),
			"value": sum(len(row.counsellors.unknown) for row in rows),
			"indicator": "Orange",
		},
	]
	if get_colleges() is None:
		psych = staffing.get_psych_staffing(getdate(nowdate()))
		summary.append(
			{
				"label": _("Psych Teachers (needed: {0})").format(psych.needed),
				"value": psych.have,
				"indicator": "Red" if psych.missing else "Green",
			}
		)
	return summary
