"""Late entries 补录清单: what was written long after it happened, of the records the reader may open."""

from collections import Counter

import frappe
from frappe import _

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.duties import late_entries

MOST_ROWS = 5_000


def execute(filters: dict | None = None):
	rows = late_entries.get_rows(report_filters(filters), MOST_ROWS)
	set_names(rows)
	return get_columns(), rows, None, get_chart_data(rows), get_report_summary(rows)


def get_shown_period(filters) -> str:
	return period_words.of_days(filters.from_date, filters.to_date)


def get_columns() -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 130, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	return [
		column("kind_name", _("Type of Record"), width=120),
		column("unit", _("Class or Unit"), "Link", 170, options="Campus Unit"),
		column("student_name", _("Student"), width=140),
		column("occurred_on", _("Happened On"), "Date", 110),
		column("creation", _("Written At"), "Datetime", 160),
		column("days_late", _("Days Later"), "Int", 90),
		column("recorded_by_name", _("Recorded By"), width=120),
		column("status_name", _("Status"), width=90),
		column("name", _("Number", context="Report"), "Dynamic Link", 160, options="kind"),
	]


def set_names(rows: list[dict]) -> None:
	"""Names of people and words of options, looked up for all rows at once."""
	users = _titles("User", "full_name", {row["recorded_by"] for row in rows})
	students = _titles("Campus Student", "student_name", {row["student"] for row in rows})
	for row in rows:
		row["kind_name"] = _(row["kind"])
		row["recorded_by_name"] = users.get(row["recorded_by"], row["recorded_by"])
		row["student_name"] = " ".join(filter(None, (students.get(row["student"]), row["student"])))
		row["status_name"] = _(row["status"], context=row["kind"]) if row["status"] else ""


def _titles(doctype: str, field: str, names: set) -> dict[str, str]:
	known = list(names - {None, ""})
	if not known:
		return {}
	return dict(frappe.get_all(doctype, {"name": ("in", known)}, ["name", field], as_list=True))


def get_chart_data(rows: list[dict]) -> dict | None:
	if not rows:
		return None
	by_kind = Counter(row["kind_name"] for row in rows).most_common()
	return {
		"data": {
			"labels": [kind for kind, _number in by_kind],
			"datasets": [
				{
					"name": _("Late Entries", context="Campus Late Entries"),
					"values": [number for _kind, number in by_kind],
				}
			],
		},
		"type": "bar",
		"colors": ["#449CF0"],
	}


def get_report_summary(rows: list[dict]) -> list[dict]:
	return [
		{
			"label": _("Late Entries", context="Campus Late Entries"),
			"value": len(rows),
			"indicator": "Orange" if rows else "Green",
		},
		{"label": _("People"), "value": len({row["recorded_by"] for row in rows})},
	]
