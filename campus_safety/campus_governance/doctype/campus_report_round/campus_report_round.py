import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from campus_safety.exceptions import ReportRoundError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided


class CampusReportRound(Decided, AppOwned, Document):
	"""A round of work reports 报送 (domain §20): which notice, by when, to whom, from which units."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_report_round_unit.campus_report_round_unit import (
			CampusReportRoundUnit,
		)

		closed_at: DF.Datetime | None
		contact: DF.Data | None
		deadline: DF.Datetime
		mailbox: DF.Data | None
		notice: DF.Link
		opened_at: DF.Datetime | None
		period_from: DF.Date
		period_to: DF.Date
		place: DF.Data | None
		recipient: DF.Data | None
		status: DF.Literal["Planned", "Open", "Closed"]
		title: DF.Data
		units: DF.Table[CampusReportRoundUnit]
	# end: auto-generated types

	deletable = ("Planned",)
	app_owned = ("status", "opened_at", "closed_at")

	def validate(self) -> None:
		self.validate_app_owned()
		self.validate_days()
		self.set_reports()
		self.validate_units()

	def validate_days(self) -> None:
		"""Errors: ReportRoundError."""
		if getdate(self.period_to) < getdate(self.period_from):
			frappe.throw(_("Figures Until lies before Figures From."), ReportRoundError)
		before = self.get_doc_before_save()
		if before and before.status != "Planned" and not self.flags.app_write:
			for field in ("notice", "period_from", "period_to", "deadline"):
				if str(before.get(field)) != str(self.get(field)):
					frappe.throw(
						_("The round is open: its notice, days and deadline stay. Open another round."),
						ReportRoundError,
					)

	def validate_units(self) -> None:
		"""Errors: ReportRoundError."""
		named = [row.unit for row in self.units]
		if len(set(named)) != len(named):
			frappe.throw(_("A unit stands twice: it reports once."), ReportRoundError)
		gone = [unit for unit, report in self._get_known().items() if report and unit not in named]
		if gone:
			frappe.throw(_("{0} has its report already and stays.").format(gone[0]), ReportRoundError)

	def set_reports(self) -> None:
		"""Which report is a unit's own is the app's to say."""
		known = self._get_known()
		for row in self.units:
			if not self.flags.app_write:
				row.report = known.get(row.unit)

	def _get_known(self) -> dict[str, str | None]:
		before = self.get_doc_before_save()
		return {row.unit: row.report for row in before.units} if before else {}
