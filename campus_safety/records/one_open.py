"""One open record per student, also when two people begin one in the same second."""

import frappe
from frappe import _


class OneOpen:
	"""Part of a record of which a student has one at a time; before `CampusRecord` among the bases.

	open_key_field: a unique column that holds the student while the record is open, else nothing. Subclasses answer `is_open`.
	"""

	open_key_field: str
	second_error: type[Exception] = frappe.ValidationError

	@property
	def is_open(self) -> bool:
		raise NotImplementedError

	def get_open_key(self) -> str:
		"""What there is one of at a time: the student, unless a record says something else."""
		return self.student

	def set_open_key(self) -> None:
		self.set(self.open_key_field, self.get_open_key() if self.is_open else None)

	def validate_one_is_open(self) -> None:
		"""Errors: `second_error`."""
		if not self.is_open:
			return
		other = frappe.db.get_value(
			self.doctype, {self.open_key_field: self.get_open_key(), "name": ("!=", self.name or "")}
		)
		if other:
			self.refuse_second(other)

	def refuse_second(self, other: str | None = None) -> None:
		"""Says where the open one is to those who may read it, and to others only what to do."""
		readable = other and frappe.has_permission(self.doctype, "read", doc=other)
		link = frappe.utils.get_link_to_form(self.doctype, other) if readable else None
		frappe.throw(self.why_not_second(link), self.second_error, title=_("One at a time per student"))

	def why_not_second(self, link: str | None) -> str:
		"""The sentence that refuses; `link` to the open one for those who may read it."""
		if link:
			return _("This student already has an open {0}: {1}. Write into that one.").format(
				_(self.doctype), link
			)
		return _("This student already has an open {0}. Tell the College Lead what you noticed.").format(
			_(self.doctype)
		)

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
