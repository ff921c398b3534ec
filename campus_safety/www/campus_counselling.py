"""The counselling centre's page for who comes without a name: no login, no session, nothing of anybody in it."""

from frappe.utils import now_datetime

from campus_safety.engines.page_words import get_words
from campus_safety.services.counselling import hotline

no_cache = 1


def get_context(context) -> None:
	context.words = get_words("phone", "Phone")
	context.hotline = hotline.get_card(now_datetime())
