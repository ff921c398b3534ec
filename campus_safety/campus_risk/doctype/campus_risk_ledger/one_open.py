"""One open ledger per student 一人一档, also when two people nominate in the same second."""

import frappe
from frappe import _

from campus_safety.exceptions import SecondActiveLedgerError


class OneOpenLedger:
	"""Part of CampusRiskLedger. `active_key`, unique, is the student while the ledger is open, else empty."""

	def set_active_key(self) -> None:
		self.active_key = self.student if self.is_open else None

	def validate_one_is_open(self) -> None:
		"""Errors: SecondActiveLedgerError."""
		if not self.is_open:
			return
		other = frappe.db.get_value(self.doctype, {"active_key": self.student, "name": ("!=", self.name)})
		if other:
			self.refuse_second(other)

	def refuse_second(self, other: str | None = None) -> None:
		"""Says where the open ledger is to those who may read it, and to others only whom to ask."""
		if other and frappe.has_permission(self.doctype, "read", doc=other):
			link = frappe.utils.get_link_to_form(self.doctype, other)
			message = _("This student already has an open ledger: {0}. Add what you noticed to it.").format(
				link
			)
		else:
			message = _(
				"This student already has an open ledger."
				" Tell the College Lead or the Psych Centre what you noticed."
			)
		frappe.throw(message, SecondActiveLedgerError, title=_("One open ledger per student"))

	def db_insert(self, *args, **kwargs) -> None:
		"""Where both have looked before either wrote, the unique column lets one through."""
		try:
			super().db_insert(*args, **kwargs)
		except frappe.UniqueValidationError:
			frappe.clear_last_message()  # it names the column
			self.refuse_second()

	def db_update(self) -> None:
		try:
			super().db_update()
		except frappe.UniqueValidationError:
			frappe.clear_last_message()
			self.refuse_second()
