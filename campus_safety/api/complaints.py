"""Endpoints of the page on which anybody asks for something: without a name, by a receipt code, or by the session's account.

What a request here tells of its sender is forgotten before it is looked at (`access.nameless`).
"""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from campus_safety.exceptions import AppealStepError
from campus_safety.services.governance.appeals import answers, filing, joining, senders
from campus_safety.services.incidents import floods, help_lines


@frappe.whitelist(allow_guest=True, methods=["POST"])
def begin(purpose: str) -> dict:
	"""{"token", "wait": seconds}: for one complaint, or one look with a code."""
	if purpose not in floods.PURPOSES:
		raise frappe.PermissionError
	return floods.begin(purpose, now_datetime())


@frappe.whitelist(allow_guest=True, methods=["GET"])
def get_public(category: str = "") -> dict:
	"""{"open", "changed"}: what others ask for, and what changed because somebody asked; as it was written for all."""
	return {"open": joining.get_open(category), "changed": joining.get_changed()}


@frappe.whitelist(allow_guest=True, methods=["POST"])
def send(
	content: str,
	token: str = "",
	category: str = "Other",
	place: str = "",
	about: str = "",
	urgent: int = 0,
	concerns_intake: int = 0,
) -> dict:
	"""{"code", "help", "lines"}: the code is shown once and kept by nobody."""
	now = now_datetime()
	filed = filing.file_nameless(_told(content, category, place, about, urgent, concerns_intake), token, now)
	return {"code": filed.code, "help": filed.help, "lines": help_lines.get_lines(now)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
def follow(key: str, token: str = "") -> dict:
	"""{"code"}: with it they see what becomes of it."""
	return {"code": joining.follow_nameless(key, token, now_datetime())}


@frappe.whitelist(allow_guest=True, methods=["POST"])
def look(token: str, code: str) -> dict:
	"""What has become of it. By POST: a code in an address would lie in logs."""
	return answers.get_one(_by_code(token, code), now_datetime())


@frappe.whitelist(allow_guest=True, methods=["POST"])
def say(token: str, code: str, kind: str, text: str, words: str = "") -> dict:
	"""An answer, a rating, or what is so four weeks later: `kind`. What has become of it, and {"help", "lines"}."""
	sender, now = _by_code(token, code), now_datetime()
	asks = _say(sender, kind, text, words)
	return {**answers.get_one(sender, now), "help": asks, "lines": help_lines.get_lines(now)}


@frappe.whitelist(methods=["POST"])
def file_by_name(
	key: str,
	content: str,
	contact: str = "",
	category: str = "Other",
	place: str = "",
	about: str = "",
	urgent: int = 0,
	concerns_intake: int = 0,
) -> dict:
	"""By the session's account. The same key again is the same complaint."""
	now = now_datetime()
	told = _told(content, category, place, about, urgent, concerns_intake)
	filed = filing.file_named(told, contact, key, frappe.session.user, now)
	return {"help": filed.help, "lines": help_lines.get_lines(now)}


@frappe.whitelist(methods=["POST"])
def follow_by_name(key: str) -> None:
	joining.follow_named(key, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["GET"])
def get_mine() -> list:
	"""What the session's account has asked for; "mine" is what an answer of the account goes to."""
	now = now_datetime()
	return [
		{"mine": place, **answers.get_one(sender, now)}
		for place, sender in enumerate(senders.get_own(frappe.session.user))
	]


@frappe.whitelist(methods=["POST"])
def say_mine(mine: int, asked: str, kind: str, text: str, words: str = "") -> dict:
	"""mine, asked: as `get_mine` gave them; both have to fit. {"help", "lines"}."""
	now, own = now_datetime(), senders.get_own(frappe.session.user)
	sender = own[cint(mine)] if 0 <= cint(mine) < len(own) else None
	if not sender or answers.get_one(sender, now)["asked"] != asked:
		frappe.throw(_("This is none of yours. Reload the page."), AppealStepError)
	return {"help": _say(sender, kind, text, words), "lines": help_lines.get_lines(now)}


def _say(sender: senders.Sender, kind: str, text: str, words: str) -> bool:
	now = now_datetime()
	if kind == "answer":
		return answers.answer(sender, text, now)
	if kind == "again":
		answers.answer_again(sender, text, now)
	elif kind == "rate":
		answers.rate(sender, text, words, now)
	else:
		raise frappe.PermissionError
	return False


def _told(
	content: str, category: str, place: str, about: str, urgent: int, concerns_intake: int
) -> filing.Told:
	return filing.Told(
		str(content), str(category), str(place), str(about), bool(cint(urgent)), bool(cint(concerns_intake))
	)


def _by_code(token: str, code: str) -> senders.Sender:
	"""A wrong code costs time. Errors: CodeError."""
	now = now_datetime()
	floods.validate_look(token, now)
	try:
		return senders.find_by_code(code)
	except frappe.DoesNotExistError:
		floods.note_wrong(now)
		raise
