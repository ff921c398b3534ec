from frappe.model.document import Document


class CampusParentMeeting(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_home_school.doctype.campus_parent_meeting_unit.campus_parent_meeting_unit import (
			CampusParentMeetingUnit,
		)

		attended: DF.Int
		college: DF.Link | None
		counts: DF.Check
		invited: DF.Int
		late_entry: DF.Check
		meeting_date: DF.Date
		minutes: DF.Text | None
		mode: DF.Literal["On Site", "Online"]
		occurred_on: DF.Date | None
		promotion_law_explained: DF.Check
		recorded_by: DF.Link | None
		status: DF.Literal["Recorded", "Void"]
		term: DF.Link | None
		unit: DF.Link
		units: DF.TableMultiSelect[CampusParentMeetingUnit]
		void_reason: DF.SmallText | None
	# end: auto-generated types

	pass
