"""One line by which a reporter can show that a report was there by then: its entry in the seal, never a word of it.

Nobody can forge one, and nothing is kept of who asked. It endangers whoever holds it: the page says so first.
"""

import frappe

from campus_safety.domain.seal.check_proof import to_line
from campus_safety.engines.seal import proofs
from campus_safety.engines.seal.leaves import LEAF
from campus_safety.services.incidents.joining import REPORT


def get_line(report: str) -> str:
	"""Of the report's first version; "" until a night's checkpoint covers it."""
	number = frappe.db.get_value(
		LEAF, {"reference_doctype": REPORT, "reference_name": report}, "sequence", order_by="version asc"
	)
	proof = proofs.get_proofs([number or 0]).get(number)
	return to_line(proof) if proof else ""
