"""The table clause × unit of a round of work reports. Only reports that the reader reaches have a column."""

from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, get_datetime

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.domain.governance.work_report import is_late
from campus_safety.services.governance.reports import COMPLETE, FROZEN, REPORT, ROUND


@dataclass(frozen=True)
class Unit:
	"""name: of the unit. state: how far its report is, in words."""

	name: str
	title: str
	state: str
	is_late: bool
	is_there: bool


@dataclass(frozen=True)
class Clause:
	number: str
	title: str


@dataclass
class Table:
	"""cells: {(clause number, unit): words}."""

	deadline: datetime
	units: list[Unit] = field(default_factory=list)
	clauses: list[Clause] = field(default_factory=list)
	cells: dict[tuple[str, str], str] = field(default_factory=dict)


def get_newest_round() -> str | None:
	return frappe.db.get_value(ROUND, {"status": ("!=", "Planned")}, "name", order_by="deadline desc")


def get_table(name: str, user: str, now: datetime) -> Table:
	"""Two queries."""
	record = frappe.get_doc(ROUND, name)
	table = Table(get_datetime(record.deadline))
	reports = _reports(name, user)
	table.units = [_unit(row, now) for row in reports]
	units = {row.name: row.unit for row in reports}
	notice = frappe.get_doc("Campus Notice", record.notice)
	table.clauses = [Clause(part.number, part.title) for part in notice.parts]
	for row in frappe.get_all(
		"Campus Report Clause",
		filters={"parent": ("in", list(units) or [""]), "parenttype": REPORT},
		fields=["parent", "number", "owed", "met", "done", "unmet"],
	):
		table.cells[row.number, units[row.parent]] = _cell(row)
	return table


def _reports(name: str, user: str) -> list:
	report, unit = frappe.qb.DocType(REPORT), frappe.qb.DocType("Campus Unit")
	return (
		frappe.qb.from_(report)
		.join(unit)
		.on(unit.name == report.unit)
		.select(
			report.name,
			report.unit,
			report.status,
			report.deadline,
			report.approved_at,
			report.paper_received_at,
			unit.unit_name,
		)
		.where(report["round"] == name)
		.where(criterion(reach_of(user, REPORT), report))
		.orderby(unit.lft)
		.run(as_dict=True)
	)


def _unit(row, now: datetime) -> Unit:
	late = is_late(
		get_datetime(row.deadline),
		row.approved_at and get_datetime(row.approved_at),
		row.paper_received_at and get_datetime(row.paper_received_at),
		now,
	)
	state = _(row.status, context=REPORT)
	return Unit(
		row.unit,
		row.unit_name,
		_("{0}, late").format(state) if late else state,
		late,
		row.status in (COMPLETE, FROZEN),
	)


def _cell(row) -> str:
	"""Met of owed, or that it was written; a mark where something is missing."""
	if cint(row.owed):
		words = f"{cint(row.met)}/{cint(row.owed)}"
	else:
		words = _("written") if (row.done or "").strip() else _("not written")
	return f"{words} !" if row.unmet else words
