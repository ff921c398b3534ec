from campus_safety.records.append_only import AppendOnly
from campus_safety.records.document import CampusDocument


class CampusDutyExemption(AppendOnly, CampusDocument):
	"""One step of an exemption 豁免 from a duty: asked for, approved, declined, taken back; written once, sealed, kept.

	The duty itself is made anew by the engine each night; who released somebody from it, and why, is evidence.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		at: DF.Datetime
		college: DF.Link | None
		names_student: DF.Check
		obligation: DF.Link
		period_start: DF.Date | None
		reason: DF.SmallText | None
		responsible_user: DF.Link | None
		rule: DF.Link | None
		step: DF.Literal["Asked", "Approved", "Declined", "Taken Back"]
		student: DF.Link | None
		subject: DF.Data | None
		subject_doctype: DF.Link | None
		term: DF.Link | None
		unit: DF.Link | None
		user: DF.Link
	# end: auto-generated types
