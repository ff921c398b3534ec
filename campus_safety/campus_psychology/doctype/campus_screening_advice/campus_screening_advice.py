import frappe
from frappe import _

from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided
from campus_safety.records.document import CampusDocument


class CampusScreeningAdvice(Decided, AppOwned, CampusDocument):
	"""Level and advice of a graded interview, for the counsellor (L2); no score, and the interview is not named or linked."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice: DF.SmallText | None
		college: DF.Link | None
		contact: DF.Link | None
		risk_level: DF.Literal["", "Normal", "General", "Severe", "Medical Assessment Advised"]
		since: DF.Date | None
		status: DF.Literal["Active", "Ended"]
		student: DF.Link
		unit: DF.Link
	# end: auto-generated types

	administrator_deletes = False

	def validate(self) -> None:
		"""Written by services.psychology.advice, never by hand."""
		if not self.flags.app_write:
			frappe.throw(
				_("Screening advice follows the interview and cannot be entered or changed by hand."),
				AppOwnedFieldError,
			)

	def why_kept(self) -> str:
		return _("Screening advice is never deleted; it ends with its reason.")
