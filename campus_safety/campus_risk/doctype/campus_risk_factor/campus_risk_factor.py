from frappe.model.document import Document


class CampusRiskFactor(Document):
	"""A risk factor 风险因素 of the notice, with what it asks of a ledger (domain §7)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enabled: DF.Check
		factor_name: DF.Data
		is_attempt_history: DF.Check
		is_self_harm: DF.Check
		min_terms: DF.Int
		position: DF.Int
	# end: auto-generated types

	pass
