"""The workbench 我的工作台: what waits for a person 待我办理, what they wait for from others 等待他人, and their duties.

Each kind of waiting work is one line of WAITING, each kind of waiting for others one of AWAITED. Every row comes from
the person's own list, so nothing is shown here that the list of that DocType would not show.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe.permissions import get_role_permissions
from frappe.utils import getdate, nowdate

from campus_safety.access import checks
from campus_safety.access.scopes import SCHOOL_WIDE, has_any_role, held
from campus_safety.domain import roles as r
from campus_safety.domain.state_tables import LEAVE_DECIDERS
from campus_safety.services import permitted_lists
from campus_safety.services.duties import exempt, mine, overview
from campus_safety.services.permitted_count import count_permitted

SHOWN = 5  # rows of one kind on the workspace; the rest is one tap away
MOST_GROUPS = 12
AT_SCHOOL = ("Enrolled", "Internship")
OPEN = ("Open", "Overdue")


@dataclass(frozen=True)
class Waiting:
	"""One kind of work.

	label: what the person has to do, in English source.
	filters: from (user, today) to list filters.
	roles: who does this work; empty when the filters name the person.
	unsigned: leave out what the person has signed already.
	when: the date by which it should be done, or since when it waits.
	due: `when` is a date to keep, so a past one is late.
	note: a field shown under the title, for what is decided on the spot.
	"""

	label: str
	doctype: str
	filters: Callable[[str, date], dict]
	when: str
	roles: tuple[str, ...] = ()
	due: bool = False
	unsigned: bool = False
	title: tuple[str, ...] = field(default=("student",))
	note: str = ""


WAITING = (
	Waiting(
		"Missing students nobody has taken",
		"Campus Absence Case",
		lambda user, today: {"status": ("in", ("Pending", "Checking")), "taken_by": ("is", "not set")},
		when="detected_at",
		roles=(*r.CLASS_STAFF, r.DORM_MANAGER, r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE),
	),
	Waiting(
		"Absence cases I have taken",
		"Campus Absence Case",
		lambda user, today: {"status": ("in", ("Pending", "Checking", "Located")), "taken_by": user},
		when="detected_at",
	),
	Waiting(
		"Absence cases to close",
		"Campus Absence Case",
		lambda user, today: {"status": "Cleared"},
		when="detected_at",
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Roll calls to report",
		"Campus Night Roll Call",
		lambda user, today: {"status": "Open"},
		when="roll_date",
		roles=(r.DORM_MANAGER,),
		due=True,
		title=("dormitory",),
	),
	Waiting(
		"Nominations to decide",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Nominated"},
		when="occurred_on",
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Support to start",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Filed", "responsible_person": user},
		when="filed_on",
	),
	Waiting(
		"Dispatches due",
		"Campus Risk Ledger",
		lambda user, today: {
			"status": "Supporting",
			"responsible_person": user,
			"next_dispatch_due": ("<=", today),
		},
		when="next_dispatch_due",
		due=True,
	),
	Waiting(
		"Dispatches overdue in the college",
		"Campus Risk Ledger",
		lambda user, today: {
			"status": "Supporting",
			"responsible_person": ("!=", user),
			"next_dispatch_due": ("<", today),
		},
		when="next_dispatch_due",
		roles=(r.COLLEGE_LEAD,),
		due=True,
	),
	Waiting(
		"Lower levels to sign",
		"Campus Risk Ledger",
		lambda user, today: {"proposed_level": ("is", "set")},
		when="occurred_on",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
		unsigned=True,
	),
	Waiting(
		"Closings to sign",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Close Proposed"},
		when="occurred_on",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD, r.STUDENT_AFFAIRS),
		unsigned=True,
	),
	Waiting(
		"Home visits to approve",
		"Campus Home Visit",
		lambda user, today: {"status": "Planned", "owner": ("!=", user)},
		when="visit_date",
		roles=(r.COLLEGE_LEAD,),
		due=True,
	),
	Waiting(
		"Home visits to make or record",
		"Campus Home Visit",
		lambda user, today: {"status": "Approved", "recorded_by": user},
		when="visit_date",
		due=True,
	),
	Waiting(
		"Home visits to archive",
		"Campus Home Visit",
		lambda user, today: {"status": "Visited", "owner": ("!=", user)},
		when="visit_date",
		roles=(r.COLLEGE_LEAD,),
	),
	*(
		Waiting(
			"Leave to decide",
			"Campus Leave Permit",
			lambda user, today, role=role: {
				"status": "Pending",
				"approver_role": role,
				"owner": ("!=", user),
			},
			when="from_time",
			roles=(role,),
			due=True,
		)
		for role in LEAVE_DECIDERS
	),
	Waiting(
		"Leave overdue: look for the student",
		"Campus Leave Permit",
		lambda user, today: {"status": "Overdue"},
		when="to_time",
		roles=(*r.CLASS_STAFF, r.COLLEGE_LEAD),
		due=True,
	),
	Waiting(
		"Returns to verify",
		"Campus Leave Permit",
		lambda user, today: {"status": "Returned"},
		when="actual_return",
		roles=r.CLASS_STAFF,
	),
	*(
		Waiting(
			"Living off campus to decide",
			"Campus Off Campus Residence",
			lambda user, today, status=status: {"status": status},
			when="from_date",
			roles=(role,),
			due=True,
		)
		for status, role in (
			("Counsellor Review", r.COUNSELLOR),
			("College Review", r.COLLEGE_LEAD),
			("Affairs Review", r.STUDENT_AFFAIRS),
		)
	),
	Waiting(
		"Exemptions to decide",
		"Campus Duty Obligation",
		lambda user, today: {"name": ("in", exempt.get_asked(user) or ["-"])},
		when="due_date",
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		title=("rule", "student", "subject"),
		note="exempt_reason",
	),
	Waiting(
		"Emergency accesses to review",
		"Campus Emergency Access",
		lambda user, today: {"review": "Pending"},
		when="granted_at",
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Mentor lists to sign",
		"Campus Mentor List",
		lambda user, today: {"mentor": user, "signed_at": ("is", "not set")},
		when="creation",
		roles=(r.MENTOR,),
		unsigned=True,
		title=("mentor_name", "year"),
	),
	Waiting(
		"Mentor lists to sign for the HR Office",
		"Campus Mentor List",
		lambda user, today: {"mentor": ("!=", user), "signed_at": ("is", "not set")},
		when="creation",
		roles=(r.HR_OFFICE,),
		unsigned=True,
		title=("mentor_name", "year"),
	),
	Waiting(
		"Assessments to review",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Submitted"},
		when="period_to",
		roles=(r.DISCIPLINE_OFFICE,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Appeals to decide",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Appealed"},
		when="period_to",
		roles=(r.DISCIPLINE_OFFICE,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Assessments to approve",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Reviewed"},
		when="period_to",
		roles=(r.SCHOOL_LEADER,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Handovers that block an ending",
		"Campus Network Assignment",
		lambda user, today: {"end_blocked": ("is", "set")},
		when="to_date",
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		due=True,
		title=("holder_name", "unit"),
	),
	Waiting(
		"Gate devices that send nothing",
		"Campus Gate Device",
		lambda user, today: {"enabled": 1, "last_seen": ("<", today)},
		when="last_seen",
		roles=(r.IT_CENTRE, r.SECURITY_OFFICE),
		title=("device_name",),
	),
)

# what others have to do before the person's own record is settled
AWAITED = (
	Waiting(
		"Exemptions asked for",
		"Campus Duty Obligation",
		lambda user, today: {"exempt_requested_by": user, "state": ("in", OPEN)},
		when="due_date",
		title=("rule", "student", "subject"),
	),
	Waiting(
		"Nominations not decided yet",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Nominated", "owner": user},
		when="occurred_on",
	),
	Waiting(
		"Home visits waiting for approval",
		"Campus Home Visit",
		lambda user, today: {"status": "Planned", "owner": user},
		when="visit_date",
	),
	Waiting(
		"Home visits waiting to be archived",
		"Campus Home Visit",
		lambda user, today: {"status": "Visited", "owner": user},
		when="visit_date",
	),
)


def get_page(user: str | None = None) -> dict:
	"""All the page shows, in few queries (a test counts them): duties, progress, waiting, awaited, team or school."""
	user, today = user or frappe.session.user, getdate(nowdate())
	known, now = mine.get_rules(), overview.Now.of(today)
	with checks.worked_out_once():
		return {
			"today": today,
			"now": now.as_dict(),
			"duties": mine.get_now(user, today, known, since=now.first),
			"progress": mine.get_progress(user, now, known),
			**_read({"waiting": WAITING, "awaited": AWAITED}, user, today),
			"team": overview.get_team(user, now),
			"heat": overview.get_heat(user, now, known),
		}


def get_duty_counts(user: str | None = None) -> dict[str, int]:
	"""How many duties are due today, overdue, due soon, missed: for the block, which leads to the page."""
	today = getdate(nowdate())
	since = overview.Now.of(today).first
	groups = mine.get_now(user or frappe.session.user, today, mine.get_rules(), since)
	return {
		urgency: sum(group["count"] for group in groups if group["urgency"] == urgency)
		for urgency in mine.ORDER
	}


def get_waiting(user: str | None = None) -> list[dict]:
	"""The kinds of work that wait for the user, each with its first rows; kinds with nothing are left out."""
	user, today = user or frappe.session.user, getdate(nowdate())
	with checks.worked_out_once():
		return _read({"waiting": WAITING}, user, today)["waiting"]


def _read(tables: dict[str, tuple[Waiting, ...]], user: str, today: date) -> dict[str, list[dict]]:
	concerned = {
		(table, waiting): waiting.filters(user, today)
		for table, kinds in tables.items()
		for waiting in kinds
		if _concerns(waiting, user)
	}
	_leave_out_signed(concerned, user)
	found = permitted_lists.read(
		(
			permitted_lists.Asked(
				f"{table}|{waiting.label}",
				waiting.doctype,
				filters,
				waiting.when,
				waiting.title,
				waiting.note,
			)
			for (table, waiting), filters in concerned.items()
		),
		SHOWN,
	)
	return {
		table: [
			_kind(waiting, filters, *found[f"{table}|{waiting.label}"], today)
			for (of_table, waiting), filters in concerned.items()
			if of_table == table and f"{table}|{waiting.label}" in found
		]
		for table in tables
	}


def _concerns(waiting: Waiting, user: str) -> bool:
	if waiting.roles and not has_any_role(user, waiting.roles):
		return False
	# by role alone: what is shared with somebody is no work of theirs
	return bool(get_role_permissions(frappe.get_meta(waiting.doctype), user).get("read"))


def _kind(waiting: Waiting, filters: dict, count: int, rows: list[dict], today: date) -> dict:
	return {
		"label": waiting.label,
		"doctype": waiting.doctype,
		"filters": filters,
		"count": count,
		"rows": [_row(waiting, row, today) for row in rows],
	}


def _row(waiting: Waiting, row: dict, today: date) -> dict:
	when = row["at"]
	return {
		"name": row["name"],
		"title": row["title"],
		"when": when,
		"late": bool(waiting.due and when and getdate(when) < today),
		**({"note": row["note"]} if waiting.note else {}),
	}


def _leave_out_signed(concerned: dict, user: str) -> None:
	"""Documents that carry a signature of the user which still counts wait for others."""
	if not any(waiting.unsigned for _table, waiting in concerned):
		return
	signed = frappe.get_all(
		"Campus Signature", filters={"user": user, "void": 0}, fields=["parent", "parenttype"]
	)
	for (_table, waiting), filters in concerned.items():
		if waiting.unsigned:
			names = {row.parent for row in signed if row.parenttype == waiting.doctype}
			filters["name"] = ("not in", sorted(names) or [""])


def get_students(user: str | None = None) -> list[dict]:
	"""Whom the user looks after, by class (or college, or building), and the key students among them."""
	user = user or frappe.session.user
	if not frappe.has_permission("Campus Student", "read", user=user):
		return []
	by, values = _grouping(user)
	keys = _key_students(by) if by != "dormitory_building" else Counter()
	return [
		{"by": by, "value": value, "count": count, "key_count": keys[value]}
		for value in values[:MOST_GROUPS]
		if (count := count_permitted("Campus Student", {by: value, "status": ("in", AT_SCHOOL)}))
	]


def _grouping(user: str) -> tuple[str, list[str]]:
	if has_any_role(user, SCHOOL_WIDE):
		return "college", frappe.get_all(
			"Campus Unit", {"unit_type": "College"}, order_by="lft", pluck="name"
		)
	buildings = held(user, "Campus Dormitory")
	if buildings:
		return "dormitory_building", frappe.get_all(
			"Campus Dormitory",
			{"name": ("in", buildings), "dormitory_type": "Building"},
			order_by="lft",
			pluck="name",
		)
	units = held(user, "Campus Unit") or {
		frappe.db.get_value("Campus Student", student, "unit") for student in held(user, "Campus Student")
	}
	return "unit", frappe.get_all(
		"Campus Unit", {"name": ("in", units), "unit_type": "Class"}, order_by="lft", pluck="name"
	)


def _key_students(by: str) -> Counter:
	if not frappe.has_permission("Campus Risk Status", "read"):
		return Counter()
	rows = frappe.get_list("Campus Risk Status", filters={"status": "Active"}, pluck=by, limit_page_length=0)
	return Counter(rows)
