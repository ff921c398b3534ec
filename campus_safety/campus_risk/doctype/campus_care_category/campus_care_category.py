import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import PSYCH_HEAD, STUDENT_AFFAIRS
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import access_log
from campus_safety.records.app_owned import AppOwned

DECIDERS = (
	STUDENT_AFFAIRS,
	PSYCH_HEAD,
)  # whose students' reasons they are; who keeps the accounts decides nothing here


class CampusCareCategory(AppOwned, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category_name: DF.Data
		enabled: DF.Check
		for_teachers: DF.Check
		is_physical: DF.Check
		position: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_opening()

	def on_update(self) -> None:
		if self.opens_or_shuts() and not self.flags.app_write:
			access_log.record("Write", self.doctype, self.name, reason=self.what_it_says())

	def validate_opening(self) -> None:
		"""What teachers who help may read is decided by Student Affairs or the centre's head, Administrator included.

		Errors: PermissionError.
		"""
		if self.flags.app_write or not self.opens_or_shuts():
			return
		user = frappe.session.user
		if user == "Administrator" or not has_any_role(user, DECIDERS):
			frappe.throw(
				_("{0} is decided by: {1}.").format(
					_(self.meta.get_label("for_teachers"), context=self.doctype),
					", ".join(_(role) for role in DECIDERS),
				),
				frappe.PermissionError,
				title=_("Not yours to decide"),
			)

	def opens_or_shuts(self) -> bool:
		before = self.get_doc_before_save()
		return cint(self.for_teachers) != cint(before.for_teachers if before else 0)

	def what_it_says(self) -> str:
		with in_school_language():
			label = _(self.meta.get_label("for_teachers"), context=self.doctype)
		return f"{self.name}: {label}: {cint(self.for_teachers)}"
