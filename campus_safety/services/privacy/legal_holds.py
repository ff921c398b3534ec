"""Releasing a hold 解除保全: one person proposes it with a reason, another one releases (domain §0: two keys)."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.access.checks import administers
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import DISCIPLINE_OFFICE, SAFETY_OFFICE, SCHOOL_LEADER
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_users_with_role

KEEPERS = (SAFETY_OFFICE, DISCIPLINE_OFFICE, SCHOOL_LEADER)
OPEN, PROPOSED, RELEASED = "Open", "Release Proposed", "Released"


def propose_release(hold, reason: str, now: datetime) -> None:
	"""The hold goes on until somebody else agrees. Errors: ValidationError without a reason, or when it is not open."""
	_validate_keeper()
	_validate_is(hold, OPEN)
	if not (reason or "").strip():
		frappe.throw(_("Write the reason."), title=_("Reason needed"))
	_write(
		hold,
		status=PROPOSED,
		release_reason=reason.strip(),
		release_proposed_by=frappe.session.user,
		release_proposed_at=now.replace(microsecond=0),
	)
	_tell(
		hold,
		lambda: _("Release of the hold {0} was proposed and waits for a second person").format(hold.name),
	)


def keep_on(hold) -> None:
	"""A proposal is taken back or refused: the hold goes on as before."""
	_validate_is(hold, PROPOSED)
	_write(hold, status=OPEN, release_reason=None, release_proposed_by=None, release_proposed_at=None)


def release(hold, now: datetime) -> None:
	"""By another person than who proposed it. Errors: PermissionError."""
	_validate_keeper()
	_validate_is(hold, PROPOSED)
	if frappe.session.user == hold.release_proposed_by:
		frappe.throw(
			_("{0} proposed it. The second key is another person's.").format(
				get_fullname(hold.release_proposed_by)
			),
			frappe.PermissionError,
		)
	_write(hold, status=RELEASED, released_by=frappe.session.user, released_at=now.replace(microsecond=0))
	_tell(hold, lambda: _("The hold {0} was released").format(hold.name))


def _validate_keeper() -> None:
	"""Whoever administers the machine holds every role it likes; the two keys are people's of two offices."""
	if administers(frappe.session.user) or not has_any_role(frappe.session.user, KEEPERS):
		frappe.throw(_("This is decided by other offices."), frappe.PermissionError)


def _validate_is(hold, status: str) -> None:
	if hold.status != status:
		frappe.throw(_("This hold is {0} now. Reload the page.").format(_(hold.status, context=hold.doctype)))


def _write(hold, **values) -> None:
	hold.update(values)
	with hold.as_app():
		hold.save()


def _tell(hold, write) -> None:
	users = {user for role in KEEPERS for user in get_users_with_role(role)}
	tell(users, write, f"hold|{hold.name}|{hold.status}|{hold.modified}", hold)
