"""The roll-call page for phones: a light page of its own, not the Desk, because corridors are dark and networks thin."""

import re
from functools import lru_cache
from pathlib import Path

import frappe
from frappe import _

from campus_safety.services.presence import page

no_cache = 1
CONTEXT = "Roll Call"  # of the translations: 在寝 here, not 在
SCRIPTS = Path(frappe.get_app_path("campus_safety")) / "public" / "js" / "roll_call"
WORD = re.compile(r'__\(\s*"((?:[^"\\]|\\.)*)"')


def get_context(context) -> None:
	"""A shell without any student in it: what it shows comes by the API, or from the phone's own store."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/campus-roll-call"
		raise frappe.Redirect
	page.validate_may_call()
	context.user_id = frappe.session.user
	context.words = {word: _(word, context=CONTEXT) for word in get_words()}


@lru_cache(maxsize=1)
def get_words() -> tuple[str, ...]:
	"""Every English source string of the page's scripts."""
	return tuple(
		sorted(
			{word for path in SCRIPTS.glob("*.js") for word in WORD.findall(path.read_text(encoding="utf-8"))}
		)
	)
