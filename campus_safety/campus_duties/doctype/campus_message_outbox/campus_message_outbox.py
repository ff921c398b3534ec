import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, now_datetime

from campus_safety.engines.messages.outbox import UNSENT
from campus_safety.records.document import CampusDocument

KEPT_DAYS = 30


class CampusMessageOutbox(CampusDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel: DF.Data
		confidential: DF.Check
		error: DF.SmallText | None
		idempotency_key: DF.Data
		next_try: DF.Datetime | None
		queued_at: DF.Datetime | None
		recipient: DF.Link
		sent_at: DF.Datetime | None
		status: DF.Literal["Queued", "Sending", "Sent", "Failed", "Given Up", "Withdrawn"]
		subject: DF.Data | None
		text: DF.SmallText | None
		tries: DF.Int
		weight: DF.Literal["", "Urgent", "Personal", "Digest"]
	# end: auto-generated types

	def on_trash(self) -> None:
		"""Whoever takes out what has not left yet silences it, and what has left was said. Errors: PermissionError."""
		if self.status in UNSENT or get_datetime(self.queued_at) > add_days(now_datetime(), -KEPT_DAYS):
			frappe.throw(
				_("A message is deleted {0} days after it has left, no sooner.").format(KEPT_DAYS),
				frappe.PermissionError,
			)
