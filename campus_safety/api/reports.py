"""Endpoints of the page on which anybody reports: without a name, by a receipt code, or by the account of the session.

What a request here tells of its sender is forgotten before it is looked at (`access.nameless`).
"""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from campus_safety.access.arguments import a_list
from campus_safety.exceptions import ReportStepError
from campus_safety.services.incidents import (
	certificates,
	filing,
	floods,
	help_lines,
	questions,
	receipts,
	senders,
)


@frappe.whitelist(allow_guest=True, methods=["POST"])
def begin(purpose: str) -> dict:
	"""{"token", "wait": seconds}: for one report, or one look with a code."""
	if purpose not in floods.PURPOSES:
		raise frappe.PermissionError
	return floods.begin(purpose, now_datetime())


@frappe.whitelist(allow_guest=True, methods=["POST"])
def send(
	facts: str,
	token: str = "",
	about: str = "",
	place: str = "",
	signs: str | list | None = None,
	urgency: str = "Normal",
	concerns_staff: int = 0,
	photo: str = "",
	voice: str = "",
) -> dict:
	"""{"code", "help", "lines"}: the code is shown once and kept by nobody."""
	now = now_datetime()
	told = _told(facts, about, place, signs, urgency, concerns_staff)
	filed = filing.file_nameless(told, photo, token, now, voice)
	return {"code": filed.code, "help": filed.help, "lines": help_lines.get_lines(now)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
def look(token: str, code: str) -> dict:
	"""What has become of it, and what is asked. By POST: a code in an address would lie in logs."""
	return receipts.get_one(_by_code(token, code))


@frappe.whitelist(allow_guest=True, methods=["POST"])
def answer(token: str, code: str, text: str) -> dict:
	"""What has become of it, and {"help", "lines"}: whom to call, where the answer asks for help."""
	name, now = _by_code(token, code), now_datetime()
	asks = questions.answer(name, text, now)
	return {**receipts.get_one(name), "help": asks, "lines": help_lines.get_lines(now)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
def prove(token: str, code: str) -> str:
	"""The line that shows that this report was there; "" until tonight. By POST, as `look`."""
	return certificates.get_line(_by_code(token, code))


@frappe.whitelist(methods=["POST"])
def file_by_name(
	key: str,
	facts: str,
	contact: str = "",
	about: str = "",
	place: str = "",
	signs: str | list | None = None,
	urgency: str = "Normal",
	concerns_staff: int = 0,
	photo: str = "",
	voice: str = "",
) -> dict:
	"""By the session's account: the name goes to who takes reports. The same key again is the same report."""
	now = now_datetime()
	told = _told(facts, about, place, signs, urgency, concerns_staff)
	filed = filing.file_named(told, photo, filing.clean(contact), key, frappe.session.user, now, voice)
	return {"help": filed.help, "lines": help_lines.get_lines(now)}


@frappe.whitelist(methods=["GET"])
def get_mine() -> list:
	"""What the session's account has reported, and what has become of it."""
	return receipts.get_own(frappe.session.user)


@frappe.whitelist(methods=["POST"])
def answer_mine(report: str, text: str) -> dict:
	"""{"help", "lines"}: whom to call, where the answer asks for help."""
	_validate_own(report)
	now = now_datetime()
	return {"help": questions.answer(report, text, now), "lines": help_lines.get_lines(now)}


@frappe.whitelist(methods=["POST"])
def prove_mine(report: str) -> str:
	"""As `prove`, of a report of the session's account."""
	_validate_own(report)
	return certificates.get_line(report)


def _validate_own(report: str) -> None:
	own = {sender.report for sender in senders.get_own(frappe.session.user, receipts.SHOWN)}
	if report not in own:
		frappe.throw(_("This is none of your reports."), ReportStepError)


def _told(
	facts: str, about: str, place: str, signs: str | list | None, urgency: str, concerns_staff: int
) -> filing.Told:
	given = [str(sign) for sign in a_list(signs or [], "signs")]
	return filing.Told(str(facts), str(about), str(place), given, urgency, bool(cint(concerns_staff)))


def _by_code(token: str, code: str) -> str:
	"""Name of the report. A wrong code costs time. Errors: CodeError."""
	now = now_datetime()
	floods.validate_look(token, now)
	try:
		return senders.find_by_code(code).report
	except frappe.DoesNotExistError:
		floods.note_wrong(now)
		raise
