import frappe
from frappe import _

from campus_safety.adapters import directories
from campus_safety.domain.people.staff_columns import is_mail_domain
from campus_safety.engines.messages.telling import SCHOOL_LANGUAGE
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.document import CampusDocument
from campus_safety.services.people.host_sync import mapping

BY_HAND = "By Hand"


class CampusHostMapping(AppOwned, CampusDocument):
	"""What is read of a host, the ERP on this site or a directory of staff, and what it means here."""

	app_owned = ("confirmed_key",)

	def before_validate(self) -> None:
		self.set_title()
		self.set_endpoint()
		self.set_suggestions()

	def validate(self) -> None:
		self.validate_app_owned()
		self.set_mail_domain()
		self.set_run_as()
		mapping.validate(self)
		self.validate_mail_domain()
		self.validate_schedule()

	def set_title(self) -> None:
		"""As the school calls it, beside a name that never changes."""
		words = (
			_(self.get(field), lang=SCHOOL_LANGUAGE, context=self.doctype) for field in ("system", "subject")
		)
		self.title = " ".join(words)

	def set_endpoint(self) -> None:
		self.endpoint = (self.endpoint or directories.ENDPOINTS.get(self.system) or "").strip() or None

	def set_suggestions(self) -> None:
		"""Nothing said, everything suggested: for a record that is begun, and for one whose table was emptied."""
		if not self.fields_read and self.subject and self.system:
			mapping.suggest(self)

	def set_mail_domain(self) -> None:
		self.mail_domain = (self.mail_domain or "").strip().lstrip("@").lower() or None

	def set_run_as(self) -> None:
		"""Whoever chose the schedule or changed what it reads: nothing runs with somebody else's rights."""
		before = self.get_doc_before_save()
		if self.schedule == BY_HAND:
			self.run_as = None
		elif not before or before.schedule == BY_HAND or mapping.get_key(before) != mapping.get_key(self):
			self.run_as = frappe.session.user
		else:
			self.run_as = before.run_as

	def validate_mail_domain(self) -> None:
		if self.mail_domain and not is_mail_domain(self.mail_domain):
			frappe.throw(
				_("{0} is no mail domain; write it like school.edu.cn").format(
					_(self.meta.get_label("mail_domain"), context=self.doctype)
				)
			)

	def validate_schedule(self) -> None:
		if not 0 <= (self.at_hour or 0) <= 23:
			frappe.throw(_("Hour: enter a number from 0 to 23."))
		if not 1 <= (self.most_changed or 0) <= 100:
			frappe.throw(_("Waits above Percent: enter a number from 1 to 100."))
