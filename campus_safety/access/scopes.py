"""The reach of a user over the rows of a DocType: one function per kind of record.

What a person looks after is written in User Permissions, given and taken by Campus Network Assignment; these
functions only read them. A user without any reaches nothing (frappe-facts 9: fail closed).
"""

import frappe
from frappe.permissions import get_user_permissions

from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# who sees every student, whatever the unit
SCHOOL_WIDE = frozenset(
	(
		r.STUDENT_AFFAIRS,
		r.SAFETY_OFFICE,
		r.PSYCH_TEACHER,
		r.PSYCH_HEAD,
		r.SCHOOL_LEADER,
		r.SYSTEM_MANAGER,
	)
)
# who sees L2 records of every student: smaller, no counts-only offices, no administrators of the machine
SCHOOL_WIDE_L2 = frozenset((r.STUDENT_AFFAIRS, r.PSYCH_HEAD, r.PSYCH_TEACHER))
# whose unit scope opens L2 records about the students in it
L2_UNIT_ROLES = frozenset((*r.CLASS_STAFF, r.COLLEGE_LEAD))
# who sees every duty that is not about a student: of classes, buildings, departments, the school
SCHOOL_WIDE_DUTIES = frozenset(
	(r.SAFETY_OFFICE, r.SCHOOL_LEADER, r.SCHOOL_OFFICE, r.QUALITY_OFFICE, r.SYSTEM_MANAGER)
)
# who gets the figures of every duty, counted, without the rows about students behind them (domain §0)
COUNTS_ONLY_DUTIES = frozenset(
	(r.SAFETY_OFFICE, r.SCHOOL_LEADER, r.SCHOOL_OFFICE, r.QUALITY_OFFICE, r.HR_OFFICE, r.DISCIPLINE_OFFICE)
)
# who gets the nights counted, without the names of those who were late or missing
COUNTS_ONLY_NIGHTS = frozenset(
	(r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.SCHOOL_LEADER, r.SCHOOL_OFFICE, r.QUALITY_OFFICE)
)
# who goes on home visits
_VISITOR_ROLES = frozenset((*r.CLASS_STAFF, r.MENTOR, r.COLLEGE_LEAD))


def held(user: str, doctype: str) -> frozenset[str]:
	"""Nodes of one tree (or students) that the user looks after, descendants included."""
	return frozenset(row.get("doc") for row in get_user_permissions(user).get(doctype, []))


def held_units(user: str) -> frozenset[str]:
	return held(user, "Campus Unit")


def has_any_role(user: str, wanted) -> bool:
	return not frozenset(wanted).isdisjoint(frappe.get_roles(user))


def anyone(user: str, doctype: str) -> Reach:
	"""L1 masters: whoever has the role may read every row."""
	return EVERYTHING


def nobody(user: str, doctype: str) -> Reach:
	"""Rows that no list ever shows: child tables of protected records, opened only through their parent."""
	return NOTHING


def own(user: str, doctype: str) -> Reach:
	return Reach.of(Match.on(owner={user}))


def administered(user: str, doctype: str) -> Reach:
	"""Working papers of Student Affairs and the system's managers, and of whoever made them."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SYSTEM_MANAGER)):
		return EVERYTHING
	return own(user, doctype)


def students(user: str, doctype: str) -> Reach:
	"""Campus Student: by unit, by dormitory, or named one by one."""
	if has_any_role(user, SCHOOL_WIDE):
		return EVERYTHING
	return Reach.of(
		Match.on(unit=held_units(user)),
		Match.on(dormitory=held(user, "Campus Dormitory")),
		Match.on(name=held(user, "Campus Student")),
	)


def unit_records(user: str, doctype: str) -> Reach:
	"""L2 records about a student: class staff and College Lead by unit, Student Affairs and psych staff all."""
	if has_any_role(user, SCHOOL_WIDE_L2):
		return EVERYTHING
	if has_any_role(user, L2_UNIT_ROLES):
		return Reach.of(Match.on(unit=held_units(user)))
	return NOTHING


def home_visits(user: str, doctype: str) -> Reach:
	"""Home Visit: as L2 records, and those a person goes along with or, as a mentor, has planned.

	Who goes along stands in the child table alone, so the list and the document can never disagree about it.
	"""
	reach = unit_records(user, doctype)
	if reach.everything or not has_any_role(user, _VISITOR_ROLES):
		return reach
	reach |= Reach.of(
		Match.on(name=frappe.get_all(f"{doctype} Visitor", filters={"user": user}, pluck="parent"))
	)
	return reach | own(user, doctype) if has_any_role(user, (r.MENTOR,)) else reach


def heart_talks(user: str, doctype: str) -> Reach:
	"""Heart Talk: as L2 records; a mentor sees the talks they wrote themselves."""
	reach = unit_records(user, doctype)
	return reach | own(user, doctype) if has_any_role(user, (r.MENTOR,)) else reach


def parent_meetings(user: str, doctype: str) -> Reach:
	"""Parent Meeting: offices all, others by unit, and every meeting that one of their classes was invited to."""
	if has_any_role(user, (*SCHOOL_WIDE_L2, r.SAFETY_OFFICE)):
		return EVERYTHING
	if not has_any_role(user, L2_UNIT_ROLES):
		return NOTHING
	units = held_units(user)
	joint = frappe.get_all(
		f"{doctype} Unit", filters={"unit": ("in", units or [""])}, pluck="parent", distinct=True
	)
	return Reach.of(Match.on(unit=units), Match.on(name=joint))


def dorm_visits(user: str, doctype: str) -> Reach:
	"""Dorm Visit: of the buildings one looks after; class staff and lead those to rooms their students live in, and their own."""
	if has_any_role(user, SCHOOL_WIDE_L2):
		return EVERYTHING
	reach = NOTHING
	if has_any_role(user, (r.DORM_MANAGER,)):
		reach |= Reach.of(Match.on(dormitory=held(user, "Campus Dormitory"))) | own(user, doctype)
	if has_any_role(user, L2_UNIT_ROLES):
		units = held_units(user)
		rooms = frappe.get_all(
			"Campus Student",
			filters={"unit": ("in", units or [""]), "dormitory": ("is", "set")},
			pluck="dormitory",
			distinct=True,
		)
		visited = frappe.get_all(
			f"{doctype} Room", filters={"room": ("in", rooms or [""])}, pluck="parent", distinct=True
		)
		reach |= Reach.of(Match.on(unit=units), Match.on(name=visited)) | own(user, doctype)
	return reach


def gate_events(user: str, doctype: str) -> Reach:
	"""Gate Event: who went in and out. Student Affairs and the Security Office all; class staff and lead by unit; dorm managers those who live in their buildings."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE)):
		return EVERYTHING
	reach = NOTHING
	if has_any_role(user, L2_UNIT_ROLES):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	if has_any_role(user, (r.DORM_MANAGER,)):
		reach |= Reach.of(Match.on(dormitory=held(user, "Campus Dormitory")))
	return reach


def gate_imports(user: str, doctype: str) -> Reach:
	"""Gate Import: the two offices all, anybody else those they made."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE)):
		return EVERYTHING
	return own(user, doctype)


def class_absences(user: str, doctype: str) -> Reach:
	"""Class Absence: as L2 records; a teacher sees those they wrote or were named in, Academic Affairs what it entered."""
	reach = unit_records(user, doctype)
	if reach.everything:
		return reach
	if has_any_role(user, (r.MENTOR,)):
		reach |= own(user, doctype) | Reach.of(Match.on(teacher={user}))
	return reach | own(user, doctype) if has_any_role(user, (r.ACADEMIC_AFFAIRS,)) else reach


def leave_permits(user: str, doctype: str) -> Reach:
	"""Leave Permit: as L2 records; a School Leader sees the long ones that wait for a School Leader."""
	reach = unit_records(user, doctype)
	if reach.everything or not has_any_role(user, (r.SCHOOL_LEADER,)):
		return reach
	return reach | Reach.of(Match.on(approver_role={r.SCHOOL_LEADER}))


def night_rolls(user: str, doctype: str) -> Reach:
	"""Night Roll Call: the dorm managers of the building, and Student Affairs; the rows name students of every class."""
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		return EVERYTHING
	if has_any_role(user, (r.DORM_MANAGER,)):
		return Reach.of(Match.on(dormitory=held(user, "Campus Dormitory")))
	return NOTHING


def night_names(user: str, doctype: str) -> Reach:
	"""Students of a night one by one, in rows that carry unit and dormitory: who was late, who is missing."""
	return stay_registrations(user, doctype)


def night_counts(user: str, doctype: str) -> Reach:
	"""What the figures of a night are counted over: the students one looks after; for offices that only count, all."""
	return EVERYTHING if has_any_role(user, COUNTS_ONLY_NIGHTS) else night_names(user, doctype)


def stay_registrations(user: str, doctype: str) -> Reach:
	"""Stay Registration: class staff and lead by unit, dorm managers by building, Student Affairs all."""
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		return EVERYTHING
	reach = Reach.of(Match.on(unit=held_units(user))) if has_any_role(user, L2_UNIT_ROLES) else NOTHING
	if has_any_role(user, (r.DORM_MANAGER,)):
		reach |= Reach.of(Match.on(dormitory=held(user, "Campus Dormitory")))
	return reach


def absence_cases(user: str, doctype: str) -> Reach:
	"""Absence Case: as the stay list; Security Office and School Leader once the ladder, or a lost contact, has called them."""
	reach = stay_registrations(user, doctype)
	if reach.everything:
		return reach
	if has_any_role(user, (r.SECURITY_OFFICE,)):
		reach |= Reach.of(Match.on(security_called={1}))
	if has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(leader_called={1}))
	return reach


def assignments(user: str, doctype: str) -> Reach:
	"""Network Assignment: offices see all but the hidden officers; those are L4 (domain §1)."""
	if has_any_role(user, (r.SAFETY_OFFICE,)):
		return EVERYTHING
	reach = own(user, doctype) | Reach.of(Match.on(holder_user={user}, is_covert={0}))
	if has_any_role(user, SCHOOL_WIDE):
		return reach | Reach.of(Match.on(is_covert={0}))
	return reach | Reach.of(Match.on(unit=held_units(user), is_covert={0}))


def obligations(user: str, doctype: str) -> Reach:
	"""Duty Obligation: one's own and one's office's; by unit as L2 records; those that name no student, by unit or all.

	Offices that only count get their figures from the reports, never the rows about students.
	"""
	if has_any_role(user, SCHOOL_WIDE_L2):
		return EVERYTHING
	roles = frozenset(frappe.get_roles(user))
	reach = Reach.of(
		Match.on(responsible_user={user}), Match.on(responsible_role=roles), Match.on(taken_by={user})
	)
	if has_any_role(user, L2_UNIT_ROLES):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	if has_any_role(user, SCHOOL_WIDE_DUTIES):
		reach |= Reach.of(Match.on(names_student={0}))
	return reach


def duty_counts(user: str, doctype: str) -> Reach:
	"""What a person's figures are counted over: the rows they reach, and for offices that only count, all."""
	return EVERYTHING if has_any_role(user, COUNTS_ONLY_DUTIES) else obligations(user, doctype)


def mentor_lists(user: str, doctype: str) -> Reach:
	"""Mentor List: the mentor's own, the college's, and the offices that keep them."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.HR_OFFICE, r.SYSTEM_MANAGER)):
		return EVERYTHING
	reach = Reach.of(Match.on(mentor={user}))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	if has_any_role(user, r.CLASS_STAFF):
		units = held_units(user)
		rows = frappe.get_all(
			"Campus Mentor List Student",
			filters={"unit": ("in", units or [""])},
			pluck="parent",
			distinct=True,
		)
		reach |= Reach.of(Match.on(name=rows))
	return reach


def assessments(user: str, doctype: str) -> Reach:
	"""Accountability Assessment: the offices that assess, review and approve; the assessed themselves once it is submitted."""
	if has_any_role(user, (r.QUALITY_OFFICE, r.HR_OFFICE, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER)):
		return EVERYTHING
	shown = {"Submitted", "Reviewed", "Approved", "Appealed", "Archived"}
	reach = Reach.of(Match.on(user={user}, status=shown))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(unit=held_units(user), status=shown))
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SAFETY_OFFICE)):
		reach |= Reach.of(Match.on(subject_type={"Unit"}, status=shown))
	return reach


def ledger_circle(user: str, doctype: str) -> Reach:
	"""Risk Ledger, L3: the named persons, psych staff, that College Lead; Student Affairs where it must sign.

	The nominator keeps sight of a nomination only until the college has decided on it.
	"""
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	reach = Reach.of(
		Match.on(responsible_person={user}),
		Match.on(lead={user}),
		Match.on(owner={user}, status={"Nominated"}),
	)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		reach |= Reach.of(Match.on(needs_student_affairs={1}))
	return reach


def access_log(user: str, doctype: str) -> Reach:
	"""Who opened what: Psych Head over all; everybody sees what they did themselves."""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return EVERYTHING
	return Reach.of(Match.on(user={user}))
