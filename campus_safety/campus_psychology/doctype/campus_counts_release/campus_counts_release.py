import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.exceptions import ClosedRecordError
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.psychology import classified


class CampusCountsRelease(Decided, CampusRecord):
	"""A release of classified counts 归类统计发布 (domain §8): what everybody outside the centre is told from then on."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		counts: DF.LongText | None
		late_entry: DF.Check
		occasion: DF.Data
		occurred_on: DF.Date | None
		recorded_by: DF.Link | None
		released_at: DF.Datetime | None
		term: DF.Link | None
	# end: auto-generated types
	app_owned = ("counts", "released_at", "occurred_on")
	administrator_deletes = False  # later releases hide what the difference to it would tell

	def get_closed_fields(self, user: str) -> list[str]:
		"""What has been told has been told."""
		return all_fields(self)

	def validate(self) -> None:
		"""Errors: ClosedRecordError: what has been told has been told."""
		if not self.is_new() and self.changed_content(self.get_doc_before_save()):
			frappe.throw(_("What was released stays. Make another release."), ClosedRecordError)
		super().validate()
		if self.is_new():
			now = now_datetime().replace(microsecond=0)
			self.occurred_on, self.released_at = getdate(now), now
			self.counts = classified.make_release(now)

	def set_scope(self) -> None:
		"""Of the whole school."""

	def why_kept(self) -> str:
		return _("What was released stays. Make another release.")
