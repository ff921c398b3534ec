import frappe
from frappe import _

from campus_safety.exceptions import ImportRefusedError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.document import CampusDocument


class CampusHostSync(AppOwned, CampusDocument):
	"""One reading of a host: what would be new, changed, left, refused, and how it ended. Written by the app alone."""

	def validate(self) -> None:
		self.validate_by_app()

	def validate_by_app(self) -> None:
		if not self.flags.app_write:
			frappe.throw(
				_("A sync is written by the system alone. Use “Read Now” on its mapping."),
				frappe.PermissionError,
			)

	def on_trash(self) -> None:
		self.validate_not_at_work()

	def validate_not_at_work(self) -> None:
		if self.status in ("Reading", "Writing"):
			frappe.throw(_("The sync is at work. Wait for its end."), ImportRefusedError)
