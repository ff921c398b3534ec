from frappe.model.document import Document


class CampusLeavePermit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		actual_return: DF.Datetime | None
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		approver_role: DF.Literal[
			"",
			"Campus Counsellor",
			"Campus Class Adviser",
			"Campus College Lead",
			"Campus Student Affairs",
			"Campus School Leader",
		]
		came_back_late: DF.Check
		college: DF.Link | None
		companion: DF.Data | None
		contact_phone: DF.Data
		days: DF.Float
		decision_note: DF.SmallText | None
		destination: DF.SmallText
		extends: DF.Link | None
		filed_by_student: DF.Check
		from_time: DF.Datetime
		late_entry: DF.Check
		leave_type: DF.Literal["Sick", "Personal", "Official", "Holiday", "Emergency"]
		occurred_on: DF.Datetime | None
		overdue_since: DF.Datetime | None
		overnight: DF.Check
		parent_confirmed_at: DF.Datetime | None
		parent_confirmed_by: DF.Data | None
		parent_confirmed_via: DF.Literal["", "Phone", "In Person", "Link"]
		parent_informed: DF.Check
		parent_needed: DF.Check
		parent_refused_reason: DF.SmallText | None
		proof: DF.Attach | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		request_key: DF.Data | None
		return_on_time: DF.Check
		return_place: DF.Literal["Not Given", "At the Point", "Elsewhere"]
		return_point: DF.Link | None
		return_recorded_at: DF.Datetime | None
		return_source: DF.Literal["", "Student", "Return Point", "Staff", "Gate"]
		returned_to: DF.Link | None
		status: DF.Literal[
			"Draft",
			"Pending",
			"Approved",
			"Rejected",
			"On Leave",
			"Overdue",
			"Returned",
			"Verified",
			"Cancelled",
		]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		to_time: DF.Datetime
		unit: DF.Link
		verified_at: DF.Datetime | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	pass
