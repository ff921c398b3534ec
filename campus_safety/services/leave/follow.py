"""What follows when a leave changes its status: who is told, what else moves."""

from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain import roles as r
from campus_safety.domain.leave import permits
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import CLASS_POSTS, get_holders, get_users_with_role
from campus_safety.services.leave import absence, chain

POSITIONS = {r.COUNSELLOR: "Counsellor", r.CLASS_ADVISER: "Class Adviser", r.COLLEGE_LEAD: "College Lead"}


def follow(doc) -> None:
	"""`on_update` of a permit."""
	before = doc.get_doc_before_save()
	if before and before.status == doc.status:
		return
	if doc.status == permits.PENDING:
		_tell_deciders(doc)
	elif doc.status in (permits.APPROVED, permits.REJECTED):
		_tell_class_staff(doc)
		if doc.status == permits.APPROVED:
			absence.prompt_when_too_much(doc, get_datetime(doc.from_time), get_datetime(doc.to_time))
	elif doc.status in permits.BACK:
		chain.close_earlier(doc)
		chain.cancel_later(doc)


def get_deciders(role: str, unit: str, college: str | None) -> list[str]:
	"""Whose work it is: who holds the post for the class or college, else everybody in that office.

	A post that nobody holds leaves no request unheard: it goes one step up.
	"""
	position = POSITIONS.get(role)
	if position in CLASS_POSTS:
		return get_holders(CLASS_POSTS, unit) or get_deciders(r.COLLEGE_LEAD, unit, college)
	if position:
		return get_holders((position,), college) or get_users_with_role(r.STUDENT_AFFAIRS)
	return get_users_with_role(role)


def _tell_class_staff(doc) -> None:
	"""What the college or an office has decided about their student."""
	if POSITIONS.get(doc.approver_role) not in CLASS_POSTS:
		tell(
			get_holders(CLASS_POSTS, doc.unit),
			lambda: _("Leave {0}: {1}.").format(doc.name, _(doc.status, context=doc.doctype)),
			f"leave|{doc.name}|{doc.status}",
			doc,
		)


def _tell_deciders(doc) -> None:
	"""Beside the alert "Leave to Decide", which the save raises: the class's staff hear of whoever leaves now."""
	if doc.leave_type == permits.EMERGENCY:
		tell(
			get_deciders(r.COUNSELLOR, doc.unit, doc.college),
			lambda: _("Emergency leave {0}: the student is leaving now. Call them and their parents.").format(
				doc.name
			),
			f"leave|{doc.name}|emergency",
			doc,
			Weight.URGENT,
		)


# what the alert asks (declared/leave.py)


def is_to_decide(doc) -> bool:
	return doc.status == permits.PENDING


def get_its_deciders(doc) -> list[str]:
	return get_deciders(doc.approver_role, doc.unit, doc.college)


def words_for_deciders(doc) -> str:
	return _("Leave {0} waits for your decision.").format(doc.name)
