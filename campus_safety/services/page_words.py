"""Words of a light page's scripts: their English sources with the translations, put into the page itself.

The Desk loads the translations of everything; a phone page carries its own few dozen.
"""

import re
from functools import lru_cache
from pathlib import Path

import frappe
from frappe import _

WORD = re.compile(r'__\(\s*"((?:[^"\\]|\\.)*)"')


def get_words(folder: str) -> dict[str, str]:
	"""{English: in the language of this request} for public/js/<folder>."""
	return {word: _(word) for word in _sources(folder)}


@lru_cache(maxsize=8)
def _sources(folder: str) -> tuple[str, ...]:
	scripts = Path(frappe.get_app_path("campus_safety")) / "public" / "js" / folder
	found = {word for path in scripts.glob("*.js") for word in WORD.findall(path.read_text(encoding="utf-8"))}
	return tuple(sorted(found))
