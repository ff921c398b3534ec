"""When it happened, and whether it was written in time."""

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import entry_time
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.exceptions import LateEntryError
from campus_safety.records.settings import get_entry_times


class Timed:
	"""Part of every record that says when something happened: `occurred_on`, a day or a moment, and `late_entry`.

	late_writers: who may still write what is too old for everybody else.
	"""

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
		if found is entry_time.Entry.NEEDS_LEAD and not has_any_role(frappe.session.user, self.late_writers):
			frappe.throw(
				_(
					"{0} is more than {1} days ago. Only the College Lead can still enter it; it will be marked as a late entry."
				).format(frappe.format(claim), times.lead_days),
				LateEntryError,
				title=_("Too late to enter"),
			)
		self.late_entry = int(found is not entry_time.Entry.IN_TIME)

	def claims_new_time(self) -> bool:
		before = self.get_doc_before_save()
		return not before or cstr(before.occurred_on) != cstr(self.occurred_on)

	def _claimed_moment(self):
		is_day = self.meta.get_field("occurred_on").fieldtype == "Date"
		return getdate(self.occurred_on) if is_day else get_datetime(self.occurred_on)
