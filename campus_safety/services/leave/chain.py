"""A leave and its extensions: one absence in several permits, from the first hour to the last."""

from datetime import datetime

import frappe
from frappe.utils import get_datetime

from campus_safety.domain.leave.permits import (
	APPROVED,
	AWAY,
	CANCELLED,
	GRANTED,
	PENDING,
	RETURNED,
	TAKES_TIME,
	Span,
	joined,
)
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records.states import put
from campus_safety.services.leave.policy import get_policy

PERMIT = "Campus Leave Permit"
LONGEST = 50  # extensions of one leave; a loop in the data ends here


def get_start(permit) -> datetime:
	"""When the absence began: with the first permit of the chain."""
	start, before = get_datetime(permit.from_time), permit.get("extends")
	for _step in range(LONGEST):
		row = before and frappe.db.get_value(PERMIT, before, ["from_time", "extends"], as_dict=True)
		if not row:
			break
		start, before = row.from_time, row.extends
	return start


def get_whole(permit) -> Span:
	"""The whole absence: with what it prolongs, and with every leave that less than a night lies between [P]."""
	policy = get_policy()
	rows = frappe.get_all(
		PERMIT,
		filters={
			"student": permit.student,
			"name": ("!=", permit.name or ""),
			"status": ("in", TAKES_TIME),
		},
		fields=["from_time", "to_time", "actual_return"],
	)
	others = [Span(row.from_time, row.actual_return or row.to_time) for row in rows]
	span = Span(get_start(permit), get_datetime(permit.to_time))
	return joined(span, others, policy.night_from, policy.night_until)


def get_earlier(permit) -> list[str]:
	"""Names of the permits that this one prolongs, the nearest first."""
	names, before = [], permit.get("extends")
	while before and before not in names and len(names) < LONGEST:
		names.append(before)
		before = frappe.db.get_value(PERMIT, before, "extends")
	return names


def get_extension(name: str, statuses: tuple[str, ...] = (*GRANTED, PENDING)) -> str | None:
	"""The permit that prolongs this one, if there is one."""
	return frappe.db.get_value(PERMIT, {"extends": name, "status": ("in", statuses)})


def cancel_later(permit) -> None:
	"""An extension that was still to come is not needed by whoever is back."""
	for name in frappe.get_all(
		PERMIT, {"extends": permit.name, "status": ("in", ("Draft", PENDING, APPROVED))}, pluck="name"
	):
		later = frappe.get_doc(PERMIT, name)
		later.flags.ignore_permissions = True  # follows from a return that somebody was allowed to record
		put(later, CANCELLED)
		with later.as_app():
			later.save()


def close_beside(permit) -> None:
	"""Whoever is back from an emergency is back from the leave it fell into, and the other way round."""
	if not permit.actual_return:
		return
	names = frappe.get_all(
		PERMIT,
		filters={
			"student": permit.student,
			"name": ("!=", permit.name),
			"status": ("in", AWAY),
			"from_time": ("<=", permit.actual_return),
		},
		pluck="name",
		order_by="name asc",
	)
	for name in names:
		other = frappe.get_doc(PERMIT, name, for_update=True)
		other.flags.ignore_permissions = True  # follows from a return that somebody was allowed to record
		for field in ("actual_return", "return_source", "return_recorded_at", "return_place", "return_point"):
			other.set(field, permit.get(field))
		put(other, RETURNED)
		with other.as_app():
			other.save()


def close_earlier(permit) -> None:
	"""Whoever is back is back from all of it: the earlier permits follow the last one."""
	names = get_earlier(permit)
	if not names:
		return
	table = frappe.qb.DocType(PERMIT)
	(
		frappe.qb.update(table)
		.set(table.status, permit.status)
		.set(table.workflow_state, permit.workflow_state)
		.set(table.actual_return, permit.actual_return)
		.set(table.return_source, permit.return_source)
		.set(table.return_recorded_at, permit.return_recorded_at)
		.set(table.return_on_time, permit.return_on_time)
		.set(table.came_back_late, permit.came_back_late)
		.set(table.returned_to, permit.returned_to)
		.set(table.verified_at, permit.verified_at)
		.set(table.modified, permit.modified)
		.where(table.name.isin(names))
		.where(table.status.isin((*AWAY, "Returned")))
		.run()
	)
	follow_rows(PERMIT, names)
