"""The actions of a crisis: what its level asks for, when it is due, and what proves that it was done (四(三)).

Rows of the checklist keep their time and stay; a person adds rows of their own, and ticks what is done with a word on how.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.crisis import clock
from campus_safety.domain.crisis.clock import Facts, Template
from campus_safety.domain.crisis.guardians import GUARDIAN, KIN, REACHED
from campus_safety.exceptions import AppendOnlyError, CrisisStepError
from campus_safety.records.content import content_of
from campus_safety.services.crisis import people

TEMPLATE = "Campus Crisis Action Template"
CLOSED = "Closed"
COLUMNS = (
	"name",
	"action",
	"crisis_level",
	"due_minutes",
	"same_day",
	"repeat_days",
	"owner_kind",
	"applies_when",
	"proof",
)
# of a row that stands only these still change
OPEN_FIELDS = ("action_owner", "done", "evidence")
APP_FIELDS = (
	"done_at",
	"done_by",
	"not_needed",
	"crisis_level",
	"template",
	"proof",
	"repeat_days",
	"begun_at",
	"remind_at",
)


def get_templates() -> dict[str, frappe._dict]:
	"""The school's checklist in its order, by name."""
	rows = frappe.get_all(
		TEMPLATE,
		filters={"enabled": 1},
		fields=list(COLUMNS),
		order_by="place asc, creation asc",
	)
	return {row.name: row for row in rows}


def get_facts(case) -> Facts:
	minor = bool(frappe.db.get_value("Campus Student", case.student, "is_minor"))
	return Facts(case.crisis_level, case.diagnosis_kind or None, bool(case.danger_now), minor)


def is_open(row) -> bool:
	return not row.done and not row.not_needed


def follow(case, now: datetime) -> None:
	"""Everything about the actions that a save changes. Errors: AppendOnlyError, CrisisStepError."""
	before = case.get_doc_before_save()
	saved = {row.name: row for row in before.actions} if before else {}
	_validate_kept(case, saved)
	for row in list(case.actions):
		old = saved.get(row.name)
		_keep_times(case, row, old, now)
		if row.done and not (old and old.done):
			_finish(case, row, now)
	if case.status != CLOSED:
		_give_to_teacher(case, before)
		_add_asked_for(case, now)
	_drop_unneeded(case)
	case.next_due = min((get_datetime(row.due) for row in case.actions if is_open(row)), default=None)


def _validate_kept(case, saved: dict) -> None:
	"""Rows stay, and of their content only who does it and what was done."""
	names = {row.name for row in case.actions}
	for name, old in saved.items():
		if name not in names:
			frappe.throw(
				_("Action {0} ({1}) stays. Tick Done and write what was done.").format(old.idx, old.action),
				AppendOnlyError,
				title=_("Actions are kept"),
			)
	for row in case.actions:
		old = saved.get(row.name)
		if old:
			_validate_row(row, old)


def _validate_row(row, old) -> None:
	frozen = ("action", "due") if is_open(old) else ("action", "due", *OPEN_FIELDS)
	for fieldname in frozen:
		if fieldname == "evidence":
			changed = row.evidence != old.evidence
		else:
			changed = content_of(row, fieldname) != content_of(old, fieldname)
		if changed:
			frappe.throw(
				_("Action {0}: {1} no longer changes. Add a row below for what is new.").format(
					row.idx, _(row.meta.get_label(fieldname), context=row.doctype)
				),
				AppendOnlyError,
				title=_("Actions are kept"),
			)


def _keep_times(case, row, old, now: datetime) -> None:
	"""What the app writes into a row is the app's, whatever a form sends."""
	for fieldname in APP_FIELDS:
		row.set(
			fieldname, old.get(fieldname) if old else row.get(fieldname) if row.flags.of_checklist else None
		)
	if old or row.flags.of_checklist:
		return
	row.begun_at, row.crisis_level = now, case.crisis_level
	row.action_owner = row.action_owner or case.responsible_person
	row.remind_at = clock.remind_at(max(get_datetime(row.due), now), now)


def _finish(case, row, now: datetime) -> None:
	"""Errors: CrisisStepError for what is ticked and says nothing, or whose proof is not there."""
	if not (row.evidence or "").strip():
		frappe.throw(
			_("Action {0}: write what was done, then tick Done.").format(row.idx),
			CrisisStepError,
			title=_("What was done?"),
		)
	if row.proof and not PROOFS[row.proof](case):
		frappe.throw(
			_("Action {0} ({1}) is done when this is there: {2}.").format(
				row.idx, row.action, _(row.proof, context=row.doctype)
			),
			CrisisStepError,
			title=_("Not proved yet"),
		)
	row.done_at, row.done_by = now, frappe.session.user
	due = clock.next_due(get_datetime(row.due), row.repeat_days or 0, now)
	if due:
		_append(case, row, due, now)


def _append(case, like, due: datetime, now: datetime) -> None:
	"""The next time of what repeats."""
	row = case.append(
		"actions",
		{
			"action": like.action,
			"action_owner": like.action_owner,
			"due": due,
			"crisis_level": like.crisis_level,
			"template": like.template,
			"proof": like.proof,
			"repeat_days": like.repeat_days,
			"begun_at": now,
			"remind_at": clock.remind_at(due, now),
		},
	)
	row.flags.of_checklist = True


def _add_asked_for(case, now: datetime) -> None:
	templates = get_templates()
	asked = [
		Template(
			row.name, row.crisis_level, row.due_minutes, bool(row.same_day), row.repeat_days, row.applies_when
		)
		for row in templates.values()
	]
	present = [row.template for row in case.actions if row.template and not row.not_needed]
	for template in clock.to_add(asked, get_facts(case), present):
		shown = templates[template.name]
		like = frappe._dict(
			action=shown.action,
			action_owner=people.get_owner(case, shown.owner_kind),
			crisis_level=template.level,
			template=template.name,
			proof=shown.proof,
			repeat_days=template.repeat_days,
		)
		_append(case, like, clock.first_due(template, now), now)


def _give_to_teacher(case, before) -> None:
	"""What the centre's head held until the case had a teacher is the teacher's from then on."""
	if not case.psych_teacher or not before or before.psych_teacher:
		return
	of_centre = {name for name, row in get_templates().items() if row.owner_kind == people.CENTRE}
	stood_in = people.get_owner(before, people.CENTRE)
	for row in case.actions:
		if is_open(row) and row.template in of_centre and row.action_owner in (None, "", stood_in):
			row.action_owner = case.psych_teacher


def _drop_unneeded(case) -> None:
	"""What only a graver level asked for ends with it, everything with the case; what was done stays."""
	for row in case.actions:
		graver = row.crisis_level and not clock.outlives(row.crisis_level, case.crisis_level)
		if is_open(row) and (graver or case.status == CLOSED):
			row.not_needed = 1


def get_undone(case) -> list:
	"""Open actions that do not repeat: a case is not closed over them."""
	return [row for row in case.actions if is_open(row) and not row.repeat_days]


# what proves that an action was done


def _guardian_reached(case) -> bool:
	return any(row.result == REACHED and row.rung in (GUARDIAN, KIN) for row in case.guardian_contacts)


def _has_paper(doctype: str, statuses: tuple[str, ...]):
	return lambda case: bool(
		frappe.db.exists(doctype, {"crisis_case": case.name, "status": ("in", statuses)})
	)


PROOFS = {
	"Guardian Reached": _guardian_reached,
	"Parent Risk Notice": _has_paper("Campus Parent Risk Notice", ("Told", "Refused")),
	"Responsibility Transfer": _has_paper("Campus Responsibility Transfer", ("Transferred", "Arrived")),
	"Supervision Shift": lambda case: bool(case.supervision_shifts),
}
