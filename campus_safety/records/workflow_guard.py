"""What a record may become: through its workflow, by whom it may be edited, and how many must sign."""

import frappe
from frappe import _
from frappe.model.workflow import get_transitions, get_workflow, has_approval_access

from campus_safety.access.scopes import has_any_role
from campus_safety.declared import WORKFLOWS
from campus_safety.exceptions import WorkflowGuardError
from campus_safety.records import signing


class WorkflowGuarded:
	"""Part of every record with a workflow; needs `AppOwned`. The buttons of the Desk promise it, here it is held."""

	def validate_workflow_guard(self) -> None:
		"""What the framework leaves to the buttons (frappe-facts 8): who may edit in this state, self-approval."""
		if not self.meta.get_workflow() or self.flags.app_write:
			return
		workflow, before = get_workflow(self.doctype), self.get_doc_before_save()
		if not before:
			self._guard_first_state(workflow)
		elif before.get(workflow.workflow_state_field) != self.get(workflow.workflow_state_field):
			self._guard_transition(workflow, before)
		if before and self.changed_content(before):
			self._guard_edit(workflow, before.get(workflow.workflow_state_field))

	def validate_workflow(self) -> None:
		"""The framework's own check; not when the app moves a record (a job, a student's page), whose service decides."""
		if not self.flags.app_write:
			super().validate_workflow()

	def _guard_first_state(self, workflow) -> None:
		first = workflow.states[0].state
		if (self.get(workflow.workflow_state_field) or first) != first:
			frappe.throw(
				_("A new {0} begins as {1}.").format(_(self.doctype), _(first, context=self.doctype)),
				WorkflowGuardError,
			)
		self.set(workflow.workflow_state_field, first)

	def _guard_transition(self, workflow, before) -> None:
		state_field = workflow.workflow_state_field
		wanted = self.get(state_field)
		if not any(
			way["next_state"] == wanted and has_approval_access(frappe.session.user, before, way)
			for way in get_transitions(before, workflow)
		):
			frappe.throw(
				_("You cannot take this {0} from {1} to {2}.").format(
					_(self.doctype),
					_(before.get(state_field), context=self.doctype),
					_(wanted, context=self.doctype),
				),
				WorkflowGuardError,
			)

	def _guard_edit(self, workflow, state: str) -> None:
		editors = {row.allow_edit for row in workflow.states if row.state == state}
		if frappe.session.user != "Administrator" and not has_any_role(frappe.session.user, editors):
			frappe.throw(
				_("In the state {0} this {1} can be changed only by: {2}.").format(
					_(state, context=self.doctype),
					_(self.doctype),
					", ".join(_(role) for role in sorted(editors)),
				),
				WorkflowGuardError,
			)

	def collect_keys(self) -> None:
		"""Several must sign before some statuses are reached: until they have, the document stays where it was."""
		table, before = WORKFLOWS.get(self.doctype), self.get_doc_before_save()
		if not table or not before or not self.meta.get_workflow() or not self.meta.has_field("signatures"):
			return
		state_field = get_workflow(self.doctype).workflow_state_field
		wanted = self._status_of_state()
		if wanted == before.status:
			if self.changed_content(before) and not self.flags.app_write:
				signing.void_signatures(self)
			return
		if self.changed_content(before) and not self.flags.app_write:
			signing.void_signatures(self)  # the others have not signed what is written in this step
		keys = table.keys_for(wanted, before)
		if not keys:
			signing.void_signatures(self)
		elif not signing.sign(self, purpose=wanted, keys=keys):
			self.set(state_field, before.get(state_field))
			frappe.msgprint(
				_("Your signature is recorded. Still to sign: {0}.").format(
					", ".join(_(role) for role in signing.missing_keys(self, wanted, keys))
				),
				indicator="orange",
				alert=True,
			)

	def set_status(self) -> None:
		"""`status` follows the workflow state and nothing else (decision 3)."""
		if self.doctype not in WORKFLOWS:
			return
		if self.meta.get_workflow():
			self.status = self._status_of_state()
		elif not self.flags.app_write:
			self.validate_status_stands_still()
			self.status = self._get_standing_status()

	def validate_status_stands_still(self) -> None:
		"""With its workflow switched off a record can be edited but goes nowhere: nobody signs by a plain save."""
		stays = self._get_standing_status()
		if (self.status or stays) != stays:
			frappe.throw(
				_(
					"The workflow of {0} is switched off, so its status stays {1}. Ask an administrator to activate it."
				).format(_(self.doctype), _(stays, context=self.doctype)),
				WorkflowGuardError,
			)

	def _get_standing_status(self) -> str:
		before = self.get_doc_before_save()
		return before.status if before else WORKFLOWS[self.doctype].first_status

	def _status_of_state(self) -> str:
		"""What the workflow state means to the app; a state of the school's own that maps to nothing changes nothing."""
		workflow, before = get_workflow(self.doctype), self.get_doc_before_save()
		for row in workflow.states:
			if row.state == self.get(workflow.workflow_state_field) and row.update_field == "status":
				return row.update_value
		return before.status if before else self.meta.get_field("status").options.split("\n")[0]
