import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit

OPEN, CLOSED = "Open", "Closed"


class CampusDataIncident(Decided, CampusRecord):
	"""Personal information was leaked, changed or lost 个人信息安全事件 (personal information law 57, domain §8)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice_to_persons: DF.SmallText | None
		affected: DF.Int
		authority_notified_at: DF.Datetime | None
		cause: DF.SmallText
		closed_at: DF.Datetime | None
		closed_by: DF.Link | None
		college: DF.Link | None
		contact: DF.Data
		data_kinds: DF.SmallText
		found_at: DF.Datetime
		late_entry: DF.Check
		occurred_on: DF.Date | None
		persons_notified_at: DF.Datetime | None
		possible_harm: DF.SmallText
		recorded_by: DF.Link | None
		remedy: DF.SmallText
		status: DF.Literal["Open", "Closed"]
		term: DF.Link | None
		unit: DF.Link
		why_not_notified: DF.SmallText | None
	# end: auto-generated types

	final = (CLOSED,)
	app_owned = ("status", "closed_by", "closed_at")

	def validate(self) -> None:
		self.validate_found_at()
		super().validate()
		self.validate_not_decided()
		self.validate_persons()

	def set_scope(self) -> None:
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def set_late_entry(self) -> None:
		"""It is entered when it is found, however long ago it began."""
		self.occurred_on = get_datetime(self.found_at).date()

	def validate_found_at(self) -> None:
		if get_datetime(self.found_at) > now_datetime():
			frappe.throw(_("It cannot have been found yet."))

	def validate_persons(self) -> None:
		"""Before it is closed: authority and persons are told, or it is said why the persons were not."""
		if self.status != CLOSED:
			return
		missing = []
		if not self.authority_notified_at:
			missing.append(_(self.meta.get_label("authority_notified_at"), context=self.doctype))
		if not self.persons_notified_at and not (self.why_not_notified or "").strip():
			missing.append(_(self.meta.get_label("persons_notified_at"), context=self.doctype))
		if missing:
			frappe.throw(_("Still missing: {0}.").format(", ".join(missing)))

	def close(self) -> None:
		self.status, self.closed_by = CLOSED, frappe.session.user
		self.closed_at = now_datetime().replace(microsecond=0)
		with self.as_app():
			self.save()

	def why_kept(self) -> str:
		return _("A data incident is evidence and is not deleted.")
