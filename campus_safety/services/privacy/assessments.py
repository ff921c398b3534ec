"""Impact assessments 影响评估: approved by a school leader, and what may not be switched on without one."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.privacy.assessments import APPROVED, DRAFT, REPLACED, keep_until
from campus_safety.domain.roles import SCHOOL_LEADER
from campus_safety.exceptions import AssessmentNeededError

ASSESSMENT = "Campus Impact Assessment"
APPROVERS = (SCHOOL_LEADER,)


def approve(assessment, now: datetime) -> None:
	"""The earlier one of the same activity is replaced by it. Errors: PermissionError, ValidationError."""
	user = frappe.session.user
	if not has_any_role(user, APPROVERS) or user in (assessment.recorded_by, assessment.modified_by):
		frappe.throw(_("A school leader approves it, and not who wrote it."), frappe.PermissionError)
	if assessment.status != DRAFT:
		frappe.throw(_("{0} is decided already.").format(assessment.name))
	if not assessment.valid_until or getdate(assessment.valid_until) <= now.date():
		frappe.throw(_("Enter until when it is valid: a day to come."))
	before = _latest(assessment.activity) if assessment.activity != "Other" else None
	assessment.update(
		{
			"status": APPROVED,
			"approved_by": user,
			"approved_at": now.replace(microsecond=0),
			"kept_until": keep_until(now.date(), getdate(assessment.valid_until)),
			"replaces": before,
		}
	)
	with assessment.as_app():
		assessment.save()
	if before:
		earlier = frappe.get_doc(ASSESSMENT, before)
		earlier.status = REPLACED
		with earlier.as_app():
			earlier.save(ignore_permissions=True)  # a consequence of the approval above


def is_assessed(activity: str, today: date) -> bool:
	"""Is there an approved assessment of it that is still valid?"""
	return bool(get_valid(activity, today))


def get_valid(activity: str, today: date) -> str | None:
	"""Its number."""
	return frappe.db.exists(
		ASSESSMENT, {"activity": activity, "status": APPROVED, "valid_until": (">=", today)}
	)


def validate_assessed(activity: str, today: date) -> None:
	"""Errors: AssessmentNeededError."""
	if not is_assessed(activity, today):
		frappe.throw(
			_(
				"{0} is personal information of many: it is switched on once an impact assessment of it is approved and valid. Write one under Campus Impact Assessment."
			).format(_(activity, context=ASSESSMENT)),
			AssessmentNeededError,
			title=_("Impact assessment needed"),
		)


def _latest(activity: str) -> str | None:
	return frappe.db.get_value(
		ASSESSMENT, {"activity": activity, "status": APPROVED}, order_by="approved_at desc"
	)
