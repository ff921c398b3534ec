from campus_safety.records.protected import ProtectedRecord


class CampusScreeningConsent(ProtectedRecord):
	"""One permission of one student in one campaign 知情同意 (domain §6); written by the app alone."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		campaign: DF.Link
		college: DF.Link | None
		declined_at: DF.Datetime | None
		given_at: DF.Datetime | None
		given_on: DF.Literal["Own Page", "Platform", "Paper"]
		guardian_agreed_at: DF.Datetime | None
		guardian_name: DF.Data | None
		late_entry: DF.Check
		occurred_on: DF.Date | None
		permission: DF.Literal["Screening", "Share Level and Advice", "Tell Parents in Danger", "Statistics"]
		recorded_by: DF.Link | None
		status: DF.Literal["Given", "Declined", "Withdrawn"]
		student: DF.Link
		term: DF.Link | None
		text_version: DF.Data | None
		unit: DF.Link | None
		withdrawn_at: DF.Datetime | None
	# end: auto-generated types

	needs_unit = True
	app_owned = (
		"student",
		"campaign",
		"permission",
		"status",
		"given_at",
		"declined_at",
		"withdrawn_at",
		"text_version",
		"given_on",
		"guardian_name",
		"guardian_agreed_at",
	)
