"""Asking for a student who came from another class 接手申请 (domain §9): decided by whoever answers for them, or that college."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.checks import get_permitted
from campus_safety.access.scopes import leads_or_heads
from campus_safety.domain.roles import PSYCH_HEAD
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import ClosedRequestError, HandoverStepError
from campus_safety.records.posts import get_holders, get_users_with_role
from campus_safety.services.risk import open_files
from campus_safety.services.risk.handover_drafts import HANDOVER, key_of
from campus_safety.services.risk.open_files import LEDGERS, PERSON
from campus_safety.services.risk.risk_status import get_status_of

REQUEST = "Campus Case Request"
REQUESTED, GRANTED, REFUSED = "Requested", "Granted", "Refused"


def get_writable(name: str):
	"""Errors: PermissionError for whoever has no part in it."""
	return get_permitted(REQUEST, name, "write", _("You may not open this record."))


def validate_asks(request) -> None:
	"""For a student of whom the class is told that there is something, and who is another's.

	Nothing is said here that the status of the student does not say to the class. Errors: HandoverStepError.
	"""
	status = get_status_of(request.student)
	if not status or frappe.db.get_value("Campus Risk Status", status, "status") != "Active":
		frappe.throw(_("Nothing is open of this student of which the class is told."), HandoverStepError)
	if get_ledger(request.student)[PERSON] == frappe.session.user:
		frappe.throw(_("You answer for this student already."), HandoverStepError)


def get_ledger(student: str) -> frappe._dict:
	"""The student's open ledger. Errors: HandoverStepError where there is none any more."""
	found = open_files.read(LEDGERS, [student])
	if not found:
		frappe.throw(_("Nothing is left to hand over."), HandoverStepError)
	return found[0]


def tell_deciders(request) -> None:
	ledger = get_ledger(request.student)
	leads = get_holders(("College Lead",), ledger.college) or get_users_with_role(PSYCH_HEAD)
	tell(
		{ledger[PERSON], *leads},
		lambda: _("Request {0} for a student who changed class: decide on it").format(request.name),
		f"case-request|{request.name}",
		request,
	)


def grant(request, now: datetime) -> str:
	"""Opens the handover of this one student to who asks, or names them in the one that is open. Its number.

	Errors: PermissionError, ClosedRequestError, HandoverStepError where it has been signed for another.
	"""
	ledger = get_ledger(request.student)
	_validate_may(request, ledger)
	name = frappe.db.get_value(
		HANDOVER, {"open_key": key_of(ledger[PERSON], ledger.college, request.student)}, for_update=True
	)
	handover = frappe.get_doc(HANDOVER, name) if name else frappe.new_doc(HANDOVER)
	if name and handover.status != "Draft":
		frappe.throw(_("The handover of this student is signed already."), HandoverStepError)
	if not name:
		handover.update(
			{
				"from_user": ledger[PERSON],
				"reason": "Changed Class",
				"student": request.student,
				"college": ledger.college,
				"status": "Draft",
				"workflow_state": "Draft",
			}
		)
	handover.to_user = request.recorded_by
	handover.opened_by_app = 0  # somebody has decided on it: it does not end by itself
	with handover.as_app():
		handover.save(ignore_permissions=True)  # who decides was checked above
	_write(request, now, status=GRANTED, handover=handover.name)
	return handover.name


def refuse(request, reason: str, now: datetime) -> None:
	"""Errors: PermissionError, ClosedRequestError, ValidationError without a reason."""
	_validate_may(request, get_ledger(request.student))
	if not (reason or "").strip():
		frappe.throw(_("Write the reason."), title=_("Reason needed"))
	_write(request, now, status=REFUSED, refusal=reason.strip())


def _validate_may(request, ledger) -> None:
	user = frappe.session.user
	answers = user == ledger[PERSON] or leads_or_heads(user, ledger.college)
	if user == request.recorded_by or not answers:
		frappe.throw(
			_("Whoever answers for the student, or their College Lead, decides."), frappe.PermissionError
		)
	if request.status != REQUESTED:
		frappe.throw(_("{0} is decided already.").format(request.name), ClosedRequestError)


def _write(request, now: datetime, **values) -> None:
	request.update({**values, "decided_by": frappe.session.user, "decided_at": now.replace(microsecond=0)})
	with request.as_app():
		request.save(ignore_permissions=True)  # who decides was checked above
	tell(
		[request.recorded_by],
		lambda: _("Request {0} for a student who changed class was decided").format(request.name),
		f"case-request|{request.name}|decided",
		request,
	)
