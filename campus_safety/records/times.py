"""When it happened, and whether it was written in time."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import entry_time
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.exceptions import LateEntryError
from campus_safety.records.content import content_of
from campus_safety.records.plausible import refuse_impossible_days
from campus_safety.records.settings import get_entry_times

ROW_TIME = "recorded_at"
OF_THE_APP = frozenset((ROW_TIME, "late_entry"))


def _says(row) -> list:
	"""What a person wrote into the row."""
	return [
		content_of(row, field.fieldname) for field in row.meta.fields if field.fieldname not in OF_THE_APP
	]


class Timed:
	"""Part of every record that says when something happened: `occurred_on`, a day or a moment, and `late_entry`.

	keeps_row_times: tables whose rows' times the record writes itself.
	late_writers: who may still write what is too old for everybody else.
	"""

	keeps_row_times: tuple[str, ...] = ()
	late_writers: tuple[str, ...] = (COLLEGE_LEAD,)

	def set_late_entry(self) -> None:
		"""Mark a claim written too long after it happened; refuse one only the College Lead may still write."""
		if not self.get("occurred_on") or not self.claims_new_time():
			before = self.get_doc_before_save()
			self.late_entry = before.get("late_entry") if before else 0
			return
		claim, times = self._claimed_moment(), get_entry_times()
		found = entry_time.judge(claim, now_datetime(), times.hours, times.lead_days)
		if found is entry_time.Entry.FUTURE:
			frappe.throw(
				_("{0}: {1} has not happened yet. Enter the time when it really took place.").format(
					self.meta.get_label("occurred_on"), frappe.format(claim)
				),
				LateEntryError,
			)
		if found is entry_time.Entry.NEEDS_LEAD:
			self._validate_late_writer(claim, times.lead_days)
		self.late_entry = int(found is not entry_time.Entry.IN_TIME)

	def set_day(self, today: date) -> None:
		"""Of a record whose day nobody types: the day on which it was begun, and stays."""
		before = self.get_doc_before_save()
		self.occurred_on = (before and before.occurred_on) or self.occurred_on or today

	def validate_plausible(self) -> None:
		"""Errors: LateEntryError for a day or a moment that cannot be."""
		refuse_impossible_days(self)

	def set_row_times(self) -> None:
		"""Rows that keep their own time of writing, `recorded_at`, get it when they are new or say something else (domain §23).

		A row's `creation` is its record's: a visit typed weeks later would stand as written on the first day.
		"""
		before, now = self.get_doc_before_save(), now_datetime().replace(microsecond=0)
		for table in self.meta.get_table_fields():
			if table.fieldname in self.keeps_row_times or not frappe.get_meta(table.options).has_field(
				ROW_TIME
			):
				continue
			saved = {row.name: row for row in before.get(table.fieldname)} if before else {}
			for row in self.get(table.fieldname):
				old = saved.get(row.name)
				row.flags.is_claimed_now = not old or _says(row) != _says(old)
				row.set(ROW_TIME, now if row.flags.is_claimed_now else old.get(ROW_TIME))

	def is_late_row(self, day: date, now: datetime) -> bool:
		"""The same rule for a row that says when something happened. Errors: LateEntryError."""
		times = get_entry_times()
		found = entry_time.judge(day, now, times.hours, times.lead_days)
		if found is entry_time.Entry.NEEDS_LEAD:
			self._validate_late_writer(day, times.lead_days)
		return found is not entry_time.Entry.IN_TIME

	def _validate_late_writer(self, claim, lead_days: int) -> None:
		if not has_any_role(frappe.session.user, self.late_writers):
			frappe.throw(
				_(
					"{0} is more than {1} days ago. Only the College Lead can still enter it; it will be marked as a late entry."
				).format(frappe.format(claim), lead_days),
				LateEntryError,
				title=_("Too late to enter"),
			)

	def claims_new_time(self) -> bool:
		before = self.get_doc_before_save()
		return not before or cstr(before.occurred_on) != cstr(self.occurred_on)

	def _claimed_moment(self):
		is_day = self.meta.get_field("occurred_on").fieldtype == "Date"
		return getdate(self.occurred_on) if is_day else get_datetime(self.occurred_on)
