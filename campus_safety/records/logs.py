"""The framework's logs of faults, without what stood in the records that were open.

They keep every variable of every function on the way. Struck before they are written, also before they wait in Redis.
"""

import sys

from frappe.core.doctype.error_log.error_log import ErrorLog
from frappe.core.doctype.scheduled_job_log.scheduled_job_log import ScheduledJobLog
from frappe.email.doctype.email_queue.email_queue import EmailQueue

from campus_safety.access import faults
from campus_safety.access.circle import is_mailed_to_circle
from campus_safety.access.discreet import is_about_records, texts_of_request
from campus_safety.domain.discreet import without_quotes, without_values


class DiscreetErrorLog(ErrorLog):
	"""Faults of requests and jobs that concern our records; those of other apps are kept as they are."""

	def deferred_insert(self) -> None:
		faults.note(sys.exc_info()[1])
		self.strike()
		super().deferred_insert()

	def before_insert(self) -> None:
		self.strike()

	def strike(self) -> None:
		if not is_about_records(f"{self.error}\n{self.method}"):
			return
		given, fault, title = texts_of_request(), self.error or "", self.method or ""
		self.error = without_values(fault, given)
		# the framework takes the fault's message for a title where nobody gave one
		is_message = title and title in fault
		self.method = self.error.split("\n")[-1] if is_message else without_quotes(title, given)


class DiscreetScheduledJobLog(ScheduledJobLog):
	"""Details of a job of ours that failed."""

	def db_set(self, fieldname, value=None, *args, **kwargs):
		if fieldname == "details" and is_about_records(str(value)):
			value = without_values(value)
		return super().db_set(fieldname, value, *args, **kwargs)


class StruckEmailQueue(EmailQueue):
	"""Of a mail to an account that can open protected records nothing is kept once it is sent: it may hold a key to it."""

	def update_db(self, commit=False, **kwargs):
		if kwargs.get("status") == "Sent" and is_mailed_to_circle(row.recipient for row in self.recipients):
			kwargs |= {"message": "", "attachments": None}
		super().update_db(commit=commit, **kwargs)
