"""The list conditions that hooks.py names: `campus_safety.access.hooks.campus_student` and so on.

Older frameworks hand a list condition the user only, never the DocType (frappe-facts), so each DocType of
RULES has a function of its own here, made from the one mechanism in `checks`.
"""

from campus_safety.access.checks import list_condition
from campus_safety.access.rules import RULES


def _condition_of(doctype: str):
	def condition(user: str | None = None, doctype: str = doctype) -> str:
		return list_condition(doctype, user)

	return condition


def function_name(doctype: str) -> str:
	return doctype.lower().replace(" ", "_")


globals().update({function_name(doctype): _condition_of(doctype) for doctype in RULES})
