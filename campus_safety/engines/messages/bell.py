"""The bell of the Desk: beside a number stands whom it is about, for whoever may open the record at the moment they look.

A message is stored and sent without a name (domain §0). What is L2 is called by its student on the screen of its reader alone;
of protected records the bell says nothing either.
"""

from collections.abc import Iterable

import frappe
from frappe.utils import escape_html

from campus_safety.access import checks
from campus_safety.access.pointers import reads
from campus_safety.access.rules import PROTECTED, RULES

STUDENT = "Campus Student"


def add_names(logs: Iterable[dict], user: str) -> None:
	"""Into the subjects of this answer; the Notification Logs stay as they are."""
	with checks.worked_out_once():
		for log in logs:
			if whom := _get_whom(log.get("document_type"), log.get("document_name"), user):
				log["subject"] = f"{log['subject']} · {escape_html(whom)}"


def _get_whom(doctype: str | None, name: str | None, user: str) -> str | None:
	"""Name and class of the student; None where the record has none, is protected or points at what is."""
	if not name or doctype not in RULES or doctype in PROTECTED:
		return None
	meta = frappe.get_meta(doctype)
	if not meta.has_field("student") or not reads(doctype, name, user):
		return None
	if meta.has_field("reference_doctype"):
		student, about = frappe.db.get_value(doctype, name, ["student", "reference_doctype"])
		if about in PROTECTED:
			return None
	else:
		student = frappe.db.get_value(doctype, name, "student")
	found = student and frappe.db.get_value(STUDENT, student, ["student_name", "unit"])
	return " ".join(filter(None, found)) if found else None
