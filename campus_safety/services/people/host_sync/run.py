"""One sync: Reading, then Previewed for a person or Writing by itself, then Completed or Failed.

What is read is compared anew each time, and every step of the writing is harmless when it was done before: a run that was killed is
taken up again and goes on, one that runs twice finds nothing to do.
"""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, cstr
from frappe.utils.file_lock import LockTimeoutError
from frappe.utils.synchronization import filelock

from campus_safety.domain.people import host
from campus_safety.domain.people.host import HostRow, Refusal
from campus_safety.engines.sets.chunks import commit_chunk, in_test
from campus_safety.engines.sets.jobs import enqueue_once
from campus_safety.engines.sheets import run as importing
from campus_safety.exceptions import ImportRefusedError
from campus_safety.services.people.host_sync import listing, mapping, terms, units
from campus_safety.services.people.host_sync.messages import explain
from campus_safety.services.people.staff_import.words import Words as PostWords

SYNC = "Campus Host Sync"
READING, PREVIEWED, WRITING, COMPLETED, FAILED = "Reading", "Previewed", "Writing", "Completed", "Failed"
JOB = "campus_safety.jobs.campus_host.carry_out"
STALLED_MINUTES, WAIT_SECONDS, MOST_HOURS = 10, 20, 3
SHOWN, SHOWN_ISSUES, CHUNK = 30, 200, 20
SAVEPOINT, ONE = "campus_host", "campus_host_one"


# what begins it


def start(source, now: datetime, by_schedule: bool = False) -> str:
	"""Name of the sync of this mapping that is queued, as whoever is at work. Errors: ImportRefusedError while one goes on."""
	going_on = {"mapping": source.name, "status": ("in", (READING, WRITING))}
	if frappe.db.exists(SYNC, going_on):
		frappe.throw(_("This list is being read already. Wait for its end."), ImportRefusedError)
	document = frappe.get_doc(
		{
			"doctype": SYNC,
			"mapping": source.name,
			"subject": source.subject,
			"system": source.system,
			"by_schedule": int(by_schedule),
			"status": READING,
			"started_by": frappe.session.user,
			"started_at": now,
			"heartbeat": now,
		}
	)
	_save(document)
	_queue(document.name, frappe.session.user)
	return document.name


def confirm(document, now: datetime) -> None:
	"""A person has looked at what would be made of departments, classes or terms. Students and staff start in their own list."""
	if document.status != PREVIEWED or document.subject in host.LISTED:
		frappe.throw(_("There is nothing to start here."), ImportRefusedError)
	document.update(
		{"status": WRITING, "started_by": frappe.session.user, "heartbeat": now, "by_schedule": 0}
	)
	_save(document)
	_queue(document.name, frappe.session.user)


def _queue(name: str, user: str, attempt: int = 0) -> None:
	enqueue_once(JOB, f"campus_host::{name}::{attempt}", sync=name, run_as=user)


def give_up(sync: str, reason: str, now: datetime) -> None:
	"""Errors: none; the document says why it did not go on."""
	document = frappe.get_doc(SYNC, sync)
	document.update({"status": FAILED, "error": reason, "ended_at": now})
	if document.import_name and not frappe.db.exists(document.import_doctype, document.import_name):
		document.update({"import_doctype": None, "import_name": None})  # it names nothing that is gone
	_save(document)


def take_up(now: datetime) -> list[str]:
	"""Syncs whose worker was ended, or whose place in the queue was lost, go on; those of hours ago fail."""
	before, taken = add_to_date(now, minutes=-STALLED_MINUTES), []
	filters = {
		"status": ("in", (READING, WRITING)),
		"heartbeat": ("<", before),
		"import_name": ("is", "not set"),
	}
	for row in frappe.get_all(
		SYNC, filters=filters, fields=["name", "started_by", "started_at"], order_by="name"
	):
		if row.started_at < add_to_date(now, hours=-MOST_HOURS):
			give_up(row.name, _("The sync was ended again and again before it was done. Read again."), now)
			continue
		frappe.db.set_value(SYNC, row.name, "heartbeat", now, update_modified=False)
		_queue(row.name, row.started_by, int(now.timestamp()))
		taken.append(row.name)
	return taken


# the job


def carry_out(sync: str, now: datetime) -> None:
	"""Reads or writes, whichever is next; one sync of a kind of list at a time."""
	document = frappe.get_doc(SYNC, sync)
	work = {READING: _read, WRITING: _write}.get(document.status)
	if not work or (document.status == WRITING and document.subject in host.LISTED):
		return
	commit()
	try:
		with filelock(f"campus_host_{frappe.scrub(document.subject)}", timeout=WAIT_SECONDS):
			before = document.status
			document.reload()
			if document.status == before:  # whoever held the lock may have done it
				work(document, now)
	except LockTimeoutError:
		_rollback()  # the other one is at work; this one is taken up later
	except Exception as error:  # a job, which nobody watches: the document says how it ended
		_rollback()
		_fail(document, error, now)
	commit()


def commit() -> None:
	commit_chunk()
	frappe.db.savepoint(SAVEPOINT)


def _rollback() -> None:
	frappe.db.rollback(save_point=SAVEPOINT) if in_test() else frappe.db.rollback()


def _fail(document, error: Exception, now: datetime) -> None:
	if not isinstance(error, frappe.ValidationError):
		frappe.log_error(title=f"{SYNC} {document.name}")
	text = cstr(error) if isinstance(error, frappe.ValidationError) else _("The sync broke off. Read again.")
	document.reload()
	document.update({"status": FAILED, "error": text, "ended_at": now})
	_save(document)


def _read(document, now: datetime) -> None:
	source = frappe.get_doc(mapping.MAPPING, document.mapping)
	document.mapping_key = mapping.get_key(source)
	rows = mapping.read_rows(source)
	words = host.Words(mapping.get_words(source), mapping.knows(source.subject, _find_position(source)))
	taken = [row for row in map(words.translate, rows) if row]
	document.rows_read, document.left_out = len(rows), len(rows) - len(taken)
	told = [
		_("Left out by a word: {0} ({1})").format(value, count)
		for (_t, value), count in words.left.most_common(SHOWN)
	]
	records = frozenset(row.name for row in rows)
	if source.subject in host.LISTED:
		_read_list(document, source, taken, records, told, now)
	else:
		_read_places(document, source, taken, records, told, now)


def _find_position(source):
	return PostWords(frappe.session.user).knows if source.subject == host.STAFF else None


# departments, classes, terms


def _plan(document, taken: Sequence[HostRow], records: frozenset[str], now: datetime):
	active = [row for row in taken if row.active]
	document.left_out = cint(document.left_out) + len(taken) - len(active)
	if document.subject == host.TERMS:
		return terms.plan(active, now.date())
	return units.plan(document.subject, active, records)


def _read_places(document, source, taken, records, told: list[str], now: datetime) -> None:
	plan = _plan(document, taken, records, now)
	maker = terms if document.subject == host.TERMS else units
	told += [maker.describe(change) for change in plan.changes[:SHOWN]]
	told += [_("Gone in the host, kept here: {0}").format(name) for name in plan.gone[:SHOWN]]
	_set_result(document, plan, told)
	if not plan.changes:
		_complete(document, now)
	elif _may_go_on(document, source, document.changed, len(plan.gone), document.changed + plan.unchanged):
		document.status = WRITING
		_save(document)
		_write(document, now)
	else:
		document.status = PREVIEWED
		_save(document)


def _set_result(document, plan, told: list[str]) -> None:
	document.update(
		{
			"created": len(plan.created),
			"changed": len(plan.changes) - len(plan.created),
			"unchanged": plan.unchanged,
			"gone": len(plan.gone),
			"told": "\n".join(told),
		}
	)
	_set_issues(document, plan.refused)


def _write(document, now: datetime) -> None:
	"""Planned anew against the host and the site as they are now; a commit each so many, so that a killed run keeps what it has."""
	source = frappe.get_doc(mapping.MAPPING, document.mapping)
	rows = mapping.read_rows(source)
	words = host.Words(mapping.get_words(source), mapping.knows(source.subject, None))
	taken = [row for row in map(words.translate, rows) if row]
	document.rows_read, document.left_out = len(rows), len(rows) - len(taken)
	plan = _plan(document, taken, frozenset(row.name for row in rows), now)
	told, maker = (document.told or "").splitlines(), terms if document.subject == host.TERMS else units
	for place, change in enumerate(list(plan.changes)):
		try:
			_write_one(maker, change)
		except frappe.ValidationError as error:
			frappe.clear_messages()
			title = change.values.get("unit_name") or change.values.get("term_name") or ""
			plan.changes.remove(change)
			plan.refused.append(Refusal(change.record, "unit_name", title, "unit_refused", (cstr(error),)))
		if place % CHUNK == CHUNK - 1:
			document.db_set("heartbeat", now, update_modified=False)
			commit()
	_set_result(document, plan, told)
	_complete(document, now)


def _write_one(maker, change) -> None:
	"""What one record does, or nothing of it. Errors: frappe.ValidationError."""
	frappe.db.savepoint(ONE)
	try:
		maker.write(change)
	except frappe.ValidationError:
		frappe.db.rollback(save_point=ONE)
		raise


# students and staff


def _read_list(document, source, taken, records, told: list[str], now: datetime) -> None:
	if source.subject == host.STUDENTS:
		found = host.sort_students(listing.with_units(taken), listing.get_known(), records)
		told += [
			_("Switched off in the host, at school here: {0} {1}").format(each.number, each.name)
			for each in found.off[:SHOWN]
		]
		told += [
			_("Gone in the host, kept here: {0}").format(f"{each.number} {each.name}")
			for each in found.gone[:SHOWN]
		]
		rows, refused, gone = found.taken, found.refused, len(found.gone) + len(found.off)
		choices = {"create_missing_units": 0, "create_missing_rooms": 0, "mode": "Good Rows"}
	else:
		rows, refused = [row for row in taken if row.active], []
		left = listing.get_left_staff(taken)
		told += [_("Has left the host, and has an account here: {0}").format(name) for name in left[:SHOWN]]
		gone, choices = (
			len(left),
			{"mail_domain": source.mail_domain, "sign_in": "Single Sign-On", "mode": "Good Rows"},
		)
	document.update(
		{"gone": gone, "told": "\n".join(told), "left_out": document.rows_read - len(rows) - len(refused)}
	)
	if not rows:
		_set_issues(document, refused)
		_complete(document, now)
		return
	targets = sorted({target for row in rows for target in row.values})
	listed = listing.make_import(
		source.subject, listing.make_list(source.subject, targets, rows), document.name, **choices
	)
	importing.preview(listed)
	_follow_preview(document, source, listed, rows, refused, now)


def _follow_preview(
	document, source, listed, rows: Sequence[HostRow], refused: list[Refusal], now: datetime
) -> None:
	if listed.error:
		frappe.throw(listed.error, ImportRefusedError)
	counts = {field: cint(listed.get(field)) for field in ("created", "changed", "unchanged")}
	document.update({**counts, "import_doctype": listed.doctype, "import_name": listed.name})
	_set_issues(document, refused)
	for issue in listed.issues:
		place = issue.row_no - listing.FIRST_ROW
		record = rows[place].name if 0 <= place < len(rows) else ""
		_add_issue(document, record, issue.column_header, issue.value, issue.reason)
	document.refused = len(refused) + cint(listed.refused)
	if not counts["created"] and not counts["changed"]:
		document.update({"import_doctype": None, "import_name": None})
		_complete(document, now)
		frappe.delete_doc(
			listed.doctype, listed.name, force=True
		)  # nothing to write, so no list of people is kept
	elif _may_go_on(
		document, source, counts["changed"], cint(document.gone), counts["changed"] + counts["unchanged"]
	):
		document.status = WRITING
		_save(document)
		importing.start(listed)
	else:
		document.status = PREVIEWED
		_save(document)


# what both share


def _may_go_on(document, source, changed: int, gone: int, here: int) -> bool:
	"""Without a person: by its schedule, in the words that a person has started once, and not too much at once. Never staff."""
	return bool(
		document.by_schedule
		and source.subject not in host.BY_HAND_ONLY
		and source.confirmed_key == document.mapping_key
		and not host.too_much(changed, gone, here, cint(source.most_changed))
	)


def _set_issues(document, refused: Sequence[Refusal]) -> None:
	document.set("issues", [])
	document.refused = len(refused)
	for each in refused:
		label = _(mapping.label_of(document.subject, each.target), context="Campus Host Mapping Field")
		_add_issue(document, each.record, label, each.value, explain(each.code, each.args))


def _add_issue(document, record: str, field: str | None, value: str | None, reason: str) -> None:
	if len(document.issues) < SHOWN_ISSUES:
		row = {
			"record": record[:140],
			"field": (field or "")[:140],
			"value": (value or "")[:140],
			"reason": reason,
		}
		document.append("issues", row)


def _complete(document, now: datetime) -> None:
	document.update({"status": COMPLETED, "ended_at": now})
	_save(document)
	if not document.by_schedule:
		frappe.db.set_value(
			mapping.MAPPING, document.mapping, "confirmed_key", document.mapping_key, update_modified=False
		)


def _save(document) -> None:
	with document.as_app():
		document.save(ignore_permissions=True)  # how a job went; whoever began it was asked for the right
