"""Asking to read a psychological file 调阅 (domain §8): a purpose, a scope, some hours; decided by the head, and the head's own by Student Affairs."""

from datetime import datetime, timedelta

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import PSYCH_HEAD, STUDENT_AFFAIRS
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import ClosedRequestError
from campus_safety.records.posts import get_users_with_role

REQUEST, FILE = "Campus File Access Request", "Campus Psych File"
REQUESTED, APPROVED, REFUSED = "Requested", "Approved", "Refused"
MOST_HOURS = 72


def approver_of(user: str) -> str:
	"""Nobody opens a file for themselves."""
	return STUDENT_AFFAIRS if has_any_role(user, (PSYCH_HEAD,)) else PSYCH_HEAD


def tell_approver(request) -> None:
	"""A number and what to do; whose file it is stands in the record."""
	tell(
		get_users_with_role(request.approver_role),
		lambda: _("Request {0} to read a psychological file: decide on it").format(request.name),
		f"file-access|{request.name}",
		request,
	)


def approve(request, now: datetime) -> None:
	"""Reading only, for the hours asked for, from now on. Errors: PermissionError, ClosedRequestError."""
	_validate_may(request)
	now = now.replace(microsecond=0)
	_write(request, now, status=APPROVED, expires_at=now + timedelta(hours=request.hours))
	name = frappe.db.get_value(FILE, {"student": request.student})
	access_log.record("State", FILE, name or "-", student=request.student, reason=f"→ {request.name}")


def refuse(request, reason: str, now: datetime) -> None:
	"""Errors: PermissionError, ClosedRequestError, ValidationError without a reason."""
	_validate_may(request)
	if not (reason or "").strip():
		frappe.throw(_("Write the reason."), title=_("Reason needed"))
	_write(request, now, status=REFUSED, refusal=reason.strip())


def _validate_may(request) -> None:
	user = frappe.session.user
	if user == request.recorded_by or not has_any_role(user, (request.approver_role,)):
		frappe.throw(_("This is decided by {0}.").format(_(request.approver_role)), frappe.PermissionError)
	if request.status != REQUESTED:
		frappe.throw(_("{0} is decided already.").format(request.name), ClosedRequestError)


def _write(request, now: datetime, **values) -> None:
	request.update({**values, "decided_by": frappe.session.user, "decided_at": now.replace(microsecond=0)})
	with request.as_app():
		request.save(ignore_permissions=True)  # who decides was checked above
	tell(
		[request.recorded_by],
		lambda: _("Request {0} to read a psychological file was decided").format(request.name),
		f"file-access|{request.name}|decided",
		request,
	)
