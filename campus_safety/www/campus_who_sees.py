"""The page 谁能看到: sentences about rules, nothing about anybody; whoever wants may read it."""

from frappe.utils import now_datetime

from campus_safety.services.counselling import hotline
from campus_safety.services.privacy import trust

no_cache = 1


def get_context(context) -> None:
	context.forms = trust.get_page()
	context.hotline = hotline.get_card(now_datetime())
