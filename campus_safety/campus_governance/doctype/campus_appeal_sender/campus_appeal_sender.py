"""Who asks 诉求人, L4 (domain §14): apart from the complaint. Only the app writes it, only the office that takes it opens it."""

from campus_safety.records.protected import ProtectedRecord


class CampusAppealSender(ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		anonymous: DF.Check
		appellant: DF.SmallText | None
		code_key: DF.Data | None
		contact: DF.SmallText | None
		follows: DF.Check
		kept_by: DF.Literal["School Office", "Discipline Office"]
		late_entry: DF.Check
		occurred_on: DF.Datetime | None
		person_key: DF.Data | None
		recorded_by: DF.Link | None
		request_key: DF.Data | None
		term: DF.Link | None
		ticket: DF.Data | None
	# end: auto-generated types
	app_owned = (
		"ticket",
		"anonymous",
		"appellant",
		"contact",
		"kept_by",
		"follows",
		"occurred_on",
		"code_key",
		"person_key",
		"request_key",
	)

	def set_scope(self) -> None:
		"""Of no class and no college: that would tell who it is."""

	def _validate_late_writer(self, claim, lead_days: int) -> None:
		"""It is of the moment."""
