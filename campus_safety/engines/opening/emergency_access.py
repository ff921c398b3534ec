"""Breaking the glass 紧急查看 (domain §0): a person outside the circle who must act reads an L3 record for a few hours.

A stated reason, read access that ends by itself, a notice to Psych Head, a line in the log. L4 is never opened so.
"""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.checks import administers, covers_student
from campus_safety.access.rules import RULES
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import DESK_ROLES, PSYCH_HEAD
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import validate_reason
from campus_safety.engines.opening.settings import get_emergency_length, get_shortest_emergency_reason
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.posts import get_users_with_role

THREAT = "Threat to Life"
# the grounds there are: a list that grows by itself is no ground (HL7 break-glass)
GROUNDS = (THREAT, "Covering for Who Is Absent", "Student Cannot Answer", "Confirming Who It Is")


def break_glass(
	student: str, reason: str, now: datetime, doctype: str = "Campus Risk Ledger", ground: str = THREAT
) -> dict | None:
	"""Open the student's current record of `doctype` to the session user; None when there is none.

	Errors: OutOfScopeError unless the user looks after the student; ValidationError without a real reason.
	"""
	on_duty = has_any_role(frappe.session.user, DESK_ROLES)  # an administrator of the machine is not
	if administers(frappe.session.user) or not on_duty or not covers_student(student):
		frappe.throw(
			_("You do not look after this student. Call the Psych Head or the duty officer."), OutOfScopeError
		)
	validate_reason(reason)
	if ground not in GROUNDS:
		frappe.throw(_("Choose the ground on which you open it."))
	least = get_shortest_emergency_reason()
	if len(reason.strip()) < least:
		frappe.throw(_("Describe the danger in at least {0} characters.").format(least))
	if doctype not in RULES or not RULES[doctype].opens_in_emergency:
		frappe.throw(_("This is not opened in an emergency."), frappe.PermissionError)
	name = frappe.db.get_value(doctype, {"student": student}, "name", order_by="creation desc")
	said = f"{_(ground, context='Campus Emergency Access')}: {reason.strip()}"
	access_log.record("Emergency Access", doctype, name or "-", student=student, reason=said)
	return _grant(doctype, name, student, ground, reason.strip(), now) if name else None


def _grant(doctype: str, name: str, student: str, ground: str, reason: str, now: datetime) -> dict:
	grant = frappe.get_doc(
		{
			"doctype": "Campus Emergency Access",
			"user": frappe.session.user,
			"reference_doctype": doctype,
			"reference_name": name,
			"student": student,
			"granted_at": now,
			"expires_at": now + get_emergency_length(),
			"ground": ground,
			"reason": reason,
		}
	)
	with grant.as_app():
		grant.insert(ignore_permissions=True)  # the person is outside the circle: that is the point
	_tell_psych_heads(grant)
	return {"doctype": doctype, "name": name, "expires_at": grant.expires_at}


def _tell_psych_heads(grant) -> None:
	"""On every way they are reached: the document number and the action, nothing else."""
	tell(
		get_users_with_role(PSYCH_HEAD),
		lambda: _("Emergency access {0} was opened and waits for your review").format(grant.name),
		f"emergency|{grant.name}",
		grant,
	)
