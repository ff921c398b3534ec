from frappe.model.document import Document


class CampusRiskLedger(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_signature.campus_signature import CampusSignature
		from campus_safety.campus_risk.doctype.campus_risk_ledger_dispatch.campus_risk_ledger_dispatch import CampusRiskLedgerDispatch
		from campus_safety.campus_risk.doctype.campus_risk_ledger_factor.campus_risk_ledger_factor import CampusRiskLedgerFactor
		from campus_safety.campus_risk.doctype.campus_risk_ledger_measure.campus_risk_ledger_measure import CampusRiskLedgerMeasure
		from campus_safety.campus_risk.doctype.campus_risk_ledger_member.campus_risk_ledger_member import CampusRiskLedgerMember

		active_key: DF.Data | None
		attempt_date: DF.Date | None
		close_evidence: DF.Text | None
		close_reason: DF.Text | None
		closed_on: DF.Date | None
		college: DF.Link | None
		decline_reason: DF.SmallText | None
		diagnosis: DF.Check
		diagnosis_proof: DF.Attach | None
		discovery_source: DF.Literal["Screening", "Talk", "Report", "Parent", "Counselling", "Hospital", "Absence", "Warning"]
		dispatches: DF.Table[CampusRiskLedgerDispatch]
		factor_detail: DF.Text | None
		family_aware: DF.Check
		family_situation: DF.Text | None
		filed_on: DF.Date | None
		has_plan: DF.Check
		hospital: DF.SmallText | None
		late_entry: DF.Check
		lead: DF.Link | None
		measures: DF.Table[CampusRiskLedgerMeasure]
		medication: DF.SmallText | None
		needs_student_affairs: DF.Check
		next_dispatch_due: DF.Date | None
		occurred_on: DF.Date
		police_pushed: DF.Check
		previous_ledger: DF.Data | None
		proposed_level: DF.Link | None
		recorded_by: DF.Link | None
		responsible_person: DF.Link
		risk_factors: DF.TableMultiSelect[CampusRiskLedgerFactor]
		risk_level: DF.Link
		signatures: DF.Table[CampusSignature]
		status: DF.Literal["Nominated", "Filed", "Supporting", "Close Proposed", "Closed", "Transferred", "Declined"]
		student: DF.Link
		support_advice: DF.SmallText | None
		team: DF.Table[CampusRiskLedgerMember]
		term: DF.Link | None
		unit: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	pass
