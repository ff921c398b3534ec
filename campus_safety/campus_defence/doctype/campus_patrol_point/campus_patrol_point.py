"""A place with a code that guards pass (domain §17)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, now_datetime

from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.services.defence import points


class CampusPatrolPoint(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Data | None
		area: DF.Link | None
		code_made_at: DF.Datetime | None
		enabled: DF.Check
		least_minutes: DF.Int
		point_name: DF.Data
		question: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_question()
		self.least_minutes = max(0, cint(self.least_minutes))
		if self.is_new():
			self.set_secret()
		self.validate_secret()

	def validate_question(self) -> None:
		if bool((self.question or "").strip()) != bool((self.answer or "").strip()):
			frappe.throw(_("A question on site needs its answer, and the reverse."))

	def set_secret(self) -> None:
		self.secret, self.code_made_at = points.new_secret(), now_datetime()
		self.flags.has_new_code = True

	def validate_secret(self) -> None:
		"""Nobody chooses a code, whatever road they take: who knew the secret could print it. Errors: AppOwnedFieldError."""
		if self.flags.has_new_code:
			return
		before = self.get_doc_before_save()
		typed = self.secret and not self.is_dummy_password(self.secret)
		if typed or (before and str(before.code_made_at) != str(self.code_made_at)):
			frappe.throw(
				_("The code is made by the system: use the button that makes a new one."), AppOwnedFieldError
			)

	@frappe.whitelist(methods=["POST"])
	def make_new_code(self) -> None:
		"""Every older print of this point is worthless from now on; what was passed before stays."""
		self.check_permission("write")
		self.set_secret()
		self.save()

	def get_qr(self) -> str:
		"""For the poster: the code as an image; whoever may write the point may print it."""
		self.check_permission("write")
		return points.get_qr_svg(self)
