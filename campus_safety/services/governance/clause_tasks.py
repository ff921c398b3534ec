"""Clause tasks 条款任务 done, returned, withdrawn, and counted for the unit that has them (domain §0, §21)."""

from collections import defaultdict
from datetime import date, datetime

import frappe
from frappe import _

from campus_safety.access.scopes import held_units, own_departments
from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.governance.clause_task import Status, count, status_when_done
from campus_safety.engines.messages.telling import tell
from campus_safety.records.scope import get_term_of, nodes_of

TASK = "Campus Clause Task"


def report_done(task, now: datetime) -> None:
	"""The unit that has the task says it is done; the time is the server's. Errors: ValidationError, PermissionError."""
	validate_is(task, Status.OPEN)
	user = frappe.session.user
	if user != "Administrator" and task.responsible_unit not in own_departments(user) | held_units(user):
		frappe.throw(_("A task is reported by the unit that has it."), frappe.PermissionError)
	if not (task.result or "").strip():
		frappe.throw(_("Write under Result what was done, then report it."))
	_write(
		task,
		status=status_when_done(task.due, now.date()).value,
		done_at=now.replace(microsecond=0),
		done_by=user,
		reason=None,
	)
	tell(
		[task.recorded_by],
		lambda: _("Clause task {0} was reported as done").format(task.name),
		f"clause-task-done|{task.name}|{now}",
		task,
	)


def give_back(task, reason: str, now: datetime) -> None:
	"""Not what was asked for: the task is open again, and whoever reported it hears why."""
	validate_is(task, Status.DONE, Status.DONE_LATE)
	reporter = task.done_by
	_write(task, status=Status.OPEN.value, done_at=None, done_by=None, reason=needed(reason))
	tell(
		[reporter],
		lambda: _("Clause task {0} was returned: read why, and report it again").format(task.name),
		f"clause-task-back|{task.name}|{now}",
		task,
	)


def withdraw(task, reason: str) -> None:
	validate_is(task, Status.OPEN)
	_write(task, status=Status.WITHDRAWN.value, reason=needed(reason))


def validate_is(task, *statuses: Status) -> None:
	if task.status not in [status.value for status in statuses]:
		frappe.throw(_("This task is {0} now. Reload the page.").format(_(task.status, context=TASK)))


def needed(reason: str) -> str:
	if not reason.strip():
		frappe.throw(_("Write the reason."), title=_("Reason needed"))
	return reason.strip()


def _write(task, **values) -> None:
	task.update(values)
	with task.as_app():
		task.save(ignore_permissions=True)  # who may was checked by the caller, on the row


def count_of_unit(unit: str, first: date, last: date, today: date) -> dict[str, Coverage]:
	"""{clause: coverage} of tasks due between two days, of a unit and what lies below it."""
	units = nodes_of("Campus Unit", unit)
	found = _count({"responsible_unit": ("in", units), "due": ("between", [first, last])}, ("clause",), today)
	return {clause: coverage for (clause,), coverage in found.items()}


def count_of_term(today: date) -> dict[tuple[str, str], Coverage]:
	"""{(clause, unit): coverage} of the term's tasks."""
	return _count({"term": get_term_of(today)}, ("clause", "responsible_unit"), today)


def _count(filters: dict, by: tuple[str, ...], today: date) -> dict[tuple, Coverage]:
	found = defaultdict(list)
	for row in frappe.get_all(TASK, filters=filters, fields=[*by, "status", "due"]):
		found[tuple(row[field] for field in by)].append((row.status, row.due))
	return {key: count(tasks, today) for key, tasks in found.items()}
