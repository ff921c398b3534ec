"""Drawing a sample of what was recorded about families, by lot (domain §2: the College Lead's spot checks)."""

from datetime import timedelta
from secrets import token_hex

import frappe
from frappe import _
from frappe.utils import cint, getdate
from pypika import CustomFunction
from pypika.functions import Count

from campus_safety.domain.care.spot_check import KINDS
from campus_safety.records.scope import nodes_of
from campus_safety.services.care.settings import get_spot_check_size

Lot = CustomFunction("sha2", ["text", "bits"])
Joined = CustomFunction("concat", ["seed", "name"])


def draw_for(check, seed: str | None = None) -> None:
	"""Writes the sample into a check that is being made. seed: of the lot, the server's own unless a test names one.

	Errors: ValidationError where there is nothing to draw from.
	"""
	check.seed = seed or token_hex(8)
	check.sample_size = cint(check.sample_size) or get_spot_check_size()
	check.population, rows = draw(
		check.evidence, check.unit, check.period_from, check.period_to, check.sample_size, check.seed
	)
	if not rows:
		frappe.throw(_("There is nothing recorded in this period that could be checked."))
	for row in rows:
		check.append("rows", row)


def draw(evidence: str, unit: str, first, last, size: int, seed: str) -> tuple[int, list[dict]]:
	"""(how many there are, the sample): the `size` records whose hash with the seed comes first. Two queries.

	The same seed over the same records draws the same sample, whoever draws it again.
	"""
	kind = KINDS[evidence]
	table = frappe.qb.DocType(kind.doctype)
	day = table[kind.day]
	of_period = (
		frappe.qb.from_(table)
		.where(table.unit.isin(nodes_of("Campus Unit", unit)))
		.where(day >= getdate(first))
		.where(day < getdate(last) + timedelta(days=1))
	)
	for field, values in kind.counting:
		of_period = of_period.where(table[field].isin(values))
	population = of_period.select(Count("*")).run()[0][0]
	drawn = (
		of_period.select(table.name, table.student, day.as_("day"), table.recorded_by)
		.orderby(Lot(Joined(seed, table.name), 256))
		.limit(size)
	)
	return population, [
		{
			"reference_doctype": kind.doctype,
			"reference_name": row.name,
			"student": row.student,
			"happened_on": getdate(row.day),
			"written_by": row.recorded_by,
		}
		for row in drawn.run(as_dict=True)
	]
