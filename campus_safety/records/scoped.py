"""Whose record it is: who wrote it, the class and college it belongs to, its term, and who may write it at all."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.checks import covers_student, reach_of
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.scope import get_scope_of_student, get_scope_of_unit, get_term_of


class Scoped:
	"""Part of every record about a student or a unit.

	needs_unit: the app works out the unit and a record without one would belong to nobody. The field itself is read-only
	and not mandatory: the browser would refuse the form before anything could be worked out.
	"""

	needs_unit = False

	def _validate_links(self) -> None:
		"""The framework looks for the linked records first, and so tells whether there is such a student to whoever may not write about them."""
		if self.is_new() and self.get("student") and type(self).validate_scope is Scoped.validate_scope:
			self.validate_scope()
		super()._validate_links()

	def set_recorded_by(self) -> None:
		before = self.get_doc_before_save()
		self.recorded_by = before.recorded_by if before else frappe.session.user

	def set_scope(self) -> None:
		"""Unit and college as they were when the record was written: kept when the student later moves, until it is handed over."""
		before = self.get_doc_before_save()
		if before and not (self.flags.app_write and self.flags.goes_with_student):
			self.unit, self.college = before.unit, before.college
		elif self.get("student"):
			self.unit, self.college = get_scope_of_student(self.student)
		elif self.get("unit"):
			self.college = get_scope_of_unit(self.unit)

	def set_term(self) -> None:
		before, field = self.get_doc_before_save(), self.meta.get_field("term")
		if before and field and field.read_only and not self.flags.app_write:
			self.term = before.get("term")  # nobody types it
		if not self.get("term"):
			self.term = get_term_of(getdate(self.get("occurred_on") or now_datetime()))

	def validate_unit(self) -> None:
		"""Errors: MandatoryError for a record that belongs nowhere."""
		if self.needs_unit and not self.get("unit"):
			frappe.throw(
				_("No class or unit could be found that this belongs to. Check what is named above."),
				frappe.MandatoryError,
			)

	def validate_scope(self) -> None:
		"""A person writes only about students and units they look after, whatever the screen offered."""
		if self.flags.ignore_permissions or not self.is_new():
			return
		user = frappe.session.user
		if self.get("student"):
			allowed = user == "Administrator" or covers_student(self.student, user)
		else:
			allowed = reach_of(user, self.doctype, "create").covers(self)
		if not allowed:
			frappe.throw(
				_(
					"You do not look after {0}. Ask the College Lead for a network assignment, or file an abnormal report."
				).format(self.get("student") or self.get("unit") or _(self.doctype)),
				OutOfScopeError,
				title=_("Outside your classes"),
			)
