"""Staffing of the four-level network per college; a College Lead sees the own college, offices see all."""

import frappe
from frappe import _

from campus_safety.services.people import network_coverage
from campus_safety.services.people.network_coverage import CollegeCoverage


def execute(filters: dict | None = None):
	rows = network_coverage.get_coverage(get_colleges())
	return get_columns(), [get_row(row) for row in rows], None, get_chart(rows), get_report_summary(rows)


def get_colleges() -> frozenset[str] | None:
	"""None for everybody's."""
	return network_coverage.get_visible_colleges(frappe.session.user)


def get_columns() -> list[dict]:
	def number(fieldname: str, label: str, fieldtype: str = "Int", width: int = 120) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width}

	return [
		{
			"fieldname": "college",
			"label": _("College"),
			"fieldtype": "Link",
			"options": "Campus Unit",
			"width": 220,
		},
		number("students", _("Students"), width=90),
		number("classes", _("Classes"), width=80),
		number("counsellors", _("Counsellors"), width=100),
		number("counsellors_needed", _("Counsellors Needed")),
		number("students_per_counsellor", _("Students per Counsellor"), "Float"),
		number("counsellor_rate", _("Classes with Counsellor"), "Percent"),
		number("adviser_rate", _("Classes with Class Adviser"), "Percent"),
		number("posts", _("Posts Held"), width=100),
		number("training_rate", _("Training Rate"), "Percent"),
	]


def get_row(row: CollegeCoverage) -> dict:
	return {
		"college": row.college,
		**{
			column["fieldname"]: getattr(row, column["fieldname"])
			for column in get_columns()
			if column["fieldname"] != "college"
		},
	}


def get_chart(rows: list[CollegeCoverage]) -> dict | None:
	if not rows:
		return None
	return {
		"data": {
			"labels": [row.college or _("Without College") for row in rows],
			"datasets": [
				{"name": _("Classes with Counsellor"), "values": [row.counsellor_rate or 0 for row in rows]},
				{"name": _("Classes with Class Adviser"), "values": [row.adviser_rate or 0 for row in rows]},
			],
		},
		"type": "bar",
		"fieldtype": "Percent",
	}


def get_report_summary(rows: list[CollegeCoverage]) -> list[dict]:
	missing = sum(row.classes - row.with_counsellor for row in rows)
	short = sum(max(0, row.counsellors_needed - row.counsellors) for row in rows)
	summary = [
		{
			"label": _("Classes without Counsellor"),
			"value": missing,
			"indicator": "Red" if missing else "Green",
		},
		{"label": _("Counsellors Missing"), "value": short, "indicator": "Red" if short else "Green"},
	]
	if get_colleges() is None:
		psych = network_coverage.get_psych_staffing()
		summary.append(
			{
				"label": _("Psych Teachers (needed: {0})").format(psych.needed),
				"value": psych.teachers,
				"indicator": "Green" if psych.teachers >= psych.needed else "Red",
			}
		)
	return summary
