from frappe.model.document import Document


class CampusCoverageRun(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_duties.doctype.campus_coverage_run_rule.campus_coverage_run_rule import (
			CampusCoverageRunRule,
		)

		cursor: DF.Data | None
		days_changed: DF.Int
		days_made: DF.Int
		ended: DF.Datetime | None
		errors: DF.Int
		heartbeat: DF.Datetime | None
		made: DF.Int
		moved: DF.Int
		not_owed: DF.Int
		posts_begun: DF.Int
		posts_ended: DF.Int
		posts_waiting: DF.Int
		recount_from: DF.Date | None
		resumed: DF.Int
		rules: DF.Table[CampusCoverageRunRule]
		run_date: DF.Date
		settled: DF.Int
		started: DF.Datetime | None
		status: DF.Literal["Running", "Completed", "Completed with Errors", "Given Up"]
		term: DF.Link | None
		term_prepared: DF.Datetime | None
		told: DF.Int
		trigger: DF.Literal["Schedule", "Person", "Resumed", "Term Opening"]
		unowned: DF.Int
	# end: auto-generated types

	pass
