"""Duties of the whole school, counted in one index that holds whatever figures are made of, without reading the rows.

A stretch of the index is one rule's duties of some periods, about key students or not, so every question names the rules; within it equal duties lie side by
side, and counted in its order they need no sorting.
"""

from collections.abc import Sequence

import frappe
from pypika.functions import Count
from pypika.terms import Criterion

from campus_safety.engines.duties.generate import FIGURES, OBLIGATION

IN_ORDER = ("rule", "is_risk", "period_start", "period_end", "college", "state", "unit", "responsible_user")


def get_rules() -> list[str]:
	"""Rules of which there are duties: found by jumps in the index."""
	duty = frappe.qb.DocType(OBLIGATION)
	return [name for (name,) in frappe.qb.from_(duty).select(duty.rule).distinct().run()]


def of_the_school(duty):
	"""A query over all duties, for conditions on the fields of the index."""
	query = frappe.qb.from_(duty).force_index(FIGURES)
	return query.where(duty.rule.isin(get_rules() or [""]) & duty.is_risk.isin((0, 1)))


def count_in_order(duty, fields: Sequence[str], condition: Criterion, *more):
	"""Equal duties as one row with their `number`. fields: the first ones of `IN_ORDER`; more: further sums over each row's duties."""
	columns = [duty[name] for name in fields]
	return (
		of_the_school(duty)
		.select(*columns, Count("*").as_("number"), *more)
		.where(condition)
		.groupby(*columns)
	)
