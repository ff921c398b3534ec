from campus_safety.records.protected import ProtectedRecord


class CampusScreeningResult(ProtectedRecord):
	"""One student in one campaign 普测结果 (domain §6), asked or not answered yet included; written by the app alone.

	A flag asks for a talk and is no level; who took the consent back has no scores any more.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_psychology.doctype.campus_screening_score.campus_screening_score import (
			CampusScreeningScore,
		)

		auto_flag: DF.Literal["None", "General", "Key", "Urgent"]
		campaign: DF.Link
		college: DF.Link | None
		consent: DF.Data | None
		excuse: DF.SmallText | None
		imported_at: DF.Datetime | None
		in_statistics: DF.Check
		interview_due: DF.Datetime | None
		late_entry: DF.Check
		occurred_on: DF.Date | None
		recorded_by: DF.Link | None
		retest_due: DF.Date | None
		scores: DF.Table[CampusScreeningScore]
		settled_at: DF.Datetime | None
		sheet_identity: DF.SmallText | None
		source: DF.Literal["", "Import", "Own Page"]
		started_at: DF.Datetime | None
		status: DF.Literal[
			"Untested", "Tested", "To Interview", "Interviewed", "Graded", "Excused", "Declined"
		]
		student: DF.Link
		taken_at: DF.Datetime | None
		term: DF.Link | None
		unit: DF.Link | None
		validity: DF.Literal["", "Valid", "Doubtful", "Invalid"]
		validity_reasons: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	app_owned = (
		"student",
		"campaign",
		"status",
		"auto_flag",
		"taken_at",
		"settled_at",
		"imported_at",
		"source",
		"started_at",
		"validity",
		"validity_reasons",
		"retest_due",
		"sheet_identity",
		"scores",
		"interview_due",
		"in_statistics",
		"consent",
		"excuse",
	)
