"""A handover comes into force: item by item another person answers, and sees, and whoever handed over no longer does.

Each record is moved only from whoever hands it over: moved already, ended, or done twice, nothing happens.
"""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain.people.network import Status
from campus_safety.domain.risk.file_handover import FOUND, Kind, first_talk_due, who_answers
from campus_safety.domain.roles import SCHOOL_LEADER, STUDENT_AFFAIRS
from campus_safety.engines.duties.hand_on import hand_on
from campus_safety.records.posts import ASSIGNMENT, get_newest_holder
from campus_safety.records.scope import get_scope_of_student
from campus_safety.services.risk.open_files import (
	BY_KIND,
	LEAD,
	LEDGERS,
	PERSON,
	POSTS,
	Files,
	is_enabled,
	may_answer,
)
from campus_safety.services.risk.settings import get_first_talk_days

FIELDS = {post: field for field, post in POSTS.items()}
# what is still to do in a record and names who does it: table, field, when it is done
TO_DO = {
	"Campus Risk Ledger": ("measures", "measure_owner", ("done",)),
	"Campus Care Plan": ("actions", "action_owner", ("done", "not_needed")),
	"Campus Crisis Case": ("actions", "action_owner", ("done", "not_needed")),
}


def get_gaps_of_receiver(doc) -> list[str]:
	"""Before anything is shown to whoever takes over: they look after these students, or a post that gives them is written."""
	return [
		_("Item {0}: {1} does not look after this student, and no post that begins later says so.").format(
			row.idx, frappe.bold(frappe.utils.get_fullname(doc.to_user))
		)
		for row in doc.items
		if doc.to_user and not _answers_soon(row, doc.to_user)
	]


def _answers_soon(row, user: str) -> bool:
	if row.kind in FOUND:
		answers = _may_take(row, user)
	else:
		answers = covers_student(row.student, user)
	if answers:
		return True
	planned = {
		"holder_user": user,
		"status": Status.PLANNED.value,
		"unit": ("in", [unit for unit in get_scope_of_student(row.student) if unit] or [""]),
	}
	return is_enabled(user) and bool(frappe.db.exists(ASSIGNMENT, planned))


def _may_take(row, user: str) -> bool:
	"""The post of an item may go to them: a College Lead stands for what is of their college, or whose student is there now."""
	files, post = BY_KIND[Kind(row.kind)], FIELDS[row.post]
	if not may_answer(files, post, user, row):
		return False
	if post != LEAD or has_any_role(user, (STUDENT_AFFAIRS, SCHOOL_LEADER)):
		return True
	colleges = {
		frappe.db.get_value(files.doctype, row.reference, "college"),
		frappe.db.get_value("Campus Student", row.student, "college"),
	}
	return not held_units(user).isdisjoint(colleges)


def get_obstacles(doc) -> list[str]:
	"""Who is to answer and could not: an account, a role or a post is missing. In words, one for each item."""
	gaps = []
	for row in doc.items:
		target = who_answers(bool(row.received), doc.to_user, row.interim)
		if not target or row.kind not in FOUND:
			continue
		if not _may_take(row, target):
			gaps.append(
				_("Item {0}: {1} does not look after this student yet. Give the post first.").format(
					row.idx, frappe.bold(frappe.utils.get_fullname(target))
				)
			)
	return gaps


def prepare(doc, now: datetime) -> None:
	"""Who answers for what from now on, and by when whoever took over has talked with whom."""
	today = now.date()
	for row in doc.items:
		target = who_answers(bool(row.received), doc.to_user, row.interim)
		if not target or (row.kind in FOUND and not _is_with(row, doc.from_user)):
			continue
		row.answers, row.moved_at = target, now
		if row.kind == Kind.LEDGER.value and row.post == "Responsible Person":
			every = frappe.get_cached_value("Campus Risk Level", row.level, "talk_every_days")
			row.first_talk_due = first_talk_due(cint(every), get_first_talk_days(), today)
	doc.followup_on = today + timedelta(days=get_first_talk_days())
	doc.next_talk_due = get_next_talk(doc.items)


def get_next_talk(rows):
	"""The next first talk that nobody has had yet."""
	return min(
		(getdate(row.first_talk_due) for row in rows if row.first_talk_due and not row.talked_on),
		default=None,
	)


def _is_with(row, user: str) -> bool:
	files = BY_KIND[Kind(row.kind)]
	found = frappe.db.get_value(
		files.doctype, row.reference, ["status", FIELDS[row.post]], as_dict=True, for_update=True
	)
	return bool(found) and found.status in files.open and found[FIELDS[row.post]] == user


def put_in_force(doc) -> None:
	for row in doc.items:
		if row.answers and row.kind in FOUND and _is_with(row, doc.from_user):
			_move(BY_KIND[Kind(row.kind)], row, doc.from_user)


def _move(files: Files, row, old: str) -> None:
	"""Saved as the app, so that everything which follows a record follows, and an open form of anybody else is out of date."""
	record, post, new = frappe.get_doc(files.doctype, row.reference), FIELDS[row.post], row.answers
	record.set(post, new)
	_hand_on_tasks(record, old, new)
	_go_with_student(record)
	with record.as_app():
		record.save(ignore_permissions=True)  # who moves it was checked by the steps of the handover
	if files is LEDGERS:
		hand_on(row.student, row.post, old, new)


def _hand_on_tasks(record, old: str, new: str) -> None:
	if record.doctype not in TO_DO:
		return
	table, owner, done = TO_DO[record.doctype]
	for task in record.get(table):
		if task.get(owner) == old and not any(task.get(field) for field in done):
			task.set(owner, new)


def _go_with_student(record) -> None:
	"""Whose student is in another class now belongs there with whoever answers; in another college to its lead."""
	_unit, college = get_scope_of_student(record.student)
	record.flags.goes_with_student = True
	if college != record.college and record.meta.has_field(LEAD):
		lead = get_newest_holder("College Lead", college)
		if lead and lead != record.get(PERSON):
			record.set(LEAD, lead)
