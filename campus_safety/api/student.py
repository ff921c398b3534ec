"""Endpoints of the students' pages. Whose data it is comes from the session alone: no argument names a student."""

import base64
import binascii
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.api.counselling_guest import moment_of, wish_of
from campus_safety.domain import local_time
from campus_safety.domain.roles import STUDENT_USER
from campus_safety.exceptions import LeaveTimeError, NotAStudentError, PhotoError
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.counselling import booking, own
from campus_safety.services.education import hours, recommendations
from campus_safety.services.leave import proofs, student_side, student_view
from campus_safety.services.privacy import data_requests


@frappe.whitelist(methods=["GET"])
def get_home() -> dict:
	"""The student's own leaves and residences, what each waits for, and what can be done with it."""
	return student_view.get_home(own_student(), now_datetime())


@frappe.whitelist(methods=["GET"])
def get_reading() -> dict:
	"""{"items": what is recommended, "hours": the student's own hours of education beside what is laid down}."""
	return {"items": recommendations.get_shown(), "hours": hours.get_of_student(own_student())}


@frappe.whitelist(methods=["POST"])
def request_leave(
	key: str,
	leave_type: str,
	from_time: str,
	to_time: str,
	destination: str,
	reason: str,
	contact_phone: str,
	companion: str = "",
) -> str:
	"""Number of the leave; the same key again gives the same number."""
	values = {
		"leave_type": leave_type,
		"from_time": _moment(from_time),
		"to_time": _moment(to_time),
		"destination": destination,
		"reason": reason,
		"contact_phone": contact_phone,
		"companion": companion,
	}
	return student_side.request(own_student(), values, key, now_datetime())


@frappe.whitelist(methods=["POST"])
def request_emergency(key: str, destination: str, contact_phone: str) -> str:
	"""Leave first, papers after: the class's staff are told at once."""
	return student_side.request_emergency(own_student(), destination, contact_phone, key, now_datetime())


@frappe.whitelist(methods=["POST"])
def explain_leave(name: str, reason: str) -> None:
	"""The reason of an emergency, written when there is time for it."""
	student_side.explain(own_student(), name, reason)


@frappe.whitelist(methods=["POST"])
def extend_leave(key: str, name: str, to_time: str, reason: str = "") -> str:
	"""Number of the extension, which is decided like any leave."""
	return student_side.extend(own_student(), name, _moment(to_time), reason, key, now_datetime())


@frappe.whitelist(methods=["POST"])
def cancel_leave(name: str) -> None:
	student_side.cancel(own_student(), name, now_datetime())


@frappe.whitelist(methods=["POST"])
def report_back(
	name: str,
	point: str = "",
	code: str = "",
	latitude: float | None = None,
	longitude: float | None = None,
) -> None:
	"""The student says they are back; a position is used for this moment and not kept."""
	student_side.report_back(own_student(), name, point, code, latitude, longitude, now_datetime())


@frappe.whitelist(methods=["POST"])
def attach_proof(name: str, file_name: str, content: str) -> None:
	"""A photo, as base64. Errors: PhotoError."""
	permit = student_side.get_own(student_side.PERMIT, own_student(), name)
	try:
		photo = base64.b64decode(content.rpartition(",")[2], validate=True)
	except (binascii.Error, ValueError):
		frappe.throw(_("The photo did not arrive whole. Send it again."), PhotoError)
	proofs.attach(permit, photo, file_name, now_datetime())


@frappe.whitelist(methods=["POST"])
def apply_off_campus(
	key: str,
	reason: str,
	address: str,
	from_date: str,
	to_date: str,
	safety_pledge: int,
	landlord_phone: str = "",
	cohabitants: str = "",
) -> str:
	"""Number of the application, which goes to the counsellor first."""
	values = {
		"reason": reason,
		"address": address,
		"from_date": _moment(from_date).date(),
		"to_date": _moment(to_date).date(),
		"safety_pledge": cint(safety_pledge),
		"landlord_phone": landlord_phone,
		"cohabitants": cohabitants,
	}
	return student_side.apply_off_campus(own_student(), values, key, now_datetime())


@frappe.whitelist(methods=["GET"])
def get_data_requests() -> list:
	"""The student's requests about their own information, with the answers."""
	return data_requests.get_own(own_student())


@frappe.whitelist(methods=["POST"])
def request_data(key: str, kind: str, concerns: str, request: str) -> str:
	"""Number of the request; the same key again gives the same number."""
	return data_requests.file_own(own_student(), kind, concerns, request, key, now_datetime())


@frappe.whitelist(methods=["POST"])
def take_back_request(name: str) -> None:
	data_requests.take_back(own_student(), name)


# counselling: nobody but the centre learns of it


@frappe.whitelist(methods=["GET"])
def get_counselling() -> dict:
	"""{"free": times that are offered now, "own": the student's own appointments}."""
	now = now_datetime()
	return {"free": booking.get_free(now), "own": own.get_own(own_student(), now)}


@frappe.whitelist(methods=["POST"])
def book_counselling(
	key: str,
	mode: str,
	urgency: str,
	shift: str = "",
	starts_at: str = "",
	topic: str = "",
	contact: str = "",
	shown_as: str = "",
) -> str:
	"""Number of the appointment; the same key again gives the same one."""
	wish = wish_of(shift, starts_at, mode, urgency, topic, contact, shown_as)
	return own.book(own_student(), wish, key, now_datetime())


@frappe.whitelist(methods=["POST"])
def cancel_counselling(name: str) -> None:
	own.cancel(own.find_own(own_student(), name), now_datetime())


@frappe.whitelist(methods=["POST"])
def choose_another_time(name: str, shift: str, starts_at: str) -> None:
	own.choose_another(own.find_own(own_student(), name), shift, moment_of(starts_at), now_datetime())


def own_student(statuses: tuple[str, ...] = AT_SCHOOL) -> str:
	"""The student of the session. Errors: NotAStudentError for guests, staff, and who has none of these statuses."""
	user = frappe.session.user
	row = (
		user != "Guest"
		and has_any_role(user, (STUDENT_USER,))
		and frappe.db.get_value("Campus Student", {"user": user}, ["name", "status"], as_dict=True)
	)
	if not row or row.status not in statuses:
		frappe.throw(
			_("This account belongs to no student at school. Ask your counsellor to link it."),
			NotAStudentError,
		)
	return row.name


def _moment(text: str) -> datetime:
	"""Errors: LeaveTimeError for what is not a date, or one that does not exist."""
	try:
		return local_time.read(str(text or ""))
	except local_time.NoSuchTime:
		frappe.throw(
			_("There is no such day or time: {0}. Choose another one.").format(str(text)[:40]), LeaveTimeError
		)
	except local_time.TimeForm:
		frappe.throw(_("Choose a date and a time."), LeaveTimeError)
