"""What time alone does to leaves and residences; set-based, and done again it changes nothing."""

from datetime import datetime

import frappe
from frappe.utils import getdate
from pypika import Criterion

from campus_safety.domain.leave import permits
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records.states import state_of
from campus_safety.services.leave.policy import get_policy

PERMIT, RESIDENCE = "Campus Leave Permit", "Campus Off Campus Residence"


def begin(now: datetime) -> int:
	"""Approved ones whose hour has come; after an emergency the student may be back before the approval."""
	permit = frappe.qb.DocType(PERMIT)
	approved = permit.status == permits.APPROVED
	_move(permit, approved & permit.actual_return.notnull(), permits.RETURNED, now)
	return _move(
		permit, approved & permit.actual_return.isnull() & (permit.from_time <= now), permits.ON_LEAVE, now
	)


def overdue(now: datetime) -> list[str]:
	"""On leave past the end and the grace, and not prolonged; an emergency that was never decided, too. Their names."""
	names = _find_overdue(now)
	if not names:
		return []
	permit = frappe.qb.DocType(PERMIT)
	these = permit.name.isin(names)
	frappe.qb.update(permit).set(permit.overdue_since, now).where(these).run()
	_move(permit, these & (permit.status == permits.ON_LEAVE), permits.OVERDUE, now)
	follow_rows(PERMIT, names)
	return names


def _find_overdue(now: datetime) -> list[str]:
	permit, later = frappe.qb.DocType(PERMIT), frappe.qb.DocType(PERMIT).as_("later")
	prolonged = (
		frappe.qb.from_(later)
		.select(later.extends)
		.where(later.extends.notnull() & later.status.isin(permits.GRANTED))
	)
	rows = (
		frappe.qb.from_(permit)
		.select(permit.name)
		.where(
			(permit.status == permits.ON_LEAVE)
			| ((permit.status == permits.PENDING) & (permit.leave_type == permits.EMERGENCY))
		)
		.where(permit.to_time < now - get_policy().grace)
		.where(permit.actual_return.isnull() & permit.overdue_since.isnull())
		.where(permit.name.notin(prolonged))
		.for_update()
		.run()
	)
	return [row[0] for row in rows]


def expire(now: datetime) -> int:
	"""Residences whose last night is over."""
	residence = frappe.qb.DocType(RESIDENCE)
	ended = (residence.status == "Active") & (residence.to_date < getdate(now))
	frappe.qb.update(residence).set(residence.ended_on, residence.to_date).where(ended).run()
	return _move(residence, ended, "Expired", now)


def _move(table, condition: Criterion, status: str, now: datetime) -> int:
	doctype = table.get_table_name().removeprefix("tab")
	found = [row[0] for row in frappe.qb.from_(table).select(table.name).where(condition).run()]
	if found:
		(
			frappe.qb.update(table)
			.set(table.status, status)
			.set(table.workflow_state, state_of(doctype, status))
			.set(table.modified, now)  # an open form says that somebody has changed it
			.where(table.name.isin(found))
			.run()
		)
		follow_rows(doctype, found)
	return len(found)
