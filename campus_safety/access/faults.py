"""What the database could not do, in the words of whoever had asked: what it means, that nothing was saved, what to do now.

The framework wraps these errors and then does not know them again, so a person reads the name of a Python class. They are noted where
the framework logs them, the only moment at which it holds the error, and said when the answer is ready. What the form holds stays.
"""

import json
from html import escape

import frappe
from frappe import _

from campus_safety.domain.database_faults import Kind, find_kind

EXC_TYPE = "DatabaseFault"  # in the place of a class of the framework's, which its Desk would comment on
RETRY_AFTER = 5  # seconds
STATUS = 503  # the Desk shows the message alone: no dialog with a traceback, and phones keep what waits


def note(error: BaseException | None) -> None:
	"""Of the request at work; called where its error is logged."""
	if getattr(frappe.local, "request", None) and (kind := find_kind(error)):
		frappe.flags.campus_fault = kind


def say(response=None, request=None) -> None:
	"""`after_request`: the answer of a request that the database has undone."""
	kind = frappe.flags.get("campus_fault")
	if not kind or response is None or not (response.status_code >= 500 or _is_fault_page()):
		return
	title, text = get_words(kind)
	if response.mimetype == "application/json":
		message = {"title": title, "message": text, "indicator": "red", "raise_exception": 1}
		body = {"exc_type": EXC_TYPE, "_server_messages": json.dumps([json.dumps(message)])}
		response.set_data(json.dumps(body))
	else:
		response.set_data(
			f"<!doctype html><meta charset=utf-8><title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(text)}</p>"
		)
		response.mimetype = "text/html"
	response.status_code = STATUS
	response.headers["Retry-After"] = str(RETRY_AFTER)


def _is_fault_page() -> bool:
	"""A download or page that failed: the framework shows its own page, and calls it a success."""
	return getattr(frappe.local, "message_title", None) == "Server Error"


def get_words(kind: Kind) -> tuple[str, str]:
	"""(title, text) in the language of the session."""
	if kind is Kind.COLLISION:
		return _("Please save once more"), _(
			"Somebody else was saving the same thing at this moment, so nothing of yours was saved."
			" What you have entered is still here: save once more."
		)
	if kind is Kind.FULL:
		return _("The database takes nothing more"), _(
			"Nothing was saved: the disk of the database is full, or it takes no changes right now."
			" Keep this page open and tell the information centre."
		)
	if kind is Kind.TOO_LONG:
		return _("Something does not fit"), _(
			"Nothing was saved: a text is longer, or a number larger, than its field can hold. Shorten it and save once more."
		)
	if kind is Kind.TOO_SLOW:
		return _("This takes too long"), _(
			"The database gave up counting. Choose a term, a college or fewer days, and ask again."
		)
	return _("The database does not answer"), _(
		"Nothing was saved: the database is being restarted, or cannot be reached. Keep this page open and save once more"
		" in a minute. If it lasts, tell the information centre."
	)
