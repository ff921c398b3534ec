"""Destroying psychological files whose time is over (domain §8): proposed by one, signed by two, carried out set-based.

A proposal marks the files it is about; what is preserved, read in an emergency or asked about is kept back, when it is
proposed and once more when it is carried out. What was destroyed is gone with its rows, files and salts; the seal, the
access log and the certificate stay. Nobody's emergency access opens any of these steps: they belong to roles.
"""

from collections import Counter
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.privacy.destruction import NOTHING, extend_digest
from campus_safety.domain.roles import PSYCH_HEAD, SCHOOL_LEADER
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal.erasure import erase
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.exceptions import DestructionError
from campus_safety.records import states
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.psychology import of_nobody, retention
from campus_safety.services.psychology.retention import FILE, KINDS

RECORD = "Campus Destruction Record"
DRAFT, PROPOSED, SIGNED, DESTROYED, WITHDRAWN = "Draft", "Proposed", "Signed", "Destroyed", "Withdrawn"
SIGNERS = (PSYCH_HEAD, SCHOOL_LEADER)
STUDENTS_AT_ONCE = 500


def propose(record, now: datetime) -> None:
	"""Mark the files and count what goes with them. Errors: DestructionError where nothing is left to destroy."""
	due = retention.get_due(record.due_by)
	kept = _kept_among(due, now)
	free = [student for student in due if student not in kept]
	for part in _parts(free):
		_mark(part, record.name)
	students = _marked(record.name)
	if not students:
		frappe.throw(
			_("No file may be destroyed by {0}: the time of none has ended, or they are kept back.").format(
				frappe.format(record.due_by, "Date")
			),
			DestructionError,
		)
	counts, digest = Counter(), NOTHING
	years: Counter = Counter()
	for part in _parts(students):
		years.update(retention.get_years(part))
		for rows in retention.get_records(part).values():
			counts.update(kind for kind, _name, _created in rows)
			digest = extend_digest(digest, ((kind, name) for kind, name, _created in rows))
	for kind, names in of_nobody.find_due(getdate(record.due_by), now, record.name).items():
		counts[kind] += len(names)
		digest = extend_digest(digest, ((kind, name) for name in names))
	record.set("counts", [{"kind": kind, "proposed": counts[kind]} for kind in KINDS])
	record.students_proposed, record.students_held = len(students), len(kept)
	record.left_in = " · ".join(f"{year}: {number}" for year, number in sorted(years.items()))
	record.proposed_digest = digest
	record.proposed_by, record.proposed_at = frappe.session.user, now.replace(microsecond=0)


def tell_signers(record) -> None:
	"""A number and what to do."""
	tell(
		{user for role in SIGNERS for user in get_users_with_role(role)},
		lambda: _("Destruction {0} of psychological files: read it and sign").format(record.name),
		f"destruction|{record.name}|{record.proposed_at}",
		record,
	)


def release(record) -> None:
	"""Withdrawn: its files may be proposed again."""
	for part in _parts(_marked(record.name)):
		_mark(part, None)


def begin(record, now: datetime) -> None:
	"""By the Psych Head, once two have signed; `carry_out` is a job's. Errors: PermissionError, DestructionError."""
	if not has_any_role(frappe.session.user, (PSYCH_HEAD,)):
		frappe.throw(_("The Psych Head carries it out."), frappe.PermissionError)
	if record.status != SIGNED:
		frappe.throw(_("It is carried out once two people have signed it."), DestructionError)
	if not record.begun_at:
		record.begun_at, record.destroyed_by = now.replace(microsecond=0), frappe.session.user
		with record.as_app():
			record.save()
		access_log.record("State", RECORD, record.name, reason="→ Begun")


def go_on(now: datetime) -> None:
	"""Every night: what a killed worker has left half done."""
	for name in frappe.get_all(RECORD, {"status": SIGNED, "begun_at": ("is", "set")}, pluck="name"):
		carry_out(name, now)


def carry_out(name: str, now: datetime) -> None:
	"""Part after part, each with its place on the certificate in one transaction; begun again it goes on where it was."""
	record = frappe.get_doc(RECORD, name, for_update=True)
	if record.status != SIGNED or not record.begun_at:
		return
	while students := _marked(name, STUDENTS_AT_ONCE):
		_destroy_part(record, students, now)
		_save(record)
		commit_chunk()
		record = frappe.get_doc(RECORD, name, for_update=True)
	_destroy_what_is_of_nobody(record)
	record.destroyed_at = now.replace(microsecond=0)
	states.put(record, DESTROYED)
	_save(record)
	access_log.record("State", RECORD, name, reason=f"→ {DESTROYED}: {record.students_destroyed}")
	commit_chunk()


def _destroy_part(record, students: list[str], now: datetime) -> None:
	known = retention.get_records(students)
	kept = _kept_among(students, now) | _no_longer_due(record, students) | _grown(record, known)
	_mark(sorted(kept), None)
	gone = [student for student in students if student not in kept]
	names: dict[str, list[str]] = {kind: [] for kind in KINDS}
	for student in gone:
		for kind, name, _created in known[student]:
			names[kind].append(name)
		record.digest = extend_digest(record.digest or NOTHING, (row[:2] for row in known[student]))
	for row in record.counts:
		row.destroyed = (row.destroyed or 0) + _destroy(row.kind, names[row.kind], record.name)
	record.students_destroyed = (record.students_destroyed or 0) + len(gone)
	record.students_kept = (record.students_kept or 0) + len(kept)


def _destroy_what_is_of_nobody(record) -> None:
	"""At the end: groups of which nobody is left, appointments without a name; nothing that was touched since the proposal."""
	written_by = get_datetime(record.proposed_at) + timedelta(seconds=1)
	for kind, names in of_nobody.find_due(getdate(record.due_by), written_by).items():
		row = next(row for row in record.counts if row.kind == kind)
		row.destroyed = (row.destroyed or 0) + _destroy(kind, names, record.name)
		record.digest = extend_digest(record.digest or NOTHING, ((kind, name) for name in names))


def _destroy(kind: str, names: list[str], certificate: str) -> int:
	if names:
		erase(kind, names, certificate)
		attached = {"attached_to_doctype": kind, "attached_to_name": ("in", names)}
		for file in frappe.get_all("File", filters=attached, pluck="name"):
			frappe.delete_doc(
				"File",
				file,
				ignore_permissions=True,
				delete_permanently=True,  # two have signed it
			)  # two have signed
	return len(names)


def _no_longer_due(record, students: list[str]) -> set[str]:
	"""Back at school, or kept longer by a setting made since."""
	due = frappe.get_all(
		FILE,
		filters={
			"student": ("in", students),
			"retention_until": ("between", ("1900-01-01", getdate(record.due_by))),
		},
		pluck="student",
	)
	return set(students) - set(due)


def _grown(record, known: dict) -> set[str]:
	"""Something was written or changed about them after it was proposed: nobody has signed for that."""
	proposed_at = get_datetime(record.proposed_at)
	return {
		student
		for student, rows in known.items()
		if any(written.replace(microsecond=0) > proposed_at for _kind, _name, written in rows)
	}


def _kept_among(students: list[str], now: datetime) -> set[str]:
	return {student for part in _parts(students) for student in retention.find_kept(part, now)}


def _marked(name: str, most: int = 0) -> list[str]:
	return frappe.get_all(
		FILE, filters={"destruction": name}, order_by="student asc", pluck="student", limit_page_length=most
	)


def _mark(students: list[str], name: str | None) -> None:
	"""A file is in one proposal at a time: two that are made at once share nothing."""
	file = frappe.qb.DocType(FILE)
	free = file.destruction.isnull() | (file.destruction == "")
	if students:
		query = frappe.qb.update(file).set(file.destruction, name).where(file.student.isin(students))
		(query.where(free) if name else query).run()
		follow_rows(FILE, frappe.get_all(FILE, {"student": ("in", students)}, pluck="name"))


def _parts(students: list[str]) -> list[list[str]]:
	return [students[place : place + STUDENTS_AT_ONCE] for place in range(0, len(students), STUDENTS_AT_ONCE)]


def _save(record) -> None:
	with record.as_app():
		record.save(ignore_permissions=True)  # two have signed it, and the Psych Head has begun it
