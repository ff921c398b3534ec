"""Who may do which step of a complaint, and what it needs. Whom it is about does none."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.appeals import ETHICS, is_about, own_units, takes
from campus_safety.domain import roles as r
from campus_safety.domain.governance.appeals import UNANSWERED, needs_second_reader
from campus_safety.exceptions import AppealStepError

TICKET = "Campus Appeal Ticket"
# as it came in
TOLD = ("source", "content", "received_at")
GIVEN = (
	"category",
	"urgent",
	"petition",
	"concerns_intake",
	"about_user",
	"about_others",
	"about_words",
	"policy",
	"place",
	"handler_unit",
	"handler",
	"difficulty",
)
ANSWERED = ("first_response", "reply", "outcome", "outcome_reason", "cause")
FOR_ALL = ("public_summary", "change_made")
# what a second reader has read
READ = ("reply", "outcome", "outcome_reason")


def handles(user: str, ticket) -> bool:
	"""Who answers it: whoever it is given to, the unit that has it, the office that took it; never whom it is about."""
	if is_about(user, ticket):
		return False
	if user == ticket.get("handler") or takes(user, ticket):
		return True
	return (
		not ticket.get("personal")
		and bool(ticket.get("handler_unit"))
		and ticket.handler_unit in own_units(user)
	)


def supervises(user: str, ticket) -> bool:
	return has_any_role(user, (r.SCHOOL_LEADER, r.DISCIPLINE_OFFICE)) and not is_about(user, ticket)


def validate_writer(ticket, before, changed: set[str], user: str, now: datetime) -> None:
	"""Errors: AppealStepError."""
	if is_about(user, before):
		_refuse(_("Whoever a complaint is about does not handle it."))
	if changed & {*TOLD}:
		_refuse(_("What was asked for stays as it came in."))
	if changed & {*GIVEN} and not takes(user, before):
		_refuse(_("What kind it is, and who handles it, is said by the office that takes complaints."))
	if "category" in changed and before.category == ETHICS and not has_any_role(user, (r.DISCIPLINE_OFFICE,)):
		_refuse(_("What is about conduct stays so, unless the Discipline Office says otherwise."))
	_validate_measure(ticket, before, changed, now)
	if changed & {*ANSWERED, *FOR_ALL} and not handles(user, before):
		_refuse(_("It is answered by whoever handles it."))
	if "first_response" in changed and before.first_response:
		_refuse(_("The first answer stands. Write the rest into the reply."))
	if changed & {"reply", "outcome", "outcome_reason"} and before.status not in UNANSWERED:
		_refuse(_("It has been answered. Take it up again first."))


def get_closed_fields(ticket, user: str) -> list[str]:
	"""What `validate_writer` refuses to this person now."""
	parts = (*GIVEN, *ANSWERED, *FOR_ALL)
	closed = [*TOLD, "appellant", "contact"]
	if is_about(user, ticket):
		return [*closed, *parts]
	if not takes(user, ticket):
		closed += GIVEN
	elif ticket.category == ETHICS and not has_any_role(user, (r.DISCIPLINE_OFFICE,)):
		closed.append("category")
	if not handles(user, ticket):
		closed += [*ANSWERED, *FOR_ALL]
	if ticket.first_response:
		closed.append("first_response")
	if ticket.status not in UNANSWERED:
		closed += READ
	return closed


def set_released(ticket, before, user: str) -> None:
	"""What all may read was read by the office that takes it: another text, written by whoever handles it, waits for that."""
	if ticket.flags.app_write or not before:
		return
	if any((ticket.get(field) or "") != (before.get(field) or "") for field in FOR_ALL):
		released = takes(user, before)
		ticket.released_by = user if released else None
		if not released:
			ticket.published_on = None


def validate_people(ticket) -> None:
	"""Errors: AppealStepError."""
	if ticket.handler and is_about(ticket.handler, ticket):
		_refuse(_("Whoever a complaint is about does not handle it. Name somebody else under Handled By."))
	if ticket.handler and not (
		frappe.db.get_value("User", ticket.handler, "enabled") and has_any_role(ticket.handler, r.DESK_ROLES)
	):
		_refuse(_("{0} is not an account of the staff.").format(_name(ticket.handler)))


def validate_step(ticket, before, user: str) -> None:
	"""By where it leads, for a school may draw other ways into its workflow. Errors: AppealStepError, MandatoryError."""
	status = ticket.status
	if is_about(user, before):
		_refuse(_("Whoever a complaint is about does not handle it."))
	if status in ("Triaged", "Assigned", "Closed") or before.status in ("Replied", "Revisited", "Closed"):
		if not takes(user, before):
			_refuse(_("This step is the office's that takes complaints."))
	elif not handles(user, before):
		_refuse(_("{0} handles this complaint.").format(_name(before.handler)))
	if status in ("Assigned", "Handling", "Replied"):
		_need(ticket, "handler_unit", "handler")
	if status == "Replied":
		_need(ticket, "reply", "outcome", "cause")
		if ticket.outcome == "Joined":
			_refuse(_("Join it to the other complaint by the button: that closes it."))
		if ticket.outcome != "Solved":
			_need(ticket, "outcome_reason")
	if status in ("Replied", "Closed") and needs_second_reader(ticket.outcome, ticket.category):
		if not ticket.second_reader:
			_refuse(_("Somebody else has to read it and agree first: a second reader."))
		if status == "Replied" and ticket.second_reader in (user, ticket.handler):
			_refuse(_("It is answered by another person than its second reader."))
	if status == "Closed" and ticket.category == "Ethics" and user == ticket.second_reader:
		_refuse(_("A complaint about conduct is closed by another person than its second reader."))


def read_second(ticket, user: str, now: datetime) -> None:
	"""Another person agrees with the outcome. Errors: AppealStepError."""
	if not needs_second_reader(ticket.outcome, ticket.category) or not ticket.reply or not ticket.outcome:
		_refuse(_("There is nothing to agree with yet: reply and outcome are written first."))
	if user == ticket.handler or not takes(user, ticket):
		_refuse(_("The second reader is of the office that takes it, and has not handled it."))
	ticket.second_reader, ticket.second_read_at = user, now.replace(microsecond=0)
	_save(ticket)


def supervise(ticket, note: str, user: str) -> None:
	"""A leader, or the Discipline Office, takes it under supervision. Errors: AppealStepError."""
	if not supervises(user, ticket):
		_refuse(_("A complaint is supervised by a school leader or the Discipline Office."))
	if ticket.status == "Closed" or not note.strip():
		_refuse(_("Write what you ask for. What is closed is not supervised any more."))
	ticket.supervised_by, ticket.supervision_note = user, note.strip()
	_save(ticket)


def publish(ticket, user: str, now: datetime) -> None:
	"""What changed because somebody asked, for all. Errors: AppealStepError, MandatoryError."""
	if not takes(user, ticket):
		_refuse(_("This step is the office's that takes complaints."))
	if ticket.personal:
		_refuse(_("What is about a person is not published."))
	_need(ticket, "public_summary", "change_made")
	ticket.published_on, ticket.released_by = now.date(), user
	_save(ticket)


def _save(ticket) -> None:
	with ticket.as_app():
		ticket.save(ignore_permissions=True)  # who may was checked above, on the row


def _validate_measure(ticket, before, changed: set[str], now: datetime) -> None:
	"""Nobody makes in time afterwards what was late. Errors: AppealStepError."""
	calmed = (
		before.urgent
		and not ticket.urgent
		and (before.first_response_at or _is_over(before.response_due, now))
	)
	solving = changed & {"difficulty", "petition"} and (before.replied_at or _is_over(before.due, now))
	if calmed or solving:
		_refuse(_("The clock has run out, or has stopped: by what it is measured stays."))


def _is_over(due, now: datetime) -> bool:
	return bool(due) and get_datetime(due) < now


def _need(ticket, *fields: str) -> None:
	missing = [field for field in fields if not str(ticket.get(field) or "").strip()]
	if missing:
		labels = "、".join(_(ticket.meta.get_label(field), context=TICKET) for field in missing)
		frappe.throw(_("Fill in before this step: {0}.").format(labels), frappe.MandatoryError)


def _name(user: str | None) -> str:
	return (user and frappe.db.get_value("User", user, "full_name")) or _("Nobody")


def _refuse(text: str) -> None:
	frappe.throw(text, AppealStepError)
