"""What every record of the app has in common (domain §0): who wrote it, whose it is, when it happened, what it may become."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_transitions, get_workflow, has_approval_access
from frappe.utils import cint, cstr, get_datetime, getdate, now_datetime

from campus_safety.access.checks import covers_student, reach_of
from campus_safety.access.scopes import has_any_role
from campus_safety.declared import WORKFLOWS
from campus_safety.domain import entry_time
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.exceptions import AppOwnedFieldError, LateEntryError, OutOfScopeError, WorkflowGuardError
from campus_safety.records import signing
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.scope import get_scope_of_student, get_scope_of_unit, get_term_of
from campus_safety.records.settings import get_entry_times

NOT_CONTENT = frozenset(
	("modified", "modified_by", "workflow_state", "status", "_seen", "_comments", "_assign")
)


class CampusRecord(AppOwned, Document):
	"""Base of every record about a student or a unit.

	app_owned: fields that only the app writes, `with doc.as_app()`.
	"""

	app_owned: tuple[str, ...] = ()

	def validate(self) -> None:
		self.set_recorded_by()
		self.set_scope()
		self.set_term()
		self.validate_scope()
		self.validate_app_owned()
		self.validate_workflow_guard()
		self.collect_keys()
		self.set_status()
		self.set_late_entry()

	# whose record it is

	def set_recorded_by(self) -> None:
		before = self.get_doc_before_save()
		self.recorded_by = before.recorded_by if before else frappe.session.user

	def set_scope(self) -> None:
		"""Unit and college as they were when the record was written: kept when the student later moves."""
		before = self.get_doc_before_save()
		if before:
			self.unit, self.college = before.unit, before.college
		elif self.get("student"):
			self.unit, self.college = get_scope_of_student(self.student)
		elif self.get("unit"):
			self.college = get_scope_of_unit(self.unit)

	def set_term(self) -> None:
		if not self.get("term"):
			self.term = get_term_of(getdate(self.get("occurred_on") or now_datetime()))

	def validate_scope(self) -> None:
		"""A person writes only about students and units they look after, whatever the screen offered."""
		if self.flags.ignore_permissions or not self.is_new():
			return
		user = frappe.session.user
		if self.get("student"):
			allowed = user == "Administrator" or covers_student(self.student, user)
		else:
			allowed = reach_of(user, self.doctype, "create").covers(self)
		if not allowed:
			frappe.throw(
				_(
					"You do not look after {0}. Ask the College Lead for a network assignment, or file an abnormal report."
				).format(self.get("student") or self.get("unit") or _(self.doctype)),
				OutOfScopeError,
				title=_("Outside your classes"),
			)

	# when it happened

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
		if found is entry_time.Entry.NEEDS_LEAD and not has_any_role(frappe.session.user, (COLLEGE_LEAD,)):
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

	# what it may become

	def validate_app_owned(self) -> None:
		if self.flags.app_write:
			return
		before = self.get_doc_before_save()
		for fieldname in self.app_owned:
			if content_of(self, fieldname) != (
				content_of(before, fieldname) if before else _empty(self, fieldname)
			):
				frappe.throw(
					_("{0} is written by the system and cannot be entered or changed by hand.").format(
						_(self.meta.get_label(fieldname))
					),
					AppOwnedFieldError,
				)

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
			frappe.throw(_("A new {0} begins as {1}.").format(_(self.doctype), _(first)), WorkflowGuardError)
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
					_(self.doctype), _(before.get(state_field)), _(wanted)
				),
				WorkflowGuardError,
			)

	def _guard_edit(self, workflow, state: str) -> None:
		editors = {row.allow_edit for row in workflow.states if row.state == state}
		if frappe.session.user != "Administrator" and not has_any_role(frappe.session.user, editors):
			frappe.throw(
				_("In the state {0} this {1} can be changed only by: {2}.").format(
					_(state), _(self.doctype), ", ".join(_(role) for role in sorted(editors))
				),
				WorkflowGuardError,
			)

	def changed_content(self, before) -> list[str]:
		"""Names of fields whose content this save changes, the workflow's own fields and the app's aside."""
		return [
			field.fieldname
			for field in self.meta.fields
			if field.fieldname not in NOT_CONTENT
			and field.fieldname not in self.app_owned
			and content_of(self, field.fieldname) != content_of(before, field.fieldname)
		]

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
				).format(_(self.doctype), _(stays)),
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


def content_of(doc, fieldname: str):
	"""A field's value in one spelling, a child table as one tuple per row: equal when nothing was changed."""
	field = doc.meta.get_field(fieldname)
	if not field or field.fieldtype not in frappe.model.table_fields:
		return _plain(field, doc.get(fieldname))
	return [
		tuple(_plain(column, row.get(column.fieldname)) for column in row.meta.fields)
		for row in doc.get(fieldname) or []
	]


def _plain(field, value):
	"""One spelling of a value, however it came in: numbers and checks as numbers, the rest as text."""
	if field and field.fieldtype in ("Check", "Int"):
		return cint(value)
	if field and field.fieldtype in ("Datetime",) and value:
		return cstr(get_datetime(value))
	return cstr(value)


def _empty(doc, fieldname: str):
	field = doc.meta.get_field(fieldname)
	if field.fieldtype in frappe.model.table_fields:
		return []
	return _plain(field, field.default)
