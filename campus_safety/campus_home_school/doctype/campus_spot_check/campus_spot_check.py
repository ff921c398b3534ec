import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from campus_safety.domain.care.spot_check import DONE, DRAWN, NOT_TRUE, count_outcomes
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.care import spot_checks
from campus_safety.services.care.settings import get_spot_check_days

MOST = 200
OF_THE_CHECKER = ("outcome", "note")


class CampusSpotCheck(Decided, CampusRecord):
	"""A spot check 抽查 of the College Lead (domain §2): a sample drawn by lot, a call back for each, what was found.

	The sample is the server's; who checks writes outcomes and notes. Nothing else is counted or changed by it.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_home_school.doctype.campus_spot_check_row.campus_spot_check_row import (
			CampusSpotCheckRow,
		)

		college: DF.Link | None
		confirmed: DF.Int
		evidence: DF.Literal["Parent Contacts", "Home Visits"]
		late_entry: DF.Check
		not_reached: DF.Int
		not_true: DF.Int
		occurred_on: DF.Date | None
		period_from: DF.Date
		period_to: DF.Date
		population: DF.Int
		recorded_by: DF.Link | None
		rows: DF.Table[CampusSpotCheckRow]
		sample_size: DF.Int
		seed: DF.Data | None
		status: DF.Literal["Drawn", "Done"]
		term: DF.Link | None
		unit: DF.Link
	# end: auto-generated types

	app_owned = ("status", "population", "seed", "confirmed", "not_true", "not_reached")
	final = (DONE,)
	administrator_deletes = False

	def before_insert(self) -> None:
		"""Drawn once, when the check is made: nobody draws until the sample pleases."""
		self.period_from, self.period_to = getdate(self.period_from), getdate(self.period_to)
		self.validate_scope()
		self.validate_period()
		self.validate_sample_size()
		self.status = DRAWN
		self.rows = []
		spot_checks.draw_for(self)

	def validate(self) -> None:
		self.occurred_on = getdate(self.creation or nowdate())
		if not self.is_new():
			super().validate_app_owned()
			self.validate_sample()
			self.validate_outcomes()
			self.set_checked()
		self.set_result()
		with self.as_app():  # what follows was computed here
			super().validate()
		self.validate_not_decided()

	def set_scope(self) -> None:
		self.college = get_scope_of_unit(self.unit)

	def set_late_entry(self) -> None:
		"""It happens as it is written."""
		self.late_entry = 0

	def validate_period(self) -> None:
		if getdate(self.period_from) > getdate(self.period_to):
			frappe.throw(_("The period ends before it begins."))
		if getdate(self.period_to) > getdate(nowdate()):
			frappe.throw(_("Only what has happened can be checked: the period ends today at the latest."))
		least = get_spot_check_days()
		if (getdate(self.period_to) - getdate(self.period_from)).days + 1 < least:
			frappe.throw(
				_(
					"Draw from {0} days or more: in a shorter period the lot draws whom somebody has chosen."
				).format(least)
			)

	def validate_sample_size(self) -> None:
		self._validate_selects()  # before it is drawn from
		if not 0 <= (self.sample_size or 0) <= MOST:  # 0: as many as the school draws
			frappe.throw(_("Draw between 1 and {0} records.").format(MOST))

	def validate_sample(self) -> None:
		"""Errors: PermissionError when a row was put in, taken out or exchanged."""
		before = self.get_doc_before_save()
		fixed = [field.fieldname for field in frappe.get_meta("Campus Spot Check Row").fields]
		fixed = [field for field in fixed if field not in (*OF_THE_CHECKER, "checked_at", "checked_by")]

		def said(doc) -> list[tuple]:
			return sorted(
				(row.name or "", *(str(row.get(field) or "") for field in fixed)) for row in doc.rows
			)

		if said(self) != said(before):
			frappe.throw(_("The sample was drawn by lot and stays as it is."), frappe.PermissionError)

	def validate_outcomes(self) -> None:
		for row in self.rows:
			if row.outcome == NOT_TRUE and not (row.note or "").strip():
				frappe.throw(_("Row {0}: write what the family said.").format(row.idx), frappe.MandatoryError)

	def set_checked(self) -> None:
		"""Each answer gets the server's time and who wrote it."""
		old = {row.name: row for row in self.get_doc_before_save().rows}
		for row in self.rows:
			was = old[row.name]
			row.checked_at, row.checked_by = was.checked_at, was.checked_by
			if any((row.get(field) or "") != (was.get(field) or "") for field in OF_THE_CHECKER):
				row.checked_at, row.checked_by = now_datetime().replace(microsecond=0), frappe.session.user

	def set_result(self) -> None:
		counts = count_outcomes(row.outcome for row in self.rows)
		self.confirmed, self.not_true, self.not_reached = counts
		if self.rows and all(row.outcome for row in self.rows):
			self.status = DONE
