"""Requests about records of ours keep what they carry to themselves: no log, whoever writes it, has their values."""

import frappe

from campus_safety.access.rules import RULES
from campus_safety.domain.discreet import struck, texts_of, without_literals

APP = "campus_safety"


class DiscreetForm(frappe._dict):
	"""A request's arguments. As ever for whoever uses them; as text, and as the copy that loggers make, without values."""

	def __deepcopy__(self, memo: dict) -> dict:
		return struck(self) if is_about_records() else dict(self)

	def __repr__(self) -> str:
		return repr(struck(self) if is_about_records() else dict(self))

	__str__ = __repr__


def keep_to_itself() -> None:
	"""`before_request`: the form is discreet, and a recorder that the Administrator has started gets no values."""
	frappe.local.form_dict = DiscreetForm(frappe.local.form_dict)
	recorder = getattr(frappe.local, "_recorder", None)
	if recorder is None or not is_about_records():
		return
	register, recorder.form_dict = recorder.register, struck(frappe.local.form_dict)
	recorder.register = lambda call: register({**call, "query": without_literals(call["query"])})


def is_about_records(text: str = "") -> bool:
	"""Does the request, or this text, name the app or a DocType of ours?"""
	request = getattr(frappe.local, "request", None)
	if request:
		text += f"\n{request.path}\n" + "\n".join(texts_of(dict(frappe.local.form_dict or {})))
	return APP in text or "/campus-" in text or any(doctype in text for doctype in RULES)


def texts_of_request() -> set[str]:
	"""What whoever made this request has written in it."""
	return texts_of(dict(getattr(frappe.local, "form_dict", None) or {}))
