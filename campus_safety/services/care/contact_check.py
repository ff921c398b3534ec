"""Parents who never answer: after three days of trying the class's staff verify the number (domain §2)."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.care.parent_contact import NO_ANSWER, REACHED, days_without_answer
from campus_safety.engines.alerts import loop
from campus_safety.engines.alerts.told import source_of
from campus_safety.records.posts import CLASS_POSTS, get_holders
from campus_safety.services.care.settings import get_no_answer_days

DOCTYPE = "Campus Parent Contact"
NOT_REACHED = source_of("Parents Not Reached", DOCTYPE)


def follow(contact, now: datetime) -> None:
	"""After a save: give the task, or take it back because the family was reached."""
	if contact.result not in (NO_ANSWER, REACHED) or contact.is_final:
		return
	history = frappe.get_all(
		DOCTYPE,
		filters={"student": contact.student, "status": "Recorded"},
		fields=["name", "contact_time", "result"],
	)
	tasks = frappe.get_all(
		"ToDo",
		filters={"reference_type": DOCTYPE, "reference_name": ("in", [row.name for row in history])},
		fields=["name", "status", "date"],
	)
	open_tasks = [task.name for task in tasks if task.status == "Open"]
	if contact.result == REACHED:
		close(open_tasks)
		for row in history:
			loop.end(NOT_REACHED, frappe._dict(doctype=DOCTYPE, name=row.name, status=REACHED), now)
	elif not open_tasks:
		since = max((getdate(task.date) for task in tasks), default=None)
		days = days_without_answer([(getdate(row.contact_time), row.result) for row in history], since)
		if days >= get_no_answer_days():
			give_task(contact)
			loop.raise_alert(NOT_REACHED, contact, now)


def give_task(contact) -> None:
	"""核实联系方式, to the class's staff: the document number and what to do."""
	staff = get_holders(CLASS_POSTS, contact.unit) or [contact.recorded_by]
	for user in staff:
		frappe.get_doc(
			{
				"doctype": "ToDo",
				"allocated_to": user,
				"assigned_by": contact.recorded_by,
				"priority": "High",
				"date": getdate(contact.contact_time),
				"reference_type": DOCTYPE,
				"reference_name": contact.name,
				"description": _("Verify the contact details: {0}").format(contact.name),
			}
		).insert(ignore_permissions=True)  # a task for a colleague


def close(tasks: list[str]) -> None:
	for name in tasks:
		task = frappe.get_doc("ToDo", name)
		task.status = "Closed"
		task.save(ignore_permissions=True)
