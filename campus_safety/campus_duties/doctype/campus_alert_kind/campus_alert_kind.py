import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.access.circle import may_learn_of
from campus_safety.access.rules import PROTECTED
from campus_safety.declared import ALERTS
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.records.decided import Decided

LONGEST_GRAVE = 4 * 60  # minutes between two calls about a life


class CampusAlertKind(Decided, Document):
	"""Who is told of what, and when. Every change is a line in the access log and told (engines.opening.code_roads)."""

	administrator_deletes = False

	def validate(self) -> None:
		self.validate_steps()
		self.validate_offices()
		self.validate_minutes()
		self.validate_grave()

	def validate_steps(self) -> None:
		"""Errors: ValidationError naming the row that says nobody, or more than one."""
		for row in self.steps:
			if sum(bool(value) for value in (row.to_position, row.to_role, row.on_duty)) != 1:
				frappe.throw(
					_(
						"Step {0}: choose a position, or an office, or who is on duty: one of the three."
					).format(row.idx)
				)
			if (row.after_minutes or 0) < 0:
				frappe.throw(_("Step {0}: minutes are counted from the alert on, 0 or more.").format(row.idx))
		if self.enabled and not self.steps:
			frappe.throw(_("Name at least one step, or switch this kind off: nobody would be told."))

	def validate_offices(self) -> None:
		"""Whoever is told learns of the record: of a protected one only offices that may open such records are."""
		protected = [source.doctype for source in self.sources() if source.doctype in PROTECTED]
		allowed = may_learn_of(protected) if protected else frozenset(DESK_ROLES)
		for row in self.steps:
			if row.to_role and row.to_role not in allowed:
				frappe.throw(
					_("Step {0}: {1} is no office that may learn of this.").format(row.idx, _(row.to_role)),
					frappe.PermissionError,
				)

	def validate_minutes(self) -> None:
		for fieldname in ("repeat_minutes", "silence_minutes"):
			if (self.get(fieldname) or 0) < 0:
				frappe.throw(
					_("{0} cannot be negative.").format(
						_(self.meta.get_label(fieldname), context=self.doctype)
					)
				)

	def validate_grave(self) -> None:
		"""Errors: ValidationError where a call about a life would be silent, late, or said only once."""
		if not any(source.grave for source in self.sources()):
			return
		told_at_once = any(not row.on_duty and not row.after_minutes for row in self.steps)
		minutes = (self.repeat_minutes or 0, self.silence_minutes or 0)
		if not (self.enabled and self.urgent and told_at_once) or not all(
			0 < each <= LONGEST_GRAVE for each in minutes
		):
			frappe.throw(
				_(
					"This is about a life: it stays switched on and marked so, tells a position or an office at once, and says it again after {0} minutes at most."
				).format(LONGEST_GRAVE)
			)

	def sources(self) -> list:
		return [source for source in ALERTS if source.kind == self.name]

	def concerns_protected(self) -> bool:
		return any(source.doctype in PROTECTED for source in self.sources())

	def may_be_deleted(self) -> bool:
		"""What the app calls for is switched off, if it may be, and never taken away."""
		return not self.sources()

	def why_kept(self) -> str:
		return _("The app calls by this kind. Switch it off instead.")
