"""A drill is planned, begins, ends: what each step needs, who may take it, who is told beforehand, what it leaves behind."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, get_fullname

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.incidents import PLANNERS
from campus_safety.domain.incidents import muster as rules
from campus_safety.domain.incidents.emergency import OPEN
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import DrillStepError
from campus_safety.records import roster
from campus_safety.records.named import may_be_named
from campus_safety.records.posts import get_enabled
from campus_safety.services.incidents.drills import muster

DRILL, REVIEW, ACTION = muster.DRILL, "Campus Incident Review", "Campus Review Action"
PLANNED, RUNNING, FINISHED, CANCELLED = "Planned", "Running", "Finished", "Cancelled"
MOST_CHECKS = 20
MOST_VISITORS = 2000
# what a muster always has to show; further ones come from earlier problems and from reviews
ALWAYS = ("警报各处都听得见", "通道和出口畅通", "每个人都有人清点")


def leads(user: str, drill) -> bool:
	return user in ("Administrator", drill.safety_officer, drill.recorded_by) or has_any_role(user, PLANNERS)


def validate_plan(drill, now: datetime) -> None:
	"""Errors: DrillStepError."""
	if drill.notice_mode != rules.ANNOUNCED and not rules.may_surprise(drill.drill_type):
		_refuse(_("A drill about violence is announced and never simulated by surprise."))
	if drill.drill_type != rules.TABLETOP and not (drill.building or drill.drilled_unit):
		_refuse(_("Choose the building, or the class or college, that comes out: else nobody is expected."))
	if (
		drill.building
		and frappe.db.get_value("Campus Dormitory", drill.building, "dormitory_type") != "Building"
	):
		_refuse(_("Choose the building, not a floor or a room."))
	if drill.notice_mode == "Window Announced":
		if not drill.window_until or get_datetime(drill.window_until) <= get_datetime(drill.planned_at):
			_refuse(_("Enter until when the window lasts: later than it begins."))
	if not may_be_named(DRILL, "safety_officer", drill.safety_officer):
		_refuse(_("The safety officer is not of the staff, or cannot sign in. Name somebody else."))
	if (drill.visitors or 0) > MOST_VISITORS:
		_refuse(_("More visitors than {0} are not counted one by one.").format(MOST_VISITORS))
	_validate_wardens(drill)
	_validate_told(drill, now)


def _validate_wardens(drill) -> None:
	"""They read the names of everybody who is expected."""
	for row in drill.wardens:
		if not may_be_named(DRILL, "wardens.user", row.user):
			_refuse(_("Row {0}: {1} is not of the staff.").format(row.idx, get_fullname(row.user)))


def _validate_told(drill, now: datetime) -> None:
	for field in ("told_119_at", "told_110_at"):
		if drill.get(field) and get_datetime(drill.get(field)) > now:
			label = _(drill.meta.get_label(field), context=DRILL)
			_refuse(_("{0} lies in the future: enter it once they are told.").format(label))


def validate_incident(drill, before) -> None:
	"""The muster of an emergency owes less than a drill: the emergency goes on. Errors: DrillStepError."""
	if not drill.incident or (before and before.incident == drill.incident):
		return
	if frappe.db.get_value("Campus Emergency Incident", drill.incident, "status") not in OPEN:
		_refuse(_("This incident has ended. A drill needs none."))


def set_hidden(drill) -> None:
	"""Participants do not read of what is to come by surprise; nor of a window, more than that it is announced."""
	drill.hidden = int(drill.status == PLANNED and drill.notice_mode == rules.UNANNOUNCED)


def bring_checks(drill) -> None:
	"""Of a new one: what always has to be shown, what the building's last drill left, what reviews have promised."""
	if drill.evaluation:
		return
	wanted = [(text, "", "") for text in ALWAYS if drill.drill_type != rules.TABLETOP]
	last = get_last(drill)
	wanted += [(row.problem, last.name, row.name) for row in last.problems] if last else []
	wanted += get_promised(drill.review)
	for item, comes_from, row in wanted[:MOST_CHECKS]:
		drill.append("evaluation", {"item": item, "comes_from": comes_from, "source_row": row})


def get_promised(review: str | None) -> list[tuple[str, str, str]]:
	"""(action, review, row) of approved reviews that no drill has shown yet; of a tabletop those of its review."""
	action, table = frappe.qb.DocType(ACTION), frappe.qb.DocType(REVIEW)
	query = (
		frappe.qb.from_(action)
		.join(table)
		.on((table.name == action.parent) & (action.parenttype == REVIEW))
		.select(action.action, table.name, action.name)
		.where((table.status == "Approved") & (action.prove_in_drill == 1))
		.where(action.proved_in.isnull() | (action.proved_in == ""))
		.orderby(action.due)
	)
	return list((query.where(table.name == review) if review else query).run())


def get_last(drill):
	"""The last finished drill of the same place."""
	field = "building" if drill.building else "drilled_unit"
	if not drill.get(field):
		return None
	names = frappe.get_all(
		DRILL,
		filters={
			field: drill.get(field),
			"status": FINISHED,
			"name": ("!=", drill.name or ""),
			"incident": ("is", "not set"),
		},
		order_by="started_at desc",
		limit=1,
		pluck="name",
	)
	return frappe.get_doc(DRILL, names[0]) if names else None


# who is told beforehand


def get_carers(drill) -> list[str]:
	"""Who cares for a key student there, to prepare the student where that is right.

	Nothing of it is kept in the drill: who they are says where key students live, and not everybody who reads it may know.
	"""
	student, status = frappe.qb.DocType("Campus Student"), frappe.qb.DocType("Campus Risk Status")
	query = (
		frappe.qb.from_(status)
		.join(student)
		.on(student.name == status.student)
		.select(status.responsible_person)
		.distinct()
		.where((status.status == "Active") & status.responsible_person.isnotnull())
	)
	if drill.building:
		query = query.where(student.dormitory_building == drill.building)
	elif drill.drilled_unit:
		query = query.where((student.unit == drill.drilled_unit) | (student.college == drill.drilled_unit))
	else:
		return []
	return get_enabled(user for (user,) in query.run() if user)


def follow(drill, now: datetime) -> None:
	"""After each save."""
	if not drill.hidden:
		return
	tell(
		{*get_carers(drill), drill.safety_officer},
		lambda: _(
			"Drill {0} is planned and told to nobody else: open it, and prepare whom you care for"
		).format(drill.name),
		f"drill|{drill.name}|{drill.planned_at}",
		drill,
		now=now,
		confidential=True,
	)


# its steps


def start(drill, now: datetime) -> None:
	"""Errors: DrillStepError."""
	_validate_leads(drill)
	if drill.status != PLANNED:
		_refuse(_("It has begun already, or is over."))
	needed = {rules.FIRE: "told_119_at", rules.VIOLENCE: "told_110_at"}.get(drill.drill_type)
	if needed and not drill.get(needed) and not drill.incident:
		label = _(drill.meta.get_label(needed), context=DRILL)
		_refuse(_("Before it begins, fill in: {0}.").format(label))
	drill.update(
		{
			"status": RUNNING,
			"started_at": now.replace(microsecond=0),
			"is_night": int(roster.get_shift(now).name == "Night"),
		}
	)
	_save(drill)
	muster.write_expected(drill, now)


def finish(drill, now: datetime) -> None:
	"""Every check is answered, every problem is a hazard or says why not. Errors: DrillStepError."""
	_validate_leads(drill)
	if drill.status != RUNNING:
		_refuse(_("It is not running."))
	gaps = [_("Check {0} has no result.").format(row.idx) for row in drill.evaluation if not row.result]
	gaps += [
		_("Problem {0} is no hazard yet, and does not say why not.").format(row.idx)
		for row in drill.problems
		if not (row.hazard or (row.no_hazard_reason or "").strip())
	]
	if gaps and not drill.incident:
		frappe.throw(gaps, DrillStepError, title=_("It is not finished yet"), as_list=True)
	last = muster.get_last_mark(drill.name)
	marks = muster.close(drill.name, now)
	totals = muster.count(drill.name)
	drill.update(
		{
			"status": FINISHED,
			"finished_at": now.replace(microsecond=0),
			"muster_time": last,
			"muster_minutes": rules.minutes_between(get_datetime(drill.started_at), last) if last else 0,
			"expected": totals.expected,
			"evacuated": totals.present,
			"missing": totals.waiting,
			"excused": totals.excused,
			"marks_digest": marks,
			"occurred_on": get_datetime(drill.started_at).date(),
		}
	)
	_save(drill)
	_show_proofs(drill)


def cancel(drill, now: datetime) -> None:
	"""Errors: DrillStepError."""
	_validate_leads(drill)
	if drill.status != PLANNED:
		_refuse(_("Only what has not begun is cancelled."))
	drill.status = CANCELLED
	_save(drill)


def _show_proofs(drill) -> None:
	"""An action of a review that this drill has shown needs no further proof."""
	shown = {
		row.source_row: row.comes_from for row in drill.evaluation if row.result == "Met" and row.source_row
	}
	for row, review in shown.items():
		if frappe.db.exists(ACTION, {"name": row, "parent": review}):
			frappe.db.set_value(ACTION, row, "proved_in", drill.name)
	follow_rows(REVIEW, set(shown.values()))


def _save(drill) -> None:
	with drill.as_app():
		drill.save(ignore_permissions=True)  # who may was asked above, on the row


def _validate_leads(drill) -> None:
	if not leads(frappe.session.user, drill):
		_refuse(_("Only the safety officer, or who plans drills, does this."))


def _refuse(text: str) -> None:
	frappe.throw(text, DrillStepError)
