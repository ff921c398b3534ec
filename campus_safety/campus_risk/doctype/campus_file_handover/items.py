"""The items of a handover: found by the app while it is a draft, kept as they are afterwards, taken or not by the receiver."""

from collections import Counter
from collections.abc import Collection, Iterator

import frappe
from frappe import _
from pypika.functions import Count, Max

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import leads_or_heads
from campus_safety.domain.risk.file_handover import FOUND
from campus_safety.exceptions import AppendOnlyError, OutOfScopeError
from campus_safety.records.content import content_of
from campus_safety.records.opened import validate_opened
from campus_safety.records.posts import get_units_of
from campus_safety.records.scope import get_scope_of_student, get_scope_of_unit
from campus_safety.services.risk import open_files
from campus_safety.services.risk.open_files import ALL, LEDGERS, POSTS
from campus_safety.services.risk.risk_status import get_status_of

DECIDED = ("received", "rejected_reason")
INTERIM = "interim"
OF_THE_APP = (
	"level",
	"post",
	"reference",
	"open_duties",
	"last_contact",
	"next_due",
	"answers",
	"moved_at",
	"first_talk_due",
	"talked_on",
)
WRITTEN = ("kind", "student", "pages", "summary", "student_told")  # by whoever hands over
# where a contact with the student stands, and when it was
CONTACTS = (("Campus Heart Talk", "talk_time"), ("Campus Parent Contact", "contact_time"))


def follow(doc) -> None:
	"""Errors: AppendOnlyError, PermissionError, OutOfScopeError, NotOpenedError."""
	before = doc.get_doc_before_save()
	if not before or before.status == "Draft":
		_find_again(doc, before)
	elif not doc.flags.app_write:
		_keep(doc, before)


def get_scope(doc, within: Collection[str] | None = None) -> tuple[str | None, str | None]:
	"""within: the colleges of whoever asks; what lies elsewhere is not looked at.

	Errors: OutOfScopeError for a college that has no part in it: its lead would witness, and read.
	"""
	rows = [row for row in _read(doc) if within is None or row.college in within]
	if doc.student:
		row = next((row for row in rows if doc.college in (None, "", row.college)), None)
		return (row.unit, row.college) if row else get_scope_of_student(doc.student)
	of_posts = [get_scope_of_unit(unit) for unit in sorted(get_units_of(doc.from_user))]
	counted = Counter(row.college for row in rows if row.college)
	if not doc.college:
		of_posts = (name for name in of_posts if within is None or name in within)
		doc.college = next((name for name, _n in counted.most_common(1)), None) or next(of_posts, None)
	elif within is None and doc.college not in counted and doc.college not in of_posts:
		frappe.throw(
			_("{0} answers for nothing in {1} and holds no post there.").format(
				frappe.bold(frappe.utils.get_fullname(doc.from_user)), frappe.bold(doc.college)
			),
			OutOfScopeError,
			title=_("Not your files"),
		)
	return doc.college, doc.college


def _read(doc) -> Iterator[frappe._dict]:
	"""Open records for which whoever hands over answers, with the post in which they do."""
	students = [doc.student] if doc.student else None
	for files in ALL:
		for row in open_files.read(files, students, users=[doc.from_user]):
			for post in files.posts:
				if row[post] == doc.from_user:
					yield frappe._dict(row, kind=files.kind.value, post=post, due=row[files.due])


def _find(doc) -> dict[tuple, dict]:
	units = {row.unit for row in doc.units}
	rows = [
		row
		for row in _read(doc)
		if row.college == doc.college and (doc.student or not units or row.unit in units)
	]
	students = {row.student for row in rows}
	contacts, duties = _last_contacts(students), _open_duties(students, doc.from_user)
	return {
		(row.kind, row.name, POSTS[row.post]): {
			"student": row.student,
			"kind": row.kind,
			"reference": row.name,
			"post": POSTS[row.post],
			"level": row.risk_level if row.kind == LEDGERS.kind.value else None,
			"next_due": row.due and frappe.utils.getdate(row.due),
			"last_contact": contacts.get(row.student),
			"open_duties": duties.get(row.student, 0),
		}
		for row in rows
	}


def _last_contacts(students: set[str]) -> dict:
	found: dict = {}
	for doctype, field in CONTACTS:
		record = frappe.qb.DocType(doctype)
		rows = (
			frappe.qb.from_(record)
			.select(record.student, Max(record[field]))
			.where(record.student.isin(sorted(students) or [""]) & (record.status != "Void"))
			.groupby(record.student)
			.run()
		)
		for student, at in rows:
			day = at and frappe.utils.getdate(at)
			if day and (student not in found or found[student] < day):
				found[student] = day
	return found


def _open_duties(students: set[str], user: str) -> dict[str, int]:
	duty = frappe.qb.DocType("Campus Duty Obligation")
	return dict(
		frappe.qb.from_(duty)
		.select(duty.student, Count("*"))
		.where(duty.student.isin(sorted(students) or [""]))
		.where((duty.responsible_user == user) & (duty.state == "Open"))
		.groupby(duty.student)
		.run()
	)


# a draft


def finds_something_else(doc) -> bool:
	return set(_find(doc)) != {(row.kind, row.reference, row.post) for row in doc.items if row.kind in FOUND}


def finds_anything(doc) -> bool:
	return bool(_find(doc))


def has_nothing_left(doc) -> bool:
	return not _find(doc) and all(row.kind in FOUND for row in doc.items)


def _find_again(doc, before) -> None:
	"""What is open now stands in the draft, whatever a form sends; what the sender wrote about it stays."""
	wanted, kept = _find(doc), []
	known = {row.name: row for row in before.items} if before else {}
	for row in doc.items:
		if row.kind in FOUND:
			values = wanted.pop((row.kind, row.reference, row.post), None)
			if not values:
				continue
		else:
			values = _of_hand(doc, row, known.get(row.name))
		_write(row, values)
		kept.append(row)
	doc.set("items", kept)
	for values in wanted.values():
		_write(doc.append("items", {}), values)
	for idx, row in enumerate(doc.items, start=1):
		row.idx = idx


def _write(row, values: dict) -> None:
	"""What the app writes, and nobody's decision yet."""
	blank = {field: None for field in (*OF_THE_APP, *DECIDED, INTERIM)}
	row.update({**blank, "received": 0, **values})


def _of_hand(doc, row, old) -> dict:
	"""Of a row that the sender adds. Errors: OutOfScopeError for a student who is not in their care."""
	is_new = not old or old.student != row.student
	if is_new and row.student and not covers_student(row.student):
		frappe.throw(
			_("Item {0}: you do not look after this student.").format(row.idx),
			OutOfScopeError,
			title=_("Outside your classes"),
		)
	status = row.student and get_status_of(row.student)
	return {"level": status and frappe.db.get_value("Campus Risk Status", status, "risk_level")}


# signed


def _keep(doc, before) -> None:
	"""Rows stay as they were signed; what is still said about them is said by whose word it is."""
	saved = {row.name: row for row in before.items}
	if [row.name for row in doc.items] != [row.name for row in before.items]:
		_refuse(_("What was signed stays: no item is added or taken out. Send it back to the draft first."))
	user = frappe.session.user
	for row in doc.items:
		old = saved[row.name]
		for field in (*WRITTEN, *OF_THE_APP):
			if content_of(row, field) != content_of(old, field):
				_refuse(
					_("Item {0}: {1} no longer changes. Send it back to the draft first.").format(
						row.idx, _(row.meta.get_label(field), context=row.doctype)
					)
				)
		if any(content_of(row, field) != content_of(old, field) for field in DECIDED):
			_validate_receiver(doc, before, user)
		if content_of(row, INTERIM) != content_of(old, INTERIM) and not leads_or_heads(user, doc.college):
			frappe.throw(
				_("Who answers in the meantime is named by the College Lead."), frappe.PermissionError
			)


def _validate_receiver(doc, before, user: str) -> None:
	if before.status not in ("Signed", "Draft") or user != before.to_user:
		frappe.throw(
			_("What is taken and what is not is said by whoever takes over, once it is signed."),
			frappe.PermissionError,
			title=_("Not yours to take"),
		)
	validate_opened(doc, user)


def _refuse(why: str) -> None:
	frappe.throw(why, AppendOnlyError, title=_("Signed already"))
