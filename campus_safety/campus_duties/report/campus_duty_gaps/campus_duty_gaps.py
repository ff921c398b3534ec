"""Gaps 缺口清单: duties that are open or overdue, of those the reader may open one by one."""

from frappe import _
from frappe.utils import cint, getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines.duties import coverage

MOST_ROWS = 5_000  # a longer list is nobody's to work through: filter by college, class or rule


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	filters.only_overdue = cint(filters.only_overdue)
	rows, today = coverage.get_open(filters, MOST_ROWS), getdate(nowdate())
	return (
		get_columns(),
		[get_row(row, today) for row in rows],
		get_message(rows),
		None,
		get_report_summary(rows, today),
	)


def get_shown_period(filters) -> str:
	return coverage.Period.of(filters).in_words()


def get_columns() -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 120, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	return [
		column("rule", _("Rule"), "Link", 180, options="Campus Duty Rule"),
		column("subject_title", _("Subject", context="Campus Duty Obligation"), width=160),
		column("unit", _("Class or Unit"), "Link", 170, options="Campus Unit"),
		column("college_name", _("College"), width=140),
		column("due_date", _("Due Date", context="Campus Duty Obligation"), "Date", 110),
		column("days_over", _("Days Over"), "Int", 90),
		column("state", _("State", context="Campus Duty Obligation"), width=90),
		column("done", _("Done / Needed"), width=100),
		column("responsible", _("Who Is Responsible"), width=140),
		column("taken", _("Taken", context="Report"), "Check", 70),
		column("name", _("Campus Duty Obligation"), "Link", 120, options="Campus Duty Obligation"),
	]


def get_row(row: dict, today) -> dict:
	return {
		**row,
		"subject_title": " ".join(filter(None, (row.student_name, row.student))) or row.subject,
		"days_over": max(0, (today - row.due_date).days),
		"state": _(row.state, context="Campus Duty Obligation"),
		"overdue": row.state == "Overdue",
		"done": f"{row.done_count} / {row.min_count}",
		"responsible": row.responsible_name or (_(row.responsible_role) if row.responsible_role else ""),
		"taken": int(bool(row.taken_by)),
	}


def get_message(rows: list[dict]) -> str | None:
	if len(rows) < MOST_ROWS:
		return None
	return _("Only the oldest {0} are shown. Filter by college, class or rule.").format(MOST_ROWS)


def get_report_summary(rows: list[dict], today) -> list[dict]:
	overdue = sum(row.state == "Overdue" for row in rows)
	unowned = sum(not (row.responsible_user or row.responsible_role) for row in rows)
	return [
		{"label": _("Overdue"), "value": overdue, "indicator": "Red" if overdue else "Green"},
		{"label": _("Open", context="Campus Duty Obligation"), "value": len(rows) - overdue},
		{
			"label": _("Without Responsible Person"),
			"value": unowned,
			"indicator": "Red" if unowned else "Green",
		},
	]
