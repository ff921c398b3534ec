import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.counselling.referrals import EXCEPTION
from campus_safety.domain.roles import PSYCH_STAFF
from campus_safety.records.by_author import ByAuthor
from campus_safety.records.protected import ProtectedRecord


class CampusStudentReferral(ByAuthor, ProtectedRecord):
	"""A student referred on 转介, L3 (domain §10): to whom, with whose consent, and what came back."""

	app_owned = ("status",)
	late_writers = PSYCH_STAFF

	def validate(self) -> None:
		self.occurred_on = getdate(self.referred_on)
		super().validate()
		self.validate_author()
		self.validate_basis()
		self.validate_return()
		self.status = "Returned" if self.returned_at else "Open"

	def validate_basis(self) -> None:
		if self.consent == EXCEPTION and not self.basis:
			frappe.throw(
				_("{0} is empty.").format(_(self.meta.get_label("basis"), context=self.doctype)),
				frappe.MandatoryError,
			)

	def validate_return(self) -> None:
		"""Errors: ValidationError. Whoever is back is back with an answer, and not before having left."""
		if not self.returned_at:
			return
		if not self.result:
			frappe.throw(
				_("{0} is empty.").format(_(self.meta.get_label("result"), context=self.doctype)),
				frappe.MandatoryError,
			)
		if getdate(self.returned_at) < getdate(self.referred_on):
			frappe.throw(_("Nobody comes back before being referred."))
