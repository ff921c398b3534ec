"""What students do themselves, on their phone. Whoever calls passes the student found from the session, never from a request.

Students have no rights on any DocType: every function here finds the permit by its number and its student together, so
somebody else's is answered like one that does not exist.
"""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.leave import permits
from campus_safety.domain.plain_line import without_markup
from campus_safety.exceptions import ClosedRequestError, LeaveTimeError, ReturnError
from campus_safety.records.daily import validate_not_too_many
from campus_safety.records.states import put
from campus_safety.services.leave import return_points
from campus_safety.services.leave.bounds import JUST_NOW
from campus_safety.services.leave.overlaps import find_overlap, lock_student
from campus_safety.services.leave.policy import get_policy

PERMIT, RESIDENCE = "Campus Leave Permit", "Campus Off Campus Residence"
ASKED = ("leave_type", "from_time", "to_time", "destination", "reason", "contact_phone", "companion")
LONGEST_REASON = 300
APPLIED = ("reason", "address", "landlord_phone", "cohabitants", "from_date", "to_date", "safety_pledge")


def get_own(doctype: str, student: str, name: str):
	"""Errors: DoesNotExistError, whether it is nobody's or somebody else's."""
	if not frappe.db.exists(doctype, {"name": name, "student": student}):
		frappe.throw(_("{0} is not one of your requests.").format(name), frappe.DoesNotExistError)
	doc = frappe.get_doc(doctype, name)
	doc.flags.ignore_permissions = True  # it is their own: found by number and student
	return doc


# asking


def request(student: str, values: dict, key: str, now: datetime) -> str:
	"""File a leave; the same key again gives the same leave back (a double tap, a lost answer)."""
	return _once(PERMIT, student, key) or _file(
		student, {field: values.get(field) for field in ASKED}, key, now
	)


def request_emergency(student: str, destination: str, contact_phone: str, key: str, now: datetime) -> str:
	"""Leave first, papers after: where to and how to reach, everything else from the settings. Whatever other leave there is, it
	goes through; tapped again while one runs, it is that one.
	"""
	begins = now.replace(microsecond=0)
	span = permits.Span(begins, begins + timedelta(hours=get_policy().emergency_hours))
	found = _once(PERMIT, student, key) or find_overlap(student, span, but=None, emergencies=True)
	if found:
		return found if isinstance(found, str) else found.name
	return _file(
		student,
		{
			"leave_type": permits.EMERGENCY,
			"from_time": begins,
			"to_time": span.end,
			"destination": destination,
			"contact_phone": contact_phone,
			"reason": _("Emergency: leaving at once, papers to follow"),
		},
		key,
		now,
	)


def explain(student: str, name: str, reason: str) -> None:
	"""The papers that follow an emergency, or a better reason: while nobody has decided. Errors: ClosedRequestError."""
	doc = get_own(PERMIT, student, name)
	reason = without_markup(str(reason or "")).strip()[:LONGEST_REASON]
	if len(reason) < 2:
		frappe.throw(_("Write why you had to go."), frappe.MandatoryError)
	if doc.status != permits.PENDING:
		frappe.throw(
			_("This leave is {0}: its reason does not change any more.").format(
				_(doc.status, context=PERMIT)
			),
			ClosedRequestError,
		)
	doc.reason = reason
	with doc.as_app():
		doc.save()


def extend(student: str, name: str, to_time: datetime, reason: str, key: str, now: datetime) -> str:
	"""A new permit from the end of the old one; see the permit's `validate_extension` for what is refused."""
	found = _once(PERMIT, student, key)
	if found:
		return found
	first = get_own(PERMIT, student, name)
	values = {field: first.get(field) for field in ASKED}
	values.update(from_time=first.to_time, to_time=to_time, reason=reason or first.reason, extends=first.name)
	if first.leave_type == permits.EMERGENCY:
		values["leave_type"] = "Personal"  # the emergency is over: an extension is decided first
	return _file(student, values, key, now)


def _once(doctype: str, student: str, key: str) -> str | None:
	"""What the same key has made already; requests of one student queue here, so that two taps are one."""
	lock_student(student)
	return frappe.db.get_value(doctype, {"request_key": _key(student, key)}, for_update=True)


def _key(student: str, key: str) -> str:
	key = str(key or "").strip()
	if not 8 <= len(key) <= 64:
		frappe.throw(_("Open the page again and send it once more."))
	return f"{student}|{key}"


def _file(student: str, values: dict, key: str, now: datetime) -> str:
	doc = frappe.get_doc(
		{
			"doctype": PERMIT,
			**values,
			"student": student,
			"filed_by_student": 1,
			"request_key": _key(student, key),
		}
	)
	if doc.leave_type != permits.EMERGENCY and not doc.get("extends"):
		_validate_ahead(doc, now)
	is_emergency = doc.leave_type == permits.EMERGENCY
	kind = {"leave_type": ("=" if is_emergency else "!=", permits.EMERGENCY)}  # leaves use up no emergency
	validate_not_too_many(PERMIT, {"student": student, "filed_by_student": 1, **kind}, now)
	put(doc, permits.PENDING)
	return _insert(doc)


def _insert(doc) -> str:
	with doc.as_app():
		return doc.insert(ignore_permissions=True).name  # students have no rights, only these functions


def _validate_ahead(doc, now: datetime) -> None:
	if get_datetime(doc.from_time) < now - JUST_NOW:
		frappe.throw(
			_(
				"A leave is asked for before it begins. If you had to go already, use Emergency Leave or call your counsellor."
			),
			LeaveTimeError,
			title=_("In the past"),
		)


# taking back, coming back


def cancel(student: str, name: str, now: datetime) -> None:
	"""Before it begins; afterwards one reports back. Twice is once."""
	doc = get_own(PERMIT, student, name)
	if doc.status == permits.CANCELLED:
		return
	not_begun = doc.status == permits.APPROVED and now < get_datetime(doc.from_time)
	waiting = doc.status in (permits.DRAFT, permits.PENDING) and not doc.overdue_since
	if not (waiting or not_begun):
		frappe.throw(
			_("This leave is {0}; it cannot be cancelled. When you are back, report back.").format(
				_(doc.status, context=PERMIT)
			),
			ClosedRequestError,
		)
	put(doc, permits.CANCELLED)
	with doc.as_app():
		doc.save()


def report_back(
	student: str,
	name: str,
	point: str,
	code: str,
	latitude: float | None,
	longitude: float | None,
	now: datetime,
) -> None:
	"""A claim until staff verify it. With the code of a return point it says where. Twice is once."""
	doc = get_own(PERMIT, student, name)
	if doc.status in permits.BACK or doc.actual_return:
		return
	_validate_away(doc, now)
	place = return_points.get_point(point, code) if point else None
	doc.actual_return = doc.return_recorded_at = now.replace(microsecond=0)
	doc.return_source = "Return Point" if place else "Student"
	doc.return_point = place.name if place else None
	doc.return_place = (
		return_points.judge_position(place, latitude, longitude) if place else return_points.NOT_GIVEN
	)
	if doc.status != permits.PENDING:  # an emergency still waits for its decision
		put(doc, permits.RETURNED)
	with doc.as_app():
		doc.save()


def _validate_away(doc, now: datetime) -> None:
	begun = now >= get_datetime(doc.from_time)
	away = doc.status in permits.AWAY or (begun and doc.status == permits.APPROVED)
	if not (away or (begun and doc.status == permits.PENDING and doc.leave_type == permits.EMERGENCY)):
		frappe.throw(
			_("You are not on leave with {0} ({1}); there is nothing to report back from.").format(
				doc.name, _(doc.status, context=PERMIT)
			),
			ReturnError,
			title=_("Not on leave"),
		)


# living off campus


def apply_off_campus(student: str, values: dict, key: str, now: datetime) -> str:
	found = _once(RESIDENCE, student, key)
	if found:
		return found
	doc = frappe.get_doc(
		{
			"doctype": RESIDENCE,
			**{field: values.get(field) for field in APPLIED},
			"student": student,
			"filed_by_student": 1,
			"request_key": _key(student, key),
		}
	)
	if not doc.safety_pledge:
		frappe.throw(_("Read the safety pledge and tick it."), frappe.MandatoryError)
	validate_not_too_many(RESIDENCE, {"student": student, "filed_by_student": 1}, now)
	put(doc, "Counsellor Review")
	return _insert(doc)
