import frappe
from frappe import _

from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.document import CampusDocument


class CampusGateEvent(CampusDocument):
	"""One passage of a student at a gate 门禁记录. Written set-based by `services.gate.events`, never as a document."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clock_wrong: DF.Check
		college: DF.Link | None
		device: DF.Link
		direction: DF.Literal["In", "Out"]
		dormitory: DF.Link | None
		event_id: DF.Data
		event_time: DF.Datetime
		key_was_new: DF.Check
		night: DF.Date | None
		student: DF.Link
		unit: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		frappe.throw(
			_("Passages come from the devices and their files. Import a file, or let the device send them."),
			AppOwnedFieldError,
		)
