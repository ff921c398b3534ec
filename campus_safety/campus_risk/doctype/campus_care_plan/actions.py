"""The actions of a care plan 关爱措施 (四(二)): brought by its categories, kept as they are, done with a word on how."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.risk import care
from campus_safety.domain.risk.care import Template
from campus_safety.exceptions import AppendOnlyError, CareStepError
from campus_safety.records.content import content_of

TEMPLATE = "Campus Care Action Template"
COLUMNS = ("name", "action", "category", "due_days", "repeat_days", "owner_kind", "record")
# of a row that stands only these still change, and none once it is done
OPEN_FIELDS = ("action_owner", "done", "not_needed", "outcome")
APP_FIELDS = ("done_on", "done_by", "category", "template", "record", "repeat_days")
OWNERS = {"Responsible Person": "responsible_person", "Lead in Charge": "lead"}


def is_open(row) -> bool:
	return not row.done and not row.not_needed


def follow(plan, today: date) -> None:
	"""Everything about the actions that a save changes. Errors: AppendOnlyError, CareStepError."""
	before = plan.get_doc_before_save()
	saved = {row.name: row for row in before.actions} if before else {}
	_validate_kept(plan, saved)
	for row in list(plan.actions):
		old = saved.get(row.name)
		_keep_app_fields(plan, row, old)
		if not (old or row.flags.of_list):
			_validate_due(row, today)
		if not is_open(row) and (not old or is_open(old)):
			_finish(plan, row, today)
	if plan.status == "Supporting":
		_add_asked_for(plan, today)
	_drop_unneeded(plan)
	plan.next_due = min((getdate(row.due) for row in plan.actions if is_open(row)), default=None)


def get_undone(plan) -> list:
	"""Open actions that do not repeat: care does not end over them."""
	return [row for row in plan.actions if is_open(row) and not row.repeat_days]


def _validate_kept(plan, saved: dict) -> None:
	"""Rows stay, and of their content only who does it and what came of it."""
	here = {row.name: row for row in plan.actions}
	for name, old in saved.items():
		row = here.get(name)
		if not row:
			_refuse(
				_("Action {0} ({1}) stays. Tick Not Needed and write why.").format(old.idx, old.action),
			)
		frozen = ("action", "due") if is_open(old) else ("action", "due", *OPEN_FIELDS)
		changed = [field for field in frozen if content_of(row, field) != content_of(old, field)]
		if changed:
			_refuse(
				_("Action {0}: {1} no longer changes. Add a row below for what is new.").format(
					row.idx, _(row.meta.get_label(changed[0]), context=row.doctype)
				)
			)


def _refuse(why: str) -> None:
	frappe.throw(why, AppendOnlyError, title=_("Actions are kept"))


def _validate_due(row, today: date) -> None:
	"""What was done before it was written down is no action, it stands in a talk or a review. Errors: CareStepError."""
	if getdate(row.due) < today:
		frappe.throw(
			_("Action {0}: {1} has passed. Enter the day by which it is to be done.").format(
				row.idx, frappe.format(getdate(row.due))
			),
			CareStepError,
			title=_("Due in the past"),
		)


def _keep_app_fields(plan, row, old) -> None:
	"""What the app writes into a row is the app's, whatever a form sends."""
	for field in APP_FIELDS:
		row.set(field, old.get(field) if old else row.get(field) if row.flags.of_list else None)
	row.action_owner = row.action_owner or plan.responsible_person


def _finish(plan, row, today: date) -> None:
	"""Errors: CareStepError for what is ticked and says nothing."""
	if row.done and row.not_needed:
		frappe.throw(_("Action {0}: Done or Not Needed, one of the two.").format(row.idx), CareStepError)
	if not (row.outcome or "").strip():
		frappe.throw(
			_("Action {0} ({1}): write what was done, or why it is not needed.").format(row.idx, row.action),
			CareStepError,
			title=_("What was done?"),
		)
	row.done_on, row.done_by = today, frappe.session.user
	due = care.next_due(getdate(row.due), row.repeat_days or 0, today) if row.done else None
	if due:
		_append(plan, row, due)


def _append(plan, like, due: date) -> None:
	row = plan.append("actions", {"due": due, **{field: like.get(field) for field in _CARRIED}})
	row.flags.of_list = True


_CARRIED = ("action", "action_owner", "category", "template", "record", "repeat_days")


def _add_asked_for(plan, today: date) -> None:
	templates = {
		row.name: row
		for row in frappe.get_all(
			TEMPLATE, filters={"enabled": 1}, fields=list(COLUMNS), order_by="place asc, creation asc"
		)
	}
	asked = [Template(row.name, row.category, row.due_days, row.repeat_days) for row in templates.values()]
	present = {row.template for row in plan.actions if row.template}
	for wanted in care.to_add(asked, plan.get_categories(), present):
		like = templates[wanted.name]
		like.template = wanted.name
		like.action_owner = plan.get(OWNERS[like.owner_kind]) or plan.responsible_person
		_append(plan, like, frappe.utils.add_days(today, wanted.due_days))


def _drop_unneeded(plan) -> None:
	"""What only a category asked for that was taken out ends with it, and what repeats with the care; what was done stays."""
	categories, is_over = plan.get_categories(), not plan.is_open
	for row in plan.actions:
		if is_open(row) and (is_over or (row.template and row.category not in categories)):
			row.not_needed = 1
