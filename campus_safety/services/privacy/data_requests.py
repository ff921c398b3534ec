"""Requests about personal information 个人信息请求: filed by students themselves, answered by the office that keeps it."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import add_days, formatdate, getdate

from campus_safety.access.queries import dated
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.privacy.requests import DECIDERS, DELETE, KINDS, OWN_PAGE, WARN_DAYS, Status
from campus_safety.engines.messages.page_news import tell_news
from campus_safety.engines.messages.telling import About, tell
from campus_safety.exceptions import ClosedRequestError, DataRequestError
from campus_safety.records import holds
from campus_safety.records.daily import validate_not_too_many
from campus_safety.records.posts import get_users_with_role

REQUEST = "Campus Data Request"
SHOWN = 20


# the student's own


def file_own(student: str, kind: str, concerns: str, text: str, key: str, now: datetime) -> str:
	"""Number of the request; the same key again gives the same one. Whoever calls passes the student of the session."""
	frappe.db.get_value("Campus Student", student, "name", for_update=True)  # two taps queue here
	full_key = _key(student, key)
	if found := frappe.db.get_value(REQUEST, {"request_key": full_key}):
		return found
	if kind not in KINDS or concerns not in DECIDERS:
		frappe.throw(_("Choose what you ask for."), DataRequestError)
	if not (text or "").strip():
		frappe.throw(_("Write which information you mean, and what is to be done with it."), DataRequestError)
	validate_not_too_many(REQUEST, {"student": student, "filed_by_student": 1}, now)
	request = frappe.get_doc(
		{
			"doctype": REQUEST,
			"student": student,
			"kind": kind,
			"concerns": concerns,
			"channel": OWN_PAGE,
			"received_on": now.date(),
			"request": text.strip(),
			"filed_by_student": 1,
			"request_key": full_key,
		}
	)
	with request.as_app():
		request.insert(ignore_permissions=True)  # students have no rights, only these functions
	return request.name


def take_back(student: str, name: str) -> None:
	"""Errors: DoesNotExistError, whether it is nobody's or somebody else's."""
	if not frappe.db.exists(REQUEST, {"name": name, "student": student}):
		frappe.throw(_("{0} is not one of your requests.").format(name), frappe.DoesNotExistError)
	request = frappe.get_doc(REQUEST, name)
	if request.status == Status.WITHDRAWN.value:
		return
	if request.status != Status.OPEN.value:
		frappe.throw(_("{0} is answered already.").format(name), ClosedRequestError)
	request.status = Status.WITHDRAWN.value
	with request.as_app():
		request.save(ignore_permissions=True)  # it is their own: found by number and student


def get_own(student: str) -> list[dict]:
	"""The student's requests, the newest first: what was asked, until when, what was answered."""
	rows = frappe.get_all(
		REQUEST,
		filters={"student": student},
		fields=[
			"name",
			"kind",
			"request",
			"status",
			"due",
			"received_on",
			"answer",
			"refusal_reason",
			"decider",
		],
		order_by="creation desc",
		limit=SHOWN,
	)
	return [_for_student(row) for row in rows]


def _for_student(row) -> dict:
	is_open = row.status == Status.OPEN.value
	return {
		"name": row.name,
		"kind_text": _(row.kind, context=REQUEST),
		"request": row.request,
		"status": row.status,
		"status_text": _(row.status, context=REQUEST),
		"received_text": formatdate(row.received_on, "yyyy-MM-dd"),
		"due_text": formatdate(row.due, "yyyy-MM-dd") if is_open else None,
		"waits_for": _(row.decider, context=REQUEST) if is_open else None,
		"answer": None if is_open else row.answer,
		"refusal_reason": row.refusal_reason,
		"can_take_back": is_open,
	}


def _key(student: str, key: str) -> str:
	key = str(key or "").strip()
	if not 8 <= len(key) <= 64:
		frappe.throw(_("Open the page again and send it once more."), DataRequestError)
	return f"{student}|{key}"


# the answer


def tell_decider(request) -> None:
	"""A number and what to do; whose it is and what is asked stands in the record."""
	tell(
		get_users_with_role(request.decider),
		lambda: _("Request {0} about personal information: answer it by {1}").format(
			request.name, formatdate(request.due)
		),
		f"data-request|{request.name}|{request.decider}",
		request,
	)


def may_decide(request) -> bool:
	"""The office that keeps the information, and nobody else who may write the record."""
	return frappe.session.user == "Administrator" or has_any_role(frappe.session.user, (request.decider,))


def grant(request, answer: str, now: datetime) -> None:
	"""Errors: HeldError where deletion is asked for and the student's records are preserved; DataRequestError."""
	_validate_open(request)
	if request.kind == DELETE and (hold := holds.get_open().students.get(request.student)):
		holds.refuse(request.student, hold)
	_answer(request, Status.GRANTED, now, answer=_needed(answer or request.answer))


def refuse(request, reason: str, now: datetime) -> None:
	"""With the reason, which the person reads (PIPL 50). Errors: DataRequestError."""
	_validate_open(request)
	_answer(request, Status.REFUSED, now, refusal_reason=_needed(reason))


def _answer(request, status: Status, now: datetime, **values) -> None:
	request.update(
		{
			"status": status.value,
			"answered_by": frappe.session.user,
			"answered_at": now.replace(microsecond=0),
			"answered_late": int(now.date() > getdate(request.due)),
			**values,
		}
	)
	with request.as_app():
		request.save()
	tell(
		[request.recorded_by],
		lambda: _("Request {0} about personal information was answered").format(request.name),
		f"data-request-answer|{request.name}",
		request,
	)
	tell_news(request.student, f"{request.name}|answered")


def validate_decides(request) -> None:
	"""Errors: PermissionError for other offices."""
	if not may_decide(request):
		frappe.throw(
			_("This is decided by {0}.").format(_(request.decider, context=REQUEST)), frappe.PermissionError
		)


def _validate_open(request) -> None:
	validate_decides(request)
	if request.status != Status.OPEN.value:
		frappe.throw(_("{0} is answered already.").format(request.name), ClosedRequestError)


def _needed(text: str) -> str:
	if len((text or "").strip()) < 2:
		frappe.throw(_("Write what the person is told."), DataRequestError)
	return text.strip()


def remind(today: date) -> int:
	"""Each office once some days before, and once when the day has passed. How many were told."""
	told = 0
	for row in frappe.get_all(
		REQUEST,
		filters=dated({"status": Status.OPEN.value, "due": ("<=", add_days(today, WARN_DAYS))}),
		fields=["name", "due", "decider"],
		order_by="due asc, name asc",
	):
		late = row.due < today
		told += len(
			tell(
				get_users_with_role(row.decider),
				_words(row, late),
				f"data-request-{late}|{row.name}",
				_about(row),
			)
		)
	return told


def _words(row, late: bool):
	if late:
		return lambda: _("Request {0} about personal information is overdue since {1}").format(
			row.name, formatdate(row.due)
		)
	return lambda: _("Request {0} about personal information: answer it by {1}").format(
		row.name, formatdate(row.due)
	)


def _about(row) -> About:
	return About(REQUEST, row.name)
