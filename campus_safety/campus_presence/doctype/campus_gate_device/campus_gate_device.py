import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.domain.gate.passage import words
from campus_safety.domain.plain_line import clean_line
from campus_safety.domain.privacy.assessments import GATE_DATA
from campus_safety.services.gate import keys, probation
from campus_safety.services.privacy.assessments import validate_assessed

APP_OWNED = (
	"api_user",
	"key_issued_at",
	"new_since",
	"last_seen",
	"last_event",
	"clock_skew",
)  # by services.gate


class CampusGateDevice(Document):
	"""A door, gate or turnstile that tells who passed 门禁设备, and the account by which it sends."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_presence.doctype.campus_gate_device_column.campus_gate_device_column import (
			CampusGateDeviceColumn,
		)

		api_user: DF.Link | None
		clock_skew: DF.Int
		columns: DF.Table[CampusGateDeviceColumn]
		device_name: DF.Data
		direction: DF.Literal["Both", "In", "Out"]
		dormitory: DF.Link | None
		enabled: DF.Check
		in_words: DF.Data | None
		key_issued_at: DF.Datetime | None
		last_event: DF.Datetime | None
		last_seen: DF.Datetime | None
		new_since: DF.Datetime | None
		out_words: DF.Data | None
		place: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		self.set_clean_name()
		self.set_app_owned()
		self.set_new_since()
		self.validate_building()
		self.validate_columns()
		self.validate_words()
		self.validate_assessed()

	def on_update(self) -> None:
		if not self.enabled:
			keys.revoke(self)
		if what := probation.changed(self):
			probation.note(self, what, get_datetime(self.new_since))

	def on_trash(self) -> None:
		if frappe.db.exists("Campus Gate Event", {"device": self.name}):
			frappe.throw(
				_("There are passages of {0}. Switch the device off instead of deleting it.").format(
					self.device_name
				)
			)
		keys.remove_account(self)

	def set_clean_name(self) -> None:
		self.device_name, self.place = clean_line(self.device_name), clean_line(self.place)

	def set_app_owned(self) -> None:
		"""Whatever a client sends for them, the stored values stay."""
		before = self.get_doc_before_save()
		for field in APP_OWNED:
			self.set(field, before.get(field) if before else None)

	def set_new_since(self) -> None:
		"""What its passages mean has changed: they mark nobody in for some hours."""
		if probation.changed(self):
			self.new_since = now_datetime().replace(microsecond=0)

	def validate_assessed(self) -> None:
		"""Gate data needs a valid impact assessment to be switched on (domain §0, PIPL 55); what is on stays on at night.

		Errors: AssessmentNeededError.
		"""
		before = self.get_doc_before_save()
		if self.enabled and not (before and before.enabled):
			validate_assessed(GATE_DATA, getdate())

	def validate_building(self) -> None:
		kind = self.dormitory and frappe.db.get_value("Campus Dormitory", self.dormitory, "dormitory_type")
		if kind and kind != "Building":
			frappe.throw(
				_(
					"{0} is not a building. Choose the building whose door it is, or leave it empty for a gate of the campus."
				).format(self.dormitory)
			)

	def validate_words(self) -> None:
		"""A word cannot mean both ways. Errors: ValidationError."""
		both = words(self.in_words) & words(self.out_words)
		if both:
			frappe.throw(_("“{0}” cannot stand for both in and out.").format("、".join(sorted(both))))

	def validate_columns(self) -> None:
		targets = [row.target for row in self.columns if row.target != "Ignore"]
		for target in targets:
			if targets.count(target) > 1:
				frappe.throw(
					_("Two columns are set to “{0}”. Leave one, and set the other to “Ignore”.").format(
						_(target, context="Campus Gate Device Column")
					)
				)
