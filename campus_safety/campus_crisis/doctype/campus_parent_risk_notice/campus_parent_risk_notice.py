"""Telling parents of a risk 家长风险告知 (domain §12): facts, risk, advice; signed, or refused before two witnesses."""

from campus_safety.services.crisis import papers
from campus_safety.services.crisis.papers import CrisisPaper


class CampusParentRiskNotice(CrisisPaper):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice: DF.SmallText
		college: DF.Link | None
		crisis_case: DF.Data | None
		delivered_at: DF.Datetime | None
		delivery: DF.Literal["In Person", "Video", "Courier"]
		facts: DF.SmallText
		first_witness: DF.Link | None
		guardian_signature: DF.Signature | None
		late_entry: DF.Check
		lead: DF.Link | None
		needs_student_affairs: DF.Check
		occurred_on: DF.Datetime | None
		paper_scan: DF.Attach | None
		parent_opinion: DF.SmallText | None
		receiver_name: DF.Data
		receiver_relation: DF.Data
		recorded_by: DF.Link | None
		refusal_reason: DF.SmallText | None
		reported_to: DF.Data | None
		responsible_person: DF.Link | None
		risk: DF.SmallText
		second_witness: DF.Link | None
		status: DF.Literal["Draft", "Told", "Refused"]
		student: DF.Link
		term: DF.Link | None
		tracking_no: DF.Data | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	final = ("Told", "Refused")
	happened_field = "delivered_at"

	def validate_step(self) -> None:
		"""Errors: CrisisStepError naming what is missing."""
		if self.status == "Told":
			papers.require(self, ("delivered_at",))
			papers.require_proof(self, "tracking_no" if self.delivery == "Courier" else "guardian_signature")
		elif self.status == "Refused":
			papers.require(self, ("delivered_at", "refusal_reason", "first_witness", "second_witness"))
			papers.validate_witnesses(self)
			if papers.is_minor(self.student):
				papers.require(self, ("reported_to",))
