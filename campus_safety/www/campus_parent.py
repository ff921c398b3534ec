"""The parents' page: opened by a one-time link, no login. Opening it changes nothing; see services.leave.parents."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.page_words import get_words
from campus_safety.services.leave import parents

no_cache = 1


def get_context(context) -> None:
	frappe.local.lang = parents.LANGUAGE
	answer = parents.look(frappe.form_dict.get("t") or "", now_datetime())
	context.answer = {
		"outcome": answer.outcome.value,
		"message": parents.get_wording(answer.outcome),
		**parents.get_page(answer),
	}
	context.words = get_words("phone", "Phone")
