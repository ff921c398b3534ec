"""A student goes home with the family 安全责任移交 (domain §12). It waives no duty of the school: the print says so."""

from campus_safety.services.crisis import papers
from campus_safety.services.crisis.papers import CrisisPaper


class CampusResponsibilityTransfer(CrisisPaper):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		arrived_home_at: DF.Datetime | None
		belongings: DF.SmallText | None
		college: DF.Link | None
		condition: DF.SmallText
		crisis_case: DF.Data | None
		duties: DF.SmallText
		handed_at: DF.Datetime | None
		id_check: DF.Check
		late_entry: DF.Check
		lead: DF.Link | None
		needs_student_affairs: DF.Check
		occurred_on: DF.Datetime | None
		paper_scan: DF.Attach | None
		place: DF.Data
		receiver_name: DF.Data
		receiver_relation: DF.Literal["Guardian", "Near Relative"]
		receiver_signature: DF.Signature | None
		recorded_by: DF.Link | None
		responsible_person: DF.Link | None
		return_conditions: DF.SmallText
		status: DF.Literal["Draft", "Transferred", "Arrived"]
		student: DF.Link
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	final = ("Arrived",)
	happened_field = "handed_at"
	agreed = (
		"receiver_name",
		"receiver_relation",
		"id_check",
		"handed_at",
		"place",
		"condition",
		"belongings",
		"duties",
		"return_conditions",
		"receiver_signature",
		"paper_scan",
	)

	def validate_step(self) -> None:
		"""Errors: CrisisStepError naming what is missing; ClosedRecordError for what was agreed and changed afterwards."""
		if self.status == "Draft":
			return
		papers.require(self, ("handed_at", "id_check"))
		papers.require_proof(self, "receiver_signature")
		papers.validate_agreed(self, self.agreed, ("Draft",))
		if self.status == "Arrived":
			papers.require(self, ("arrived_home_at",))
			papers.validate_order(self, "handed_at", "arrived_home_at")
