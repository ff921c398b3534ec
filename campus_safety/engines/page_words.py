"""Words of a light page's scripts: their English sources with the translations, put into the page itself.

The Desk loads the translations of everything; a phone page carries its own few dozen.
"""

import re
from functools import lru_cache
from pathlib import Path

import frappe
from frappe import _

WORD = re.compile(r'__\(\s*"((?:[^"\\]|\\.)*)"')


def get_words(folder: str, context: str | None = None) -> dict[str, str]:
	"""{English: in the language of this request} for public/js/<folder>; context: of the translations (在寝, not 在)."""
	return {word: _(word, context=context) for word in get_sources(folder)}


@lru_cache(maxsize=8)
def get_sources(folder: str) -> tuple[str, ...]:
	scripts = Path(frappe.get_app_path("campus_safety")) / "public" / "js" / folder
	found = {word for path in scripts.glob("*.js") for word in WORD.findall(path.read_text(encoding="utf-8"))}
	return tuple(sorted(found))
