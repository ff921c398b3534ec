from campus_safety.records.document import CampusDocument


class CampusMusterMark(CampusDocument):
	"""One person in a muster: expected, present, excused or missing. `services.incidents.drills.muster` writes it, nobody has the right."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		drill: DF.Link | None
		group_name: DF.Data | None
		kind: DF.Literal["Resident", "Student", "Visitor"]
		marked_at: DF.Datetime | None
		marked_by: DF.Link | None
		note: DF.Data | None
		room: DF.Link | None
		state: DF.Literal["Expected", "Present", "Excused", "Missing"]
		student: DF.Link | None
		way: DF.Literal["", "Code", "Warden"]
		who: DF.Data | None
	# end: auto-generated types
