"""Students' accounts in bulk: made from the register, set-based, one for whoever is at school and has none.

Not through the account's document: the framework would queue two jobs for each, one of which asks a server abroad for a
picture by the address. What its document would have set is set here; the role opens the student's own pages and nothing else.
"""

import json
from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import get_system_timezone

from campus_safety.domain.roles import STUDENT_USER
from campus_safety.engines.messages.telling import SCHOOL_LANGUAGE, in_school_language
from campus_safety.engines.opening import access_log, accounts
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.exceptions import ImportRefusedError
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.people.staff_import import passwords

STUDENT, PLAN = "Campus Student", "Campus Safety Plan"
OUTCOME, MOST_REFUSED = "campus_student_accounts", 100
SCHOOL = "School"  # what a line of the log is about where no unit was chosen
CHUNK = 500
MOST_PASSWORDS = 600  # of one file: each takes some hundredths of a second to lock


def count() -> tuple[int, int]:
	"""(students at school, those of them with an account)."""
	student = frappe.qb.DocType(STUDENT)
	rows = (
		frappe.qb.from_(student)
		.select(Count("*"), Count(student.user))
		.where(student.status.isin(AT_SCHOOL))
		.run()
	)
	return rows[0]


def announce(domain: str) -> None:
	"""Before the job: a line in the access log, and what an earlier run refused is forgotten.

	The write also makes the request commit, without which the framework drops what waits for the commit: the job.
	"""
	frappe.db.set_global(OUTCOME, "[]")
	with in_school_language():
		access_log.record(
			accounts.ACTION,
			"Campus Unit",
			SCHOOL,
			reason=_("Accounts are made for all students at school: number@{0}").format(domain),
		)


def make(domain: str, now: datetime) -> dict[str, int | list[str]]:
	"""{"made", "linked", "refused": numbers whose address is somebody else's}. A killed run is begun again: it finds the rest."""
	outcome: dict = {"made": 0, "linked": 0, "refused": []}
	last = ""
	while rows := _without_account(last):
		last = rows[-1].name
		_make_chunk(rows, domain, now, outcome)
		commit_chunk()
	frappe.db.set_global(OUTCOME, json.dumps(outcome["refused"][:MOST_REFUSED]))
	return outcome


def get_refused() -> list[str]:
	"""Students whose address was somebody else's when accounts were made last."""
	return json.loads(frappe.db.get_global(OUTCOME) or "[]")


def _without_account(after: str) -> Sequence:
	"""By number, so that one that is refused is not met again."""
	return frappe.get_all(
		STUDENT,
		filters={"status": ("in", AT_SCHOOL), "user": ("is", "not set"), "name": (">", after)},
		fields=["name", "student_no", "student_name"],
		order_by="name asc",
		limit=CHUNK,
	)


def _make_chunk(rows: Sequence, domain: str, now: datetime, outcome: dict) -> None:
	address = {row.name: f"{row.student_no}@{domain}".lower() for row in rows}
	known = {
		user.name: user
		for user in frappe.get_all(
			"User", filters={"name": ("in", list(address.values()))}, fields=["name", "enabled", "user_type"]
		)
	}
	usable = _usable(known)
	fresh = [row for row in rows if address[row.name] not in known]
	linked = [row for row in rows if address[row.name] in usable]
	taken = set(
		frappe.get_all(
			"User", filters={"username": ("in", [row.student_no for row in fresh])}, pluck="username"
		)
	)
	_insert_accounts(fresh, address, taken, now)
	_link([*fresh, *linked], address)
	outcome["made"] += len(fresh)
	outcome["linked"] += len(linked)
	outcome["refused"] += [row.student_no for row in rows if row not in fresh and row not in linked]


def _usable(known: dict) -> set[str]:
	"""Accounts of that address that are a student's and nobody's yet: in use, with that one role."""
	held: dict[str, set[str]] = {}
	for row in frappe.get_all(
		"Has Role",
		filters={"parenttype": "User", "parent": ("in", list(known) or [""])},
		fields=["parent", "role"],
	):
		held.setdefault(row.parent, set()).add(row.role)
	linked = set(frappe.get_all(STUDENT, filters={"user": ("in", list(known) or [""])}, pluck="user"))
	return {
		name
		for name, user in known.items()
		if user.enabled
		and user.user_type == "Website User"
		and held.get(name) == {STUDENT_USER}
		and name not in linked
	}


def _insert_accounts(rows: Sequence, address: dict[str, str], taken: set[str], now: datetime) -> None:
	if not rows:
		return
	owner = frappe.session.user
	language = frappe.db.get_single_value("System Settings", "language") or SCHOOL_LANGUAGE
	zone = get_system_timezone()
	insert_rows(
		"User",
		(
			*("name", "owner", "modified_by", "creation", "modified", "docstatus", "idx"),
			*(
				"email",
				"first_name",
				"full_name",
				"username",
				"enabled",
				"user_type",
				"language",
				"time_zone",
			),
			*("send_welcome_email", "thread_notify", "simultaneous_sessions"),
		),
		[
			(
				*(address[row.name], owner, owner, now, now, 0, 0),
				*(address[row.name], row.student_name, row.student_name),
				*(None if row.student_no in taken else row.student_no, 1, "Website User", language, zone),
				*(0, 0, 2),
			)
			for row in rows
		],
	)
	insert_rows(
		"Has Role",
		(
			*("name", "owner", "modified_by", "creation", "modified", "docstatus", "idx"),
			*("parent", "parenttype", "parentfield", "role"),
		),
		[
			(
				*(frappe.generate_hash(length=20), owner, owner, now, now, 0, 1),
				*(address[row.name], "User", "roles", STUDENT_USER),
			)
			for row in rows
		],
	)


def _link(rows: Sequence, address: dict[str, str]) -> None:
	"""Whoever has a safety plan already gets the account through the student's document: who it is then decides about the plan."""
	names = [row.name for row in rows]
	with_plan = set(frappe.get_all(PLAN, filters={"student": ("in", names or [""])}, pluck="student"))
	for name in names:
		if name in with_plan:
			student = frappe.get_doc(STUDENT, name)
			student.user = address[name]
			student.save(
				ignore_permissions=True
			)  # the register's own field, written by the office that makes accounts
		else:
			frappe.db.set_value(STUDENT, name, "user", address[name], update_modified=False)


# first passwords


def get_waiting(unit: str | None) -> dict[str, str]:
	"""{account: class} of students below a unit, or of the whole school, who have no password yet."""
	filters: dict = {"status": ("in", AT_SCHOOL), "user": ("is", "set")}
	if unit:
		filters["unit"] = ("in", [unit, *frappe.db.get_descendants("Campus Unit", unit)])
	rows = frappe.get_all(STUDENT, filters=filters, fields=["user", "unit"], limit_page_length=0)
	waiting = set(passwords.without_password(row.user for row in rows))
	return {row.user: row.unit or "" for row in rows if row.user in waiting}


def hand_out(unit: str | None) -> bytes:
	"""The file, as xlsx: of whoever has none, else anew of whoever has not signed in with theirs. Errors: ImportRefusedError where nobody waits, or too many at once."""
	waiting = get_waiting(unit)
	if not waiting:
		frappe.throw(
			_("Nobody here is without a password. Whoever has lost theirs gets a new one in their account."),
			ImportRefusedError,
		)
	if len(waiting) > MOST_PASSWORDS:
		frappe.throw(
			_("{0} students at once are too many; choose a college or a class with at most {1}.").format(
				len(waiting), MOST_PASSWORDS
			),
			ImportRefusedError,
		)
	handed = passwords.hand_out(sorted(waiting), waiting)
	with in_school_language():
		access_log.record(
			accounts.ACTION,
			"Campus Unit",
			unit or SCHOOL,
			reason=_("First passwords of {0} students handed out").format(len(handed)),
		)
	return passwords.make_file(handed)
