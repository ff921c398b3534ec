import frappe
from frappe import _

from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided
from campus_safety.records.document import CampusDocument


class CampusEmergencyAccess(Decided, AppOwned, CampusDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		expires_at: DF.Datetime
		granted_at: DF.Datetime
		ground: DF.Literal[
			"Threat to Life", "Covering for Who Is Absent", "Student Cannot Answer", "Confirming Who It Is"
		]
		read_more_than_needed: DF.Literal["", "No", "Yes"]
		reason: DF.SmallText
		reference_doctype: DF.Link
		reference_name: DF.Data
		review: DF.Literal["Pending", "Justified", "Not Justified"]
		review_note: DF.SmallText | None
		student: DF.Data | None
		user: DF.Link
	# end: auto-generated types

	administrator_deletes = False

	def validate(self) -> None:
		"""A grant is made by engines.opening.emergency_access; afterwards only its review can be written."""
		if self.is_new():
			if not self.flags.app_write:
				frappe.throw(_("Use the button Emergency Access on the student."), AppOwnedFieldError)
			return
		before = self.get_doc_before_save()
		for field in self.meta.get("fields", {"read_only": 1}):
			if str(before.get(field.fieldname)) != str(self.get(field.fieldname)):
				frappe.throw(
					_("{0} cannot be changed afterwards.").format(_(field.label, context=field.parent)),
					AppOwnedFieldError,
				)
		self.validate_review()

	def validate_review(self) -> None:
		"""A review says both: whether it was justified, and whether more was read than the danger asked for."""
		if self.review != "Pending" and not self.read_more_than_needed:
			frappe.throw(_("Say whether more was read than needed: the access log shows what was opened."))

	def why_kept(self) -> str:
		return _("An emergency access stays on record.")
