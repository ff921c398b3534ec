"""Who reported 上报人, L4 (domain §0, §13): apart from the report. Only the app writes it, only who takes reports opens it."""

from campus_safety.records.protected import ProtectedRecord


class CampusReportSender(ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		anonymous: DF.Check
		code_key: DF.Data | None
		contact: DF.SmallText | None
		late_entry: DF.Check
		occurred_on: DF.Datetime | None
		person_key: DF.Data | None
		recorded_by: DF.Link | None
		report: DF.Data | None
		reporter: DF.SmallText | None
		request_key: DF.Data | None
		term: DF.Link | None
	# end: auto-generated types
	app_owned = (
		"report",
		"anonymous",
		"reporter",
		"contact",
		"occurred_on",
		"code_key",
		"person_key",
		"request_key",
	)

	def set_scope(self) -> None:
		"""Of no class and no college: that would tell who it is."""

	def _validate_late_writer(self, claim, lead_days: int) -> None:
		"""It is of the moment."""
