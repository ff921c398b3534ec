from frappe.model.document import Document


class CampusAccountabilityAssessment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_accountability_deduction.campus_accountability_deduction import (
			CampusAccountabilityDeduction,
		)
		from campus_safety.campus_governance.doctype.campus_accountability_exemption.campus_accountability_exemption import (
			CampusAccountabilityExemption,
		)
		from campus_safety.campus_governance.doctype.campus_accountability_item.campus_accountability_item import (
			CampusAccountabilityItem,
		)

		appeal_reason: DF.Text | None
		assessed_unit: DF.Link | None
		college: DF.Link | None
		comment: DF.Text | None
		computed_at: DF.Datetime | None
		exemptions: DF.Table[CampusAccountabilityExemption]
		grade: DF.Literal["", "Excellent", "Good", "Qualified", "Not Qualified"]
		incident_deductions: DF.Table[CampusAccountabilityDeduction]
		items: DF.Table[CampusAccountabilityItem]
		late_entry: DF.Check
		missed_risk_duties: DF.Int
		occurred_on: DF.Date | None
		period_from: DF.Date
		period_to: DF.Date
		person_name: DF.Data | None
		recorded_by: DF.Link | None
		score: DF.Float
		status: DF.Literal["Draft", "Submitted", "Reviewed", "Approved", "Appealed", "Archived"]
		subject_type: DF.Literal["Unit", "Person"]
		term: DF.Link | None
		unit: DF.Link
		user: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	pass
