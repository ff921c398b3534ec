from frappe.model.document import Document


class CampusParentContact(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel: DF.Literal["Phone", "WeChat", "Network", "SMS", "Letter", "School Visit"]
		college: DF.Link | None
		contact_time: DF.Datetime
		counts: DF.Check
		evidence: DF.Attach | None
		followup_due: DF.Date | None
		guardian_name: DF.Data
		home_info: DF.Text | None
		initiated_by: DF.Literal["School", "Parent"]
		late_entry: DF.Check
		occurred_on: DF.Datetime | None
		parent_request: DF.SmallText | None
		recorded_by: DF.Link | None
		relation: DF.Data
		result: DF.Literal["Reached", "No Answer", "Wrong Number", "Refused"]
		school_feedback: DF.Text | None
		status: DF.Literal["Recorded", "Void"]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		topics: DF.Literal["", "Emotion", "Academics", "Behaviour", "Development", "At Home", "Safety"]
		unit: DF.Link
		void_reason: DF.SmallText | None
	# end: auto-generated types

	pass
