import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from campus_safety.domain.people.school_calendar import DayType, Special, Term, TermFault, faults
from campus_safety.domain.plain_line import clean_line, name_of
from campus_safety.engines import calendar


class CampusTerm(Document):
	"""A term 学期 and the break after it; saving it makes its days (domain §22)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_term_holiday.campus_term_holiday import (
			CampusTermHoliday,
		)

		break_type: DF.Literal["", "Winter Break", "Summer Break"]
		break_until: DF.Date | None
		end_date: DF.Date
		holidays: DF.Table[CampusTermHoliday]
		start_date: DF.Date
		term_name: DF.Data
		weeks: DF.Int
	# end: auto-generated types

	def autoname(self) -> None:
		self.set_term_name()
		self.name = self.term_name

	def validate(self) -> None:
		self.set_term_name()
		if not (self.start_date and self.end_date):
			return  # the framework names the empty field
		self.set_single_day_rows()
		self.validate_dates()
		self.set_weeks()

	def on_update(self) -> None:
		calendar.write_days(self.as_value())
		self.tell_unknown_years()

	def on_trash(self) -> None:
		calendar.remove_days(self.name)

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		frappe.db.set_value(self.doctype, new, "term_name", new, update_modified=False)

	def as_value(self) -> Term:
		"""The term as the pure calendar knows it."""
		return Term(
			name=self.name,
			start=getdate(self.start_date),
			end=getdate(self.end_date),
			break_until=getdate(self.break_until) if self.break_until else None,
			break_type=DayType(self.break_type) if self.break_type else None,
			specials=tuple(
				Special(
					row.title,
					getdate(row.from_date),
					getdate(row.to_date or row.from_date),
					DayType(row.day_type),
				)
				for row in self.holidays
				if row.from_date and row.day_type in ("Holiday", "Make-up")  # the rest the framework refuses
			),
		)

	def set_term_name(self) -> None:
		self.term_name = name_of(self.term_name)
		if not self.term_name:
			frappe.throw(_("Give the term a name, e.g. 2026-2027-1."))

	def set_single_day_rows(self) -> None:
		for row in self.holidays:
			row.title = clean_line(row.title)
			row.to_date = row.to_date or row.from_date

	def validate_dates(self) -> None:
		term = self.as_value()
		for fault in faults(term, calendar.get_terms()):
			frappe.throw(self.get_fault_text(fault, term), title=_("Wrong dates"))

	def set_weeks(self) -> None:
		term = self.as_value()
		self.weeks = term.weeks
		self.break_type = term.break_kind.value if term.break_until else None

	def tell_unknown_years(self) -> None:
		"""Years without a holiday of their own in the term and without an entered notice; the break needs none."""
		term = self.as_value()
		known = frozenset(special.first.year for special in term.specials)
		calendar.tell_unknown_years(term.start, term.end, known)

	def get_fault_text(self, fault, term: Term) -> str:
		def day(value):
			return frappe.format(value, "Date")

		row = self.holidays[fault.row - 1] if fault.row else None
		if fault.kind is TermFault.END_BEFORE_START:
			return _("The term ends ({0}) before it begins ({1}). Exchange or correct the dates.").format(
				day(term.end), day(term.start)
			)
		if fault.kind is TermFault.BREAK_NOT_AFTER_END:
			return _("The break must end after the term: {0} is not later than {1}.").format(
				day(term.break_until), day(term.end)
			)
		if fault.kind is TermFault.TOO_LONG:
			return _("Term and break together last {0} days. Check the years.").format(
				(term.last_day - term.start).days + 1
			)
		if fault.kind is TermFault.SPECIAL_WRONG_ORDER:
			return _("Holidays, row {0} ({1}): the last day lies before the first.").format(
				fault.row, row.title
			)
		if fault.kind is TermFault.SPECIAL_OUTSIDE:
			return _("Holidays, row {0} ({1}): it lies outside the term ({2} to {3}).").format(
				fault.row, row.title, day(term.start), day(term.last_day)
			)
		if fault.kind is TermFault.SPECIALS_OVERLAP:
			return _("Holidays, row {0} ({1}): it overlaps {2}. A day can be only one of the two.").format(
				fault.row, row.title, fault.other
			)
		return _(
			"The dates overlap the term {0}, its break included. A day belongs to one term only."
		).format(frappe.utils.get_link_to_form("Campus Term", fault.other))
