"""A review is submitted when it says everything, approved by a leader; then its actions are dated tasks."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.incidents.review import SECTIONS
from campus_safety.exceptions import ReviewStepError
from campus_safety.records.states import put
from campus_safety.services.incidents.review.opening import TASK

CLAUSE = "五(四)"
UNIT_TYPES = ("Department", "College")


def validate_writer(review, before, user: str) -> None:
	"""Whoever writes it, or the Safety Office. Errors: ReviewStepError."""
	changed = {*review.changed_content(before)}
	if review.flags.app_write or not changed:
		return
	validate_writes(before, user)
	if "responsible_person" in changed and user == before.responsible_person:
		_refuse(_("Who writes a review is named by the Safety Office."))


def writes(review, user: str) -> bool:
	return user in ("Administrator", review.responsible_person) or has_any_role(user, (r.SAFETY_OFFICE,))


def validate_writes(review, user: str) -> None:
	"""Errors: ReviewStepError."""
	if not writes(review, user):
		_refuse(
			_("This review is written by {0}, or by the Safety Office.").format(
				get_fullname(review.responsible_person)
			)
		)


def validate_step(review, before, user: str) -> None:
	"""Errors: ReviewStepError naming what is empty."""
	if not before or before.status == review.status:
		return
	if review.status == "Submitted":
		validate_writes(review, user)
		validate_complete(review)
	if review.status == "Approved" and user == review.submitted_by:
		_refuse(_("Whoever submits a review does not approve it."))


def validate_complete(review) -> None:
	"""Errors: ReviewStepError."""
	gaps = [
		_("{0} is empty.").format(_(review.meta.get_label(field), context=review.doctype))
		for field in SECTIONS
		if not (review.get(field) or "").strip()
	]
	if not review.actions:
		gaps.append(_("There is no action: say what will be different, by whom and by when."))
	if gaps:
		frappe.throw(gaps, ReviewStepError, title=_("Not complete"), as_list=True)


def validate_actions(review, before, today) -> None:
	"""Each is a department's or college's, and lies ahead. Errors: ReviewStepError naming the row."""
	known = {row.name: getdate(row.due) for row in before.actions} if before else {}
	for row in review.actions:
		kind = frappe.db.get_value("Campus Unit", row.responsible_unit, "unit_type")
		if row.responsible_unit and kind not in UNIT_TYPES:
			_refuse(_("Row {0}: an action is a department's or a college's. Choose one.").format(row.idx))
		if row.due and known.get(row.name) != getdate(row.due) and getdate(row.due) < today:
			_refuse(_("Row {0}: the day would be over already.").format(row.idx))


def follow(review, before, now: datetime) -> None:
	"""What a step writes down."""
	if not before or before.status == review.status:
		return
	at = now.replace(microsecond=0)
	if review.status == "Submitted":
		review.submitted_by, review.submitted_at = frappe.session.user, at
	elif review.status == "Draft":
		review.submitted_by = review.submitted_at = None
	else:
		review.approved_by, review.approved_at = frappe.session.user, at
		for row in review.actions:
			row.clause_task = row.clause_task or _make_task(review, row, now)


def end_incident(review, before) -> None:
	"""What is approved closes its incident: reviewed."""
	if review.status != "Approved" or not before or before.status == "Approved":
		return
	incident = frappe.get_doc("Campus Emergency Incident", review.incident, for_update=True)
	put(incident, "Reviewed")
	with incident.as_app():
		incident.save(ignore_permissions=True)  # a leader approves the review; the incident follows by itself


def _make_task(review, row, now: datetime) -> str:
	if not frappe.db.exists("Campus Notice Clause", CLAUSE):
		_refuse(_("There is no notice clause {0}: an administrator restores it first.").format(CLAUSE))
	task = frappe.get_doc(
		{
			"doctype": TASK,
			"clause": CLAUSE,
			"responsible_unit": row.responsible_unit,
			"due": max(getdate(row.due), now.date()),
			"task": f"{review.name}：{row.action}",
		}
	)
	return task.insert(ignore_permissions=True).name  # the leader who approves need not give tasks


def _refuse(text: str) -> None:
	frappe.throw(text, ReviewStepError)
