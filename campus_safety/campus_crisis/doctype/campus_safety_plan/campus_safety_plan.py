"""A student's safety plan 安全计划 (domain §12): their own words, written together with the centre."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.secrets import decrypt
from campus_safety.domain.crisis.safety_plan import PARTS, asks_pledge
from campus_safety.exceptions import CrisisStepError
from campus_safety.records.one_open import OneOpen
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.crisis import safety_plans


class CampusSafetyPlan(OneOpen, ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		centre_opens: DF.Check
		college: DF.Link | None
		has_pin: DF.Check
		late_entry: DF.Check
		look_again_on: DF.Date | None
		occurred_on: DF.Date | None
		open_key: DF.Data | None
		own_steps: DF.SmallText | None
		people: DF.SmallText | None
		pin_open_until: DF.Datetime | None
		places: DF.SmallText | None
		professionals: DF.SmallText | None
		recorded_by: DF.Link | None
		student: DF.Link
		student_changed_at: DF.Datetime | None
		surroundings: DF.SmallText | None
		term: DF.Link | None
		unit: DF.Link | None
		warning_signs: DF.SmallText | None
		written_on: DF.Date
		written_with: DF.Link | None
	# end: auto-generated types
	needs_unit = True
	open_key_field = "open_key"
	second_error = CrisisStepError
	app_owned = ("has_pin", "pin_open_until", "centre_opens", "student_changed_at", "open_key")
	is_open = True

	def validate(self) -> None:
		self.occurred_on = self.written_on
		super().validate()
		self.validate_one_is_open()
		self.validate_no_pledge()
		self.validate_look_again()
		self.set_beginning()
		self.set_open_key()

	def validate_no_pledge(self) -> None:
		"""Nobody of the school writes a promise into it; what the student writes is theirs. Errors: CrisisStepError."""
		if self.flags.app_write:
			return
		before = self.get_doc_before_save()
		for part in PARTS:
			is_new = not before or before.get(part) != self.get(part)
			if is_new and asks_pledge(decrypt(self.get(part))):
				frappe.throw(
					_(
						"{0}: no promise is asked for. It protects nobody, and keeps people from saying how they are. Write what helps and whom to call."
					).format(_(self.meta.get_label(part), context=self.doctype)),
					CrisisStepError,
					title=_("No pledges"),
				)

	def validate_look_again(self) -> None:
		if self.look_again_on and getdate(self.look_again_on) < getdate(self.written_on):
			frappe.throw(_("It is looked at again after it was written."), CrisisStepError)

	def set_beginning(self) -> None:
		"""Written together: the student sets the PIN while you sit side by side."""
		if self.is_new():
			self.written_with = frappe.session.user
			self.pin_open_until = (now_datetime() + safety_plans.PIN_OPEN).replace(microsecond=0)

	def why_not_second(self, link: str | None) -> str:
		if link:
			return _("This student already has a plan: {0}. Go on with that one together.").format(link)
		return _("This student already has a plan. Ask the psych centre.")
