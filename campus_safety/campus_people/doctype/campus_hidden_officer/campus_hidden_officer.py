import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.secrets import is_encrypted
from campus_safety.domain.roles import PSYCH_HEAD, SAFETY_OFFICE
from campus_safety.records.by_author import ByAuthor
from campus_safety.records.evidence import words
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.people import hidden_officers

BLANKS = ("looks_at", "phone", "notes")


class CampusHiddenOfficer(ByAuthor, ProtectedRecord):
	"""A hidden safety officer 隐蔽信息员, L4 (domain §1): who it is, who wrote it knows, and who takes reports, and the Psych Head.

	Of no class and no college, and in no column who: both would tell who it is.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		late_entry: DF.Check
		looks_at: DF.SmallText | None
		notes: DF.SmallText | None
		occurred_on: DF.Date
		officer: DF.SmallText
		phone: DF.SmallText | None
		recorded_by: DF.Link | None
		term: DF.Link | None
		to_date: DF.Date | None
	# end: auto-generated types
	late_writers = (SAFETY_OFFICE, PSYCH_HEAD)
	open_to_others = ("to_date",)

	def before_insert(self) -> None:
		self.set_words()
		super().before_insert()

	def before_validate(self) -> None:
		self.set_words()
		super().before_validate()

	def set_words(self) -> None:
		"""Before anything is sealed: nothing but spaces is nothing, and who it is must be somebody."""
		for field in BLANKS:
			self.set(field, self.get(field) if words(self.get(field)) else None)
		if not is_encrypted(self.officer):
			self.officer = hidden_officers.name_officer(self.officer)

	def validate(self) -> None:
		super().validate()
		self.validate_author()
		self.validate_dates()

	def set_scope(self) -> None:
		"""Of no class and no college."""

	def validate_scope(self) -> None:
		"""The right to write it is the offices' alone; it says of nobody whose they are."""

	def validate_dates(self) -> None:
		if self.to_date and getdate(self.to_date) < getdate(self.occurred_on):
			frappe.throw(_("The post ends before it begins. To undo it enter one day twice."))

	def why_kept(self) -> str:
		return _("A hidden officer's record is not deleted: enter the day on which it ends.")
