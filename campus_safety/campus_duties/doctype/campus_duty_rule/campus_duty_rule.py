import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import nowdate

from campus_safety.engines.duties import events, generate, rules
from campus_safety.exceptions import DutyRuleError


class CampusDutyRule(Document):
	"""What somebody owes, how often, and which records fulfil it (domain §23): data, never code."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_duties.doctype.campus_duty_escalation.campus_duty_escalation import (
			CampusDutyEscalation,
		)

		catch_up_days: DF.Int
		clause: DF.Link | None
		days_that_count: DF.Literal["All Days", "Outside Breaks", "Teaching Days", "Centre Open Days"]
		due_week: DF.Int
		effective_from: DF.Date | None
		enabled: DF.Check
		escalation: DF.Table[CampusDutyEscalation]
		evidence_doctype: DF.Link
		evidence_filter: DF.Code | None
		grace_days: DF.Int
		min_count: DF.Int
		min_days: DF.Int
		notes: DF.SmallText | None
		period: DF.Literal["Day", "Week", "Month", "Term", "Year"]
		responsible_position: DF.Autocomplete
		responsible_unit: DF.Link | None
		rhythm: DF.Literal["", "Contact", "Talk", "Dispatch"]
		rule_name: DF.Data
		seed_key: DF.Data | None
		subject_field: DF.Autocomplete
		subject_filter: DF.Code | None
		subject_type: DF.Literal[
			"Student",
			"Key Student",
			"Student in Care",
			"Suspended Student",
			"Class",
			"College",
			"Department",
			"Dormitory",
			"School",
		]
		time_field: DF.Autocomplete
		waits_for_evidence: DF.Check
		warn_before_days: DF.Int
		weight: DF.Float
	# end: auto-generated types

	def validate(self) -> None:
		self.set_effective_from()
		self.set_arrival()
		if self.enabled or not self.waits_for_evidence:
			rules.validate(self)
		self.validate_history()

	def on_update(self) -> None:
		events.forget()
		if not self.enabled and self.has_value_changed("enabled"):
			generate.withdraw_all(self.name)

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		events.forget()

	def on_trash(self) -> None:
		if frappe.db.exists("Campus Duty Obligation", {"rule": self.name}):
			frappe.throw(
				_(
					"Duties have been made from {0}: they are the history of who did what. Switch the rule off instead."
				).format(self.rule_name),
				DutyRuleError,
			)
		events.forget()

	def set_effective_from(self) -> None:
		"""A rule that is switched on makes duties from now on, not for a past in which nobody knew it."""
		switched_on = not self.is_new() and self.enabled and self.has_value_changed("enabled")
		if not self.effective_from or (switched_on and not self.has_value_changed("effective_from")):
			self.effective_from = nowdate()

	def set_arrival(self) -> None:
		"""Only shipped rules that are switched off wait for a document type that a later version brings, as they expect it."""
		self.waits_for_evidence = int(bool(self.seed_key) and not self.enabled and not rules.fits(self))

	def validate_history(self) -> None:
		"""What duties were made from must stay readable: another subject or period is another rule."""
		before = self.get_doc_before_save()
		if not before:
			return
		for field in ("subject_type", "period"):
			if self.has_value_changed(field) and frappe.db.exists(
				"Campus Duty Obligation", {"rule": self.name}
			):
				frappe.throw(
					_(
						"{0} can no longer be changed: duties have been made from this rule. Switch it off and write a new one."
					).format(_(self.meta.get_label(field), context=self.doctype)),
					DutyRuleError,
				)
