"""The door for what people type: no line becomes markup, no text leaves a tag open or begins a formula, wherever it comes out.

The framework cleans texts by what a parser finds; a tag without its end is none to the parser, and one to the browser.
"""

from campus_safety.domain.plain_line import without_brackets, without_formula, without_open_tag

LINES = frozenset(("Data", "Autocomplete", "Read Only", "Phone"))
TEXTS = frozenset(("Small Text", "Text", "Long Text", "Text Editor", "HTML Editor", "Markdown Editor"))
NAMES = ("first_name", "middle_name", "last_name", "full_name", "username")


def make_harmless(doc, method: str | None = None) -> None:
	"""`validate` of every DocType of ours, after its own: all lines and texts, those of its rows and of custom fields too."""
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			clean = _cleaner(field.fieldtype)
			value = row.get(field.fieldname)
			if not clean or not isinstance(value, str):
				continue
			if "<" in value or ">" in value:
				value = clean(value)
			row.set(field.fieldname, without_formula(value))


def make_name_harmless(doc, method: str | None = None) -> None:
	"""`User.validate`: everybody names themselves, and the name stands in every list that names who did something."""
	for fieldname in NAMES:
		value = doc.get(fieldname)
		if isinstance(value, str):
			doc.set(fieldname, without_formula(without_brackets(value)))


def _cleaner(fieldtype: str):
	if fieldtype in LINES:
		return without_brackets
	return without_open_tag if fieldtype in TEXTS else None
