import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from campus_safety.exceptions import WarningRuleError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided
from campus_safety.services.warning import figures, registry, rules, told


class CampusWarningRule(Decided, AppOwned, Document):
	"""Signals that together ask somebody to look at a student (domain §24): data, never code. It changes no level by itself."""

	administrator_deletes = False
	decided_error = WarningRuleError
	app_owned = ("impact_assessment", "enabled_on", "paused_on", "paused_because", *figures.FIGURES)

	def onload(self) -> None:
		"""The figures as they are, for whoever may count the warnings anyway."""
		if not self.is_new() and told.reads_all():
			self.set_onload("exact", figures.get_exact(self.name, getdate()))

	def validate(self) -> None:
		self.validate_app_owned()
		if self.enabled or not self.flags.app_write:
			rules.validate(self)  # the app pauses one that is refused by now
		self.set_switched_on()

	def on_update(self) -> None:
		registry.forget()

	def after_delete(self) -> None:
		registry.forget()

	def may_be_deleted(self) -> bool:
		return not frappe.db.exists("Campus Early Warning", {"rule": self.name})

	def why_kept(self) -> str:
		return _("{0} has made warnings: it stays as their reason. Switch it off instead.").format(
			self.rule_name
		)

	def set_switched_on(self) -> None:
		"""A rule that is switched on rests on the assessment that is valid that day. Errors: AssessmentNeededError, WarningRuleError."""
		before = self.get_doc_before_save()
		if not self.enabled or (before and before.enabled):
			return
		today = getdate()
		self.impact_assessment = rules.get_assessment(today)
		rules.validate_expiry(self, today)
		self.enabled_on, self.paused_on, self.paused_because = today, None, ""
