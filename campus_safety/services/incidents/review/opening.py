"""A review opens the day the incident ends, by itself, and looks back first at what became of earlier ones."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role, leads
from campus_safety.access.scopes.incidents import COMMAND_OFFICES
from campus_safety.domain.governance.clause_task import Status
from campus_safety.records.named import may_be_named
from campus_safety.records.posts import get_users_with_role
from campus_safety.records.states import put
from campus_safety.services.incidents.review import collecting
from campus_safety.services.incidents.settings import get_review_days

REVIEW, ACTION, TASK = "Campus Incident Review", "Campus Review Action", "Campus Clause Task"
DONE = (Status.DONE.value, Status.DONE_LATE.value)


def follow(incident, now: datetime) -> str | None:
	"""After each save of an incident; once, and none for a false alarm."""
	before = incident.get_doc_before_save()
	just_ended = incident.status == "Ended" and not (before and before.status == "Ended")
	if not just_ended or incident.false_alarm or frappe.db.exists(REVIEW, {"incident": incident.name}):
		return None
	review = frappe.get_doc(
		{
			"doctype": REVIEW,
			"incident": incident.name,
			"responsible_person": _writer_of(incident),
			"due": now.date() + timedelta(days=get_review_days()),
			"basic_facts": incident.facts or "",
			"aftercare": incident.aftercare or "",
		}
	)
	collecting.collect(review, incident, now)
	put(review, "Draft")
	with review.as_app():
		review.insert(ignore_permissions=True)  # it opens by itself, whoever has ended the incident
	return review.name


def _writer_of(incident) -> str | None:
	"""The commander, where their office or college answers for incidents; else the Safety Office, which may name them.

	Anybody on the staff opens an incident about anybody and commands it: that alone opens nobody's records.
	"""
	user = incident.commander
	if user and (has_any_role(user, COMMAND_OFFICES) or leads(user, incident.college)):
		return user
	offices = (each for role in COMMAND_OFFICES for each in get_users_with_role(role))
	return next((each for each in offices if may_be_named(REVIEW, "responsible_person", each)), user)


def get_earlier(name: str, today) -> dict:
	"""What became of the actions of all other approved reviews: {"actions", "finished", "late", "open", "overdue", "rows"}.

	rows: those that are open, the oldest first.
	"""
	action, review, task = frappe.qb.DocType(ACTION), frappe.qb.DocType(REVIEW), frappe.qb.DocType(TASK)
	rows = (
		frappe.qb.from_(action)
		.join(review)
		.on((review.name == action.parent) & (action.parenttype == REVIEW))
		.left_join(task)
		.on(task.name == action.clause_task)
		.select(action.action, action.responsible_unit, action.due, task.status)
		.where((review.status == "Approved") & (review.name != name))
		.orderby(action.due)
		.run(as_dict=True)
	)
	finished = [row for row in rows if row.status in DONE]
	still_open = [row for row in rows if row.status not in DONE]
	return {
		"actions": len(rows),
		"finished": len(finished),
		"late": sum(row.status == Status.DONE_LATE.value for row in rows),
		"open": len(still_open),
		"overdue": sum(getdate(row.due) < today for row in still_open),
		"rows": still_open[:20],
	}
