import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.scopes.hazards import answers_for
from campus_safety.domain.hazards import inspection
from campus_safety.exceptions import InspectionError, OutOfScopeError
from campus_safety.records.decided import Decided
from campus_safety.records.named import may_be_named
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.hazards import due, inspections, steps

UNIT_TYPES = ("College", "Department")


class CampusInspectionCampaign(Decided, CampusRecord):
	"""The inspection 排查 of one unit in a round (domain §17): the school's checklist, what was seen, what was done about it.

	The rows are the checklist's as it stood when the inspection was made; nobody adds one or takes one out.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_hazards.doctype.campus_inspection_row.campus_inspection_row import (
			CampusInspectionRow,
		)

		college: DF.Link | None
		due: DF.Date
		finished_at: DF.Datetime | None
		finished_by: DF.Link | None
		inspector: DF.Link | None
		late_entry: DF.Check
		missing: DF.Int
		occurred_on: DF.Date | None
		problems: DF.Int
		quick: DF.Check
		recorded_by: DF.Link | None
		rows: DF.Table[CampusInspectionRow]
		started_at: DF.Datetime | None
		status: DF.Literal["Planned", "Running", "Done"]
		term: DF.Link | None
		title: DF.Data
		unit: DF.Link
	# end: auto-generated types

	needs_unit = True
	keeps_files = True
	final = ("Done",)
	deletable = ("Planned",)
	app_owned = (
		"status",
		"missing",
		"problems",
		"started_at",
		"finished_at",
		"finished_by",
		"quick",
		"occurred_on",
	)

	def before_insert(self) -> None:
		self.set("rows", [])
		for row in inspections.make_rows(self.unit) if self.unit else []:
			self.append("rows", row)
		self.inspector = self.inspector or inspections.get_inspector(self.unit)

	def validate(self) -> None:
		super().validate()
		self.validate_not_decided()
		self.validate_about()
		self.validate_checklist()
		self.validate_hazards()
		self.set_answers(now_datetime().replace(microsecond=0))
		self.set_counts()

	def on_update(self) -> None:
		due.settle(self, now_datetime())

	def set_scope(self) -> None:
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def set_late_entry(self) -> None:
		"""It is written while it is made."""
		self.late_entry = 0

	def validate_about(self) -> None:
		"""Whose inspection it is, until when, by whom. Errors: OutOfScopeError, ValidationError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		about = ("title", "unit", "due", "inspector")
		changed = [
			field for field in about if str(self.get(field) or "") != str((before or {}).get(field) or "")
		]
		if not changed or self.flags.app_write:
			return
		if user != "Administrator" and not answers_for(user, (before or self).unit):
			frappe.throw(
				_(
					"Only who answers for the unit, or the Security Office, says who inspects it and until when."
				),
				OutOfScopeError,
			)
		if before and before.unit != self.unit:
			frappe.throw(_("An inspection stays with its unit. Make another one for the other unit."))
		if frappe.db.get_value("Campus Unit", self.unit, "unit_type") not in UNIT_TYPES:
			frappe.throw(_("Inspected are colleges and departments: choose one."))
		if (
			before
			and before.due
			and "due" in changed
			and self.due
			and getdate(self.due) > getdate(before.due)
		):
			if not steps.supervises(user):
				frappe.throw(
					_("A deadline is moved back only by the Safety Office or the Security Office."),
					OutOfScopeError,
				)
		if "due" in changed and self.due and getdate(self.due) < getdate():
			frappe.throw(_("The deadline would be over already."))
		if self.inspector and not may_be_named(self.doctype, "inspector", self.inspector):
			frappe.throw(
				_("{0} is not an account of the staff.").format(
					frappe.db.get_value("User", self.inspector, "full_name") or self.inspector
				)
			)

	def validate_checklist(self) -> None:
		"""Errors: InspectionError when a row was put in, taken out or exchanged."""
		before = self.get_doc_before_save()
		if not before:
			return
		ours = [
			field.fieldname
			for field in frappe.get_meta("Campus Inspection Row").fields
			if field.fieldname not in (*inspections.SAID, "earlier", "answered_at", "answered_by")
			and not (field.fieldname == "hazard" and self.flags.app_write)
		]

		def said(doc) -> list[tuple]:
			return sorted(
				(row.name or "", *(str(row.get(field) or "") for field in ours)) for row in doc.rows
			)

		if said(self) != said(before):
			frappe.throw(
				_(
					"The checklist is the school's and stays as it is. What was seen is written into its rows."
				),
				InspectionError,
			)

	def validate_hazards(self) -> None:
		"""Errors: InspectionError where a row with a hazard is said to be fine."""
		for row in self.rows:
			if row.hazard and row.answer != inspection.PROBLEM:
				frappe.throw(
					_("Row {0} has a hazard: it is a problem, whatever was done since.").format(row.idx),
					InspectionError,
				)

	def set_answers(self, now) -> None:
		"""Each answer gets the server's time and who wrote it."""
		before = self.get_doc_before_save()
		old = {row.name: row for row in before.rows} if before else {}
		for row in self.rows:
			was = old.get(row.name)
			row.answered_at, row.answered_by = (was.answered_at, was.answered_by) if was else (None, None)
			row.earlier = was.earlier if was else None
			changed = not was or any(
				(row.get(field) or "") != (was.get(field) or "") for field in inspections.SAID
			)
			if (
				was
				and was.answer
				and any((row.get(field) or "") != (was.get(field) or "") for field in ("answer", "finding"))
			):
				row.earlier = self.with_earlier(was)
			if changed and row.answer:
				row.answered_at, row.answered_by = now, frappe.session.user

	def with_earlier(self, was) -> str:
		"""An answer that is exchanged stays readable: what, when, by whom."""
		words = "：".join(filter(None, (_(was.answer, context=was.doctype), was.finding)))
		line = f"{words} ({frappe.utils.get_fullname(was.answered_by)}, {was.answered_at})"
		return "\n".join(filter(None, (was.earlier, line)))

	def set_counts(self) -> None:
		rows = [row.as_dict() for row in self.rows]
		self.missing = inspection.count_missing(rows)
		self.problems = sum(row.answer in (inspection.PROBLEM, inspection.CORRECTED) for row in self.rows)
		begun = [row.answered_at for row in self.rows if row.answered_at]
		if begun and self.status == "Planned":
			self.status, self.started_at = "Running", min(map(frappe.utils.get_datetime, begun))
