import frappe
from frappe import _

from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided
from campus_safety.records.document import CampusDocument


class CampusRiskStatus(Decided, AppOwned, CampusDocument):
	"""That a student has a risk ledger, its level, the advice (L2); the ledger is not named or linked."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice: DF.SmallText | None
		college: DF.Link | None
		lead: DF.Link | None
		responsible_person: DF.Link | None
		risk_level: DF.Link | None
		since: DF.Date | None
		status: DF.Literal["Active", "Closed"]
		student: DF.Link
		unit: DF.Link
	# end: auto-generated types

	administrator_deletes = False

	def validate(self) -> None:
		"""Written by services.risk.risk_status from the ledger, never by hand."""
		if not self.flags.app_write:
			frappe.throw(
				_("The risk status follows the ledger and cannot be entered or changed by hand."),
				AppOwnedFieldError,
			)

	def why_kept(self) -> str:
		return _("A risk status is never deleted; it closes with its ledger.")
