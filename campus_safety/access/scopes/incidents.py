"""Abnormal reports: who takes them reads all; a report itself whoever has it in hand, the college's lead, who was called about it.

Emergency incidents: the offices that answer for them, the commander, that college's lead; who opened one or was called while it goes on.
"""

import frappe

from campus_safety.access.scopes import Supposed, has_any_role, held, held_units, own_departments, roles_of
from campus_safety.domain import roles as r
from campus_safety.domain.incidents.emergency import OPEN, OVER
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

INTAKE = "Report Intake"
ALERT, RECIPIENT = "Campus Alert", "Campus Alert Recipient"
OPEN_TO_ALL = {0}  # not confidential
DRILL = "Campus Emergency Drill"
CASE = "Campus Accountability Case"
JUDGES = (r.DISCIPLINE_OFFICE, r.HR_OFFICE, r.SCHOOL_LEADER)
# who plans drills, those that nobody else knows of
PLANNERS = (r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.SCHOOL_LEADER)
# who answers for incidents, whatever the unit, and may command one
COMMAND_OFFICES = (r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.STUDENT_AFFAIRS, r.SCHOOL_OFFICE, r.SCHOOL_LEADER)


def is_intake(user: str) -> bool:
	"""Holds the post today and is of the Safety Office (domain §0). An account that administers takes no reports."""
	if not has_any_role(user, (r.SAFETY_OFFICE,)):
		return False
	if isinstance(user, Supposed):
		return False  # the office alone opens nothing: whoever holds the post has it in hand
	if has_any_role(user, (r.SYSTEM_MANAGER,)):
		return False
	return bool(
		frappe.db.exists(
			"Campus Network Assignment", {"holder_user": user, "position": INTAKE, "status": "Active"}
		)
	)


def reports(user: str, doctype: str) -> Reach:
	"""Abnormal Report, L3. Sexual harm and what concerns staff: who takes reports, and whoever they have named, nobody else."""
	if is_intake(user):
		return EVERYTHING
	reach = Reach.of(Match.on(assigned_to={user}))
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		return reach | Reach.of(Match.on(restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user), restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.PSYCH_HEAD,)):
		reach |= Reach.of(Match.on(help_seeking={1}, restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(urgency={"Urgent"}, restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.SAFETY_OFFICE,)):
		return reach  # by the post alone
	return reach | Reach.of(Match.on(name=_called_about(user, doctype), restricted=OPEN_TO_ALL))


def senders(user: str, doctype: str) -> Reach:
	"""Report Sender, L4: who takes reports (domain §0)."""
	return EVERYTHING if is_intake(user) else NOTHING


def _called_about(user: str, doctype: str) -> list[str]:
	"""Whoever is called to act can read what about, until it is over."""
	if isinstance(user, Supposed):
		return []
	alert, told = frappe.qb.DocType(ALERT), frappe.qb.DocType(RECIPIENT)
	rows = _called(doctype).where((told.user == user) & (alert.status != "Ended")).run()
	return [row[1] for row in rows]


def emergencies(user: str, doctype: str) -> Reach:
	"""Emergency Incident: the offices that answer for it, its commander, that College Lead; who opened it or was called, until it has ended.

	Who judges afterwards reads it from its end on.
	"""
	if has_any_role(user, COMMAND_OFFICES):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return NOTHING
	reach = Reach.of(
		Match.on(commander={user}),
		Match.on(recorded_by={user}, status=OPEN),
		Match.on(name=_ever_called_about(user, doctype), status=OPEN),
	)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	if has_any_role(user, (r.DISCIPLINE_OFFICE, r.HR_OFFICE)):
		reach |= Reach.of(Match.on(status=OVER))
	return reach


def accountability_cases(user: str, doctype: str) -> Reach:
	"""Accountability Case: Discipline and HR Office, School Leader; never whoever answers in it, person or unit."""
	if not has_any_role(user, JUDGES):
		return NOTHING
	if isinstance(user, Supposed):
		return EVERYTHING
	own = get_cases_about(user)
	if not own:
		return EVERYTHING
	others = frappe.get_all(doctype, filters={"name": ("not in", sorted(own))}, pluck="name")
	return Reach.of(Match.on(name=others))


def get_cases_about(user: str) -> frozenset[str]:
	"""Cases in which this account answers, or the unit in which it works. One query: asked wherever a list of cases is."""
	row, unit = frappe.qb.DocType("Campus Case Person"), frappe.qb.DocType("Campus Unit")
	offices = (
		frappe.qb.from_(unit)
		.select(unit.name)
		.where((unit.unit_type == "Department") & unit.office_role.isin(sorted(roles_of(user)) or [""]))
	)
	mine = (row.person == user) | row.assessed_unit.isin(offices)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		mine = mine | row.assessed_unit.isin(sorted(held_units(user)) or [""])
	rows = frappe.qb.from_(row).select(row.parent).distinct().where(mine & (row.parenttype == CASE)).run()
	return frozenset(name for (name,) in rows)


def answers_in(user: str, persons) -> bool:
	"""Does the account work in one of the units that answer in these rows?"""
	units = {row.assessed_unit for row in persons} - {None, ""}
	leads_some = has_any_role(user, (r.COLLEGE_LEAD,)) and bool(units & held_units(user))
	return bool(units & own_departments(user)) or leads_some


def reviews(user: str, doctype: str) -> Reach:
	"""Incident Review: the offices that answer for incidents, who writes it, that College Lead."""
	if has_any_role(user, COMMAND_OFFICES):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return NOTHING
	reach = Reach.of(Match.on(responsible_person={user}))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	return reach


def drills(user: str, doctype: str) -> Reach:
	"""Emergency Drill: who plans drills, its safety officer; who cares for a key student there; all staff once it is no surprise."""
	if has_any_role(user, PLANNERS):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return NOTHING
	return Reach.of(
		Match.on(hidden={0}),
		Match.on(safety_officer={user}),
		Match.on(recorded_by={user}),
		Match.on(name=_prepared_by(user)),
	)


def _prepared_by(user: str) -> list[str]:
	"""Surprises where a key student lives or learns for whom the account answers today."""
	planned = (
		[]
		if isinstance(user, Supposed)
		else frappe.get_all(DRILL, {"hidden": 1}, ["name", "building", "drilled_unit"])
	)
	if not planned:
		return []
	status, student = frappe.qb.DocType("Campus Risk Status"), frappe.qb.DocType("Campus Student")
	rows = (
		frappe.qb.from_(status)
		.join(student)
		.on(student.name == status.student)
		.select(student.dormitory_building, student.unit, student.college)
		.distinct()
		.where((status.status == "Active") & (status.responsible_person == user))
		.run()
	)
	buildings, units = {row[0] for row in rows}, {unit for row in rows for unit in row[1:]}
	return [
		row.name
		for row in planned
		if (row.building in buildings if row.building else row.drilled_unit and row.drilled_unit in units)
	]


def muster_marks(user: str, doctype: str) -> Reach:
	"""Muster Mark: who plans drills; of a drill its officer, its wardens, whoever looks after the building or the class."""
	if has_any_role(user, PLANNERS):
		return EVERYTHING
	return Reach.of(Match.on(drill=get_mustered(user)))


def get_mustered(user: str) -> frozenset[str]:
	"""Drills that have begun and in which somebody marks, or sees who has come."""
	if isinstance(user, Supposed):
		return frozenset()
	begun = {"status": ("in", ("Running", "Finished"))}
	found = {*_rows_of(user, "Campus Drill Warden")}
	places = [("safety_officer", [user]), ("recorded_by", [user])]
	if has_any_role(user, (r.DORM_MANAGER,)):
		places.append(("building", held(user, "Campus Dormitory")))
	if has_any_role(user, (*r.CLASS_STAFF, r.COLLEGE_LEAD)):
		places.append(("drilled_unit", held_units(user)))
	for field, values in places:
		if values:
			found |= {*frappe.get_all(DRILL, {**begun, field: ("in", sorted(values))}, pluck="name")}
	return frozenset(found)


def _rows_of(user: str, table: str) -> list[str]:
	"""Drills whose table names the account."""
	if isinstance(user, Supposed):
		return []
	return frappe.get_all(table, {"user": user, "parenttype": DRILL}, pluck="parent", distinct=True)


def get_called(doctype: str, name: str) -> list[str]:
	"""Accounts that an alert about this record has called, over or not."""
	alert = frappe.qb.DocType(ALERT)
	return [row[0] for row in _called(doctype).where(alert.reference_name == name).run()]


def _called(doctype: str):
	"""(account, record) of every alert about records of this kind."""
	alert, told = frappe.qb.DocType(ALERT), frappe.qb.DocType(RECIPIENT)
	return (
		frappe.qb.from_(told)
		.join(alert)
		.on(alert.name == told.parent)
		.select(told.user, alert.reference_name)
		.distinct()
		.where(alert.reference_doctype == doctype)
	)


def _ever_called_about(user: str, doctype: str) -> list[str]:
	"""Whoever responds goes on seeing it once somebody has taken the alert."""
	if isinstance(user, Supposed):
		return []
	told = frappe.qb.DocType(RECIPIENT)
	return [row[1] for row in _called(doctype).where(told.user == user).run()]
