"""Who takes reports learns who reported: nobody gives themselves this post, and who got or lost it others hear."""

import frappe
from frappe import _

from campus_safety.access.scopes.incidents import INTAKE
from campus_safety.domain.roles import PSYCH_HEAD, SCHOOL_LEADER
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.changes import has_changed
from campus_safety.records.posts import ASSIGNMENT, HELD, get_users_with_role

# what gives the post, or gives it longer; a leave, a number, a note are the holder's own to enter
GIVING = ("position", "holder_user", "level", "unit", "from_date", "to_date")


def validate_not_own(assignment) -> None:
	"""Whatever rights the account has. Errors: OutOfScopeError."""
	if assignment.position != INTAKE or assignment.holder_user != frappe.session.user:
		return
	if assignment.is_new() or any(has_changed(assignment, field) for field in GIVING):
		frappe.throw(
			_("Nobody gives themselves this post, nor changes its days. Ask somebody else who appoints it."),
			OutOfScopeError,
		)


def follow(assignment) -> None:
	"""After a save: appointed, changed in its days, or ended."""
	before = assignment.get_doc_before_save()
	if INTAKE not in (assignment.position, before and before.position):
		return
	if not before or any(has_changed(assignment, field) for field in (*GIVING, "status")):
		_note(assignment, f"→ {assignment.status} {assignment.holder_user}")


def follow_deletion(assignment) -> None:
	if assignment.position == INTAKE:
		_note(assignment, f"deleted {assignment.holder_user}")


def _note(assignment, what: str) -> None:
	"""Who may read what is reported, and who no longer: a line of the log, and those who would wonder."""
	line = access_log.record("Account Change", ASSIGNMENT, assignment.name, reason=f"{INTAKE}: {what}")
	holders = frappe.get_all(ASSIGNMENT, {**HELD, "position": INTAKE}, pluck="holder_user")
	tell(
		[*get_users_with_role(PSYCH_HEAD), *get_users_with_role(SCHOOL_LEADER), *holders],
		lambda: _("Who takes reports has changed: assignment {0}. Look whether that is right.").format(
			assignment.name
		),
		f"report-intake|{line}",
	)
