from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.governance.clause_task import FINAL
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit, get_term_of

UNIT_TYPES = ("Department", "College")


class CampusClauseTask(Decided, CampusRecord):
	"""A dated task 条款任务 of a department or college, for a clause that no records count (domain §0, §21)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Link
		college: DF.Link | None
		done_at: DF.Datetime | None
		done_by: DF.Link | None
		due: DF.Date
		evidence: DF.Attach | None
		reason: DF.SmallText | None
		recorded_by: DF.Link | None
		responsible_unit: DF.Link
		result: DF.Text | None
		status: DF.Literal["Open", "Done", "Done Late", "Withdrawn"]
		task: DF.SmallText
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	app_owned = ("status", "done_at", "done_by", "reason")
	final = FINAL
	set_by_giver = ("clause", "responsible_unit", "due", "task")

	def get_closed_fields(self, user: str) -> list[str]:
		"""What the task is, and until when, is said by whoever gives tasks."""
		return [] if frappe.has_permission(self.doctype, "create", user=user) else list(self.set_by_giver)

	def validate(self) -> None:
		self.set_responsible()
		super().validate()
		self.validate_not_decided()
		self.validate_unit()
		self.validate_due(getdate())
		self.validate_given()

	def set_responsible(self) -> None:
		"""Its scope is the unit that does it, today's, not the one it was first given to."""
		self.unit = self.responsible_unit

	def set_scope(self) -> None:
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def set_term(self) -> None:
		self.term = get_term_of(getdate(self.due)) if self.due else None

	def validate_unit(self) -> None:
		"""A class has no tasks of its own, and the school is everybody."""
		unit_type = frappe.db.get_value("Campus Unit", self.responsible_unit, "unit_type")
		if unit_type not in UNIT_TYPES:
			frappe.throw(_("A task is a department's or a college's: choose one."))

	def validate_due(self, today: date) -> None:
		if self.is_new() and self.due and getdate(self.due) < today:
			frappe.throw(
				_("The task would be overdue from the start: {0} lies in the past.").format(
					frappe.format(self.due, {"fieldtype": "Date"})
				)
			)

	def validate_given(self) -> None:
		"""Who does a task does not change what it is, nor until when."""
		before = self.get_doc_before_save()
		if self.flags.app_write or not before or frappe.has_permission(self.doctype, "create"):
			return
		for field in self.set_by_giver:
			if str(self.get(field) or "") != str(before.get(field) or ""):
				frappe.throw(
					_("{0} is set by whoever gave the task. Ask the Safety Office.").format(
						_(self.meta.get_label(field), context=self.doctype)
					),
					frappe.PermissionError,
				)
