"""What is to be forgotten: content and salts go, digests stay, so that every proof of every other record still holds.

Without its salt a digest tells nothing about what the content was.
"""

from collections.abc import Sequence

import frappe

from campus_safety.domain.seal.leaf import Kind
from campus_safety.engines.seal.leaves import LEAF, New, get_last, write
from campus_safety.records import holds


def erase(doctype: str, names: Sequence[str], reason: str) -> int:
	"""Delete the records with their rows and versions; how many had a leaf. reason: kept with the leaf that tells of it.

	The caller has decided that their time is over. Errors: HeldError when one of them is preserved, and then none is
	erased; none for names that are not there.
	"""
	holds.refuse_if_any(doctype, names)
	last = get_last(doctype, names)
	known = tuple(last)
	for table in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(table.options, {"parenttype": doctype, "parent": ("in", names)})
	frappe.db.delete(doctype, {"name": ("in", names)})
	frappe.db.delete("Version", {"ref_doctype": doctype, "docname": ("in", names)})
	if known:
		frappe.db.set_value(
			LEAF,
			{"reference_doctype": doctype, "reference_name": ("in", known)},
			"salt",
			"",
			update_modified=False,
		)
		write([New(Kind.ERASED, doctype, name, last[name].version + 1, detail=reason) for name in known])
	return len(known)
