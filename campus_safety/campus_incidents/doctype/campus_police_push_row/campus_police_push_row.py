from frappe.model.document import Document


class CampusPolicePushRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area: DF.Data | None
		consent_on: DF.Date | None
		law_cited: DF.Data | None
		necessity: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		push_basis: DF.Literal["", "Statutory Duty", "Separate Consent", "Emergency"]
		risk_category: DF.Literal["", "Harm to Others", "Missing", "Imminent Self-harm"]
		student: DF.Link
		student_informed_at: DF.Datetime | None
		why_not_informed: DF.SmallText | None
	# end: auto-generated types
