import frappe
from frappe import _
from frappe.model.document import Document


class CampusAlertKind(Document):
	def validate(self) -> None:
		self.validate_steps()
		self.validate_minutes()

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

	def validate_minutes(self) -> None:
		for fieldname in ("repeat_minutes", "silence_minutes"):
			if (self.get(fieldname) or 0) < 0:
				frappe.throw(_("{0} cannot be negative.").format(_(self.meta.get_label(fieldname))))
