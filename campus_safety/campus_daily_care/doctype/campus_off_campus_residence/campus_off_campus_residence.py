from frappe.model.document import Document


class CampusOffCampusResidence(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_daily_care.doctype.campus_off_campus_visit.campus_off_campus_visit import (
			CampusOffCampusVisit,
		)

		address: DF.SmallText
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		cohabitants: DF.SmallText | None
		college: DF.Link | None
		consent_file: DF.Attach | None
		decision_note: DF.SmallText | None
		ended_on: DF.Date | None
		filed_by_student: DF.Check
		from_date: DF.Date
		guardian_consent: DF.Check
		guardian_id_check: DF.Check
		guardian_name: DF.Data | None
		landlord_phone: DF.Data | None
		late_entry: DF.Check
		lease: DF.Attach | None
		occurred_on: DF.Date | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		request_key: DF.Data | None
		safety_pledge: DF.Check
		status: DF.Literal[
			"Draft",
			"Counsellor Review",
			"College Review",
			"Affairs Review",
			"Active",
			"Expired",
			"Revoked",
			"Rejected",
		]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		to_date: DF.Date
		unit: DF.Link
		visits: DF.Table[CampusOffCampusVisit]
		workflow_state: DF.Link | None
	# end: auto-generated types

	pass
