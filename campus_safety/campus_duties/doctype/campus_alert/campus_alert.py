import frappe
from frappe import _

from campus_safety.engines.alerts import openers
from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided
from campus_safety.records.document import CampusDocument


class CampusAlert(Decided, AppOwned, CampusDocument):
	administrator_deletes = False

	def onload(self) -> None:
		"""Nobody is led to a record that refuses them."""
		self.set_onload("opens", openers.can_open(self, frappe.session.user))

	def validate(self) -> None:
		"""Everything in it is said by a button of whoever is concerned, or by the app (engines.alerts)."""
		if not self.flags.app_write:
			frappe.throw(_("An alert is taken over and answered by its buttons."), AppOwnedFieldError)

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		frappe.throw(_("{0} is never renamed.").format(_(self.doctype)), AppOwnedFieldError)
