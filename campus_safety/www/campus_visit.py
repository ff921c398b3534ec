"""The page behind the link that the gate sends to a host: who is there, and whether they are expected. Opening it answers nothing."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.page_words import get_words
from campus_safety.exceptions import VisitError
from campus_safety.services.defence import visits

no_cache = 1


def get_context(context) -> None:
	form = frappe.form_dict
	context.csrf_token = ""
	context.words = get_words("phone", "Phone")
	try:
		visit = visits.find(str(form.get("v") or ""), str(form.get("c") or ""), now_datetime())
	except VisitError:
		frappe.clear_last_message()
		context.visit = None
		return
	context.visit = {
		"name": visit.name,
		"code": str(form.get("c")),
		"visitor": visit.visitor,
		"reason": visit.reason,
		"gate": visit.gate or "",
		"plate": visit.plate or "",
		"answered": visit.host_confirmed != visits.WAITING,
	}
