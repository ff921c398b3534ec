"""One import document from the uploaded file to the last row: Draft, Previewed, Queued, Running, and how it ends.

A run plans the whole file against the database and writes what differs. That is what makes it safe to
repeat: a run that was killed is planned anew, finds its own rows unchanged, and goes on with the rest.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, getdate, now_datetime
from frappe.utils.file_lock import LockTimeoutError
from frappe.utils.synchronization import filelock

from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.engines.sets.alive import SILENT_FOR, at_work, is_abandoned
from campus_safety.engines.sets.chunks import commit_chunk, in_test
from campus_safety.engines.sets.jobs import enqueue_once, is_known_to_queue, say_if_no_queue
from campus_safety.engines.sheets import kept
from campus_safety.engines.sheets.mapping import get_mapping
from campus_safety.exceptions import ImportRefusedError
from campus_safety.records import holds
from campus_safety.records.changes import has_changed

STALLED_AFTER_MINUTES = 10  # of silence; two where the database knows that nobody is at work on it
MOST_TRIES = 3  # times that one is taken up by itself
WAIT_SECONDS = 20
SHOWN_ISSUES = 200
ALL_OR_NOTHING = "All or Nothing"
SAVEPOINT = "sheet_import"
# what only the preview and the run write; an import has those of them that it needs
APP_OWNED = (
	"status",
	"preview",
	"total",
	"created",
	"changed",
	"unchanged",
	"refused",
	"report_file",
	"sheet",
	"header_row",
	"started_by",
	"started_at",
	"ended_at",
	"rows_done",
	"rows_to_write",
	"heartbeat",
	"error",
	"file_sha256",
	"preview_key",
	"host_sync",
)


# what the form asks for again and again while a run goes on
PROGRESS = (
	"status",
	"total",
	"created",
	"changed",
	"unchanged",
	"refused",
	"rows_done",
	"rows_to_write",
	"error",
)


class Superseded(Exception):
	"""Somebody cancelled the run."""


# edits of the form


def follow_edit(document, deciding: Sequence[str]) -> None:
	"""A person's save: what the app wrote stays, and another file, mapping or choice asks for a new preview.

	deciding: fields that decide the outcome, beside the file and its columns.
	"""
	validate_not_running(document)
	before = document.get_doc_before_save()
	_keep_app_owned(document, before)
	if not before:
		return
	if before.file != document.file:
		document.columns = []
	elif get_mapping(before) == get_mapping(document) and not any(
		has_changed(document, name) for name in deciding
	):
		return
	_forget_preview(document)


def _keep_app_owned(document, before) -> None:
	for field in filter(document.meta.has_field, APP_OWNED):
		is_number = document.meta.get_field(field).fieldtype == "Int"
		document.set(field, before.get(field) if before else (0 if is_number else None))
	document.issues = before.issues if before else []
	document.status = document.status or "Draft"


def _forget_preview(document) -> None:
	for field in filter(document.meta.has_field, APP_OWNED):
		if field not in ("sheet", "header_row", "file_sha256", "started_by", "host_sync"):
			is_number = document.meta.get_field(field).fieldtype == "Int"
			document.set(field, 0 if is_number else None)
	document.status, document.issues = "Draft", []
	kept.forget(document.doctype, document.name)


def own_fields(document, values: dict) -> dict:
	"""Those that this kind of import has: not every one changes rows."""
	return {field: value for field, value in values.items() if document.meta.has_field(field)}


def get_progress(document) -> dict:
	"""How far the import is, as its form shows it; `changed` only where the import changes rows."""
	shown = {field: document.get(field) for field in PROGRESS if document.meta.has_field(field)}
	return {**shown, "stalled": is_stalled(document)}


# checks


def validate_not_running(document) -> None:
	"""Of the stored document: nobody edits or deletes it under a run. A stalled run may be taken over by the
	preview."""
	stored = document.get_doc_before_save() or document
	if not stored.is_new() and stored.status in ("Queued", "Running"):
		frappe.throw(_("The import is running. Wait for its end, or cancel it."), ImportRefusedError)


def validate_can_preview(document) -> None:
	if document.status in ("Queued", "Running") and not is_stalled(document):
		frappe.throw(_("The import is running. Wait for its end, or cancel it."), ImportRefusedError)


def validate_can_start(document, preview_key: Callable[[], str]) -> None:
	if document.status in ("Queued", "Running"):
		if not is_stalled(document):
			frappe.throw(_("The import is running already."), ImportRefusedError)
	elif document.status not in ("Previewed", "Failed", "Cancelled"):
		frappe.throw(_("Preview the file first, then start the import."), ImportRefusedError)
	validate_preview_holds(document, preview_key())


def validate_preview_holds(document, preview_key: str) -> None:
	if document.preview_key != preview_key:
		frappe.throw(
			_("The file or the columns were changed after the preview. Preview again."), ImportRefusedError
		)


def is_stalled(document, now: datetime | None = None) -> bool:
	"""The worker was ended, or the machine was, or the queue has lost it."""
	now, key = now or now_datetime(), get_key(document.doctype, document.name)
	silent_after = timedelta(minutes=STALLED_AFTER_MINUTES)
	if document.status == "Running":
		return is_abandoned(key, document.heartbeat, now, silent_after)
	silence = now - get_datetime(document.heartbeat) if document.heartbeat else silent_after
	if silence <= SILENT_FOR:
		return False
	known = is_known_to_queue(
		get_key(document.doctype, document.name, tries) for tries in range(MOST_TRIES + 1)
	)
	return silence >= silent_after if known is None else not known


def make_key(document, sha256: str, *choices) -> str:
	"""Everything that decides what a run would write, but for the database itself."""
	parts = [sha256, *choices, *map(list, get_mapping(document))]
	return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


# what the buttons do


def set_previewed(document, **values) -> None:
	"""What a preview found. `values`: the document's fields, `error` set when it cannot be started."""
	document.update(
		{
			"status": "Draft" if values.get("error") else "Previewed",
			"report_file": None,
			"rows_done": 0,
			"started_at": None,
			"ended_at": None,
			"heartbeat": None,
			**values,
		}
	)
	save(document)


def queue(document, job: Callable) -> None:
	"""Queue the run; also how a failed or stalled one is taken up again."""
	document.db_set(
		{
			"status": "Queued",
			"started_by": frappe.session.user,
			"started_at": document.started_at or now_datetime(),
			"ended_at": None,
			"heartbeat": now_datetime(),
			"error": None,
		}
	)
	enqueue_once(
		job,
		get_key(document.doctype, document.name),
		queue="long",
		missed=f"import {document.name} waits for a queue",  # `stalled` asks again every minute
		doctype=document.doctype,
		name=document.name,
		run_as=frappe.session.user,
	)
	say_if_no_queue()


def get_key(doctype: str, name: str, tries: int = 0) -> str:
	"""Of its job in the queue, which may go on calling a dead one started: each time it is taken up has a key of its own."""
	return f"{frappe.scrub(doctype)}::{name}" + (f"::{tries}" if tries else "")


def cancel(document) -> None:
	if document.status not in ("Previewed", "Queued", "Running"):
		frappe.throw(_("There is nothing to cancel."), ImportRefusedError)
	if document.status == "Running" and document.mode == ALL_OR_NOTHING and not is_stalled(document):
		frappe.throw(
			_("All or Nothing is one step: wait, it is either written or undone in a moment."),
			ImportRefusedError,
		)
	document.db_set({"status": "Cancelled", "ended_at": now_datetime()})


# the job


def carry_out(doctype: str, name: str, run_as: str, work: Callable) -> None:
	"""Run `work(document)` as `run_as`. A retry by the framework runs as Administrator (frappe-facts 10)."""
	frappe.set_user(run_as)
	frappe.set_user_lang(run_as)
	document = frappe.get_doc(doctype, name)
	if document.status not in ("Queued", "Running"):
		return
	frappe.has_permission(doctype, "write", doc=document, throw=True)
	try:
		with ExitStack() as turn:
			commit()
			_wait_for_turn(document, turn)
			turn.enter_context(at_work(get_key(doctype, name)))
			_show_life(document, status="Running")
			commit()
			work(document)
	except Superseded:
		return
	except Exception as error:  # a deadlock, too: the framework would not run the job again
		_rollback()
		fail(document, error)


def _wait_for_turn(document, turn: ExitStack) -> None:
	"""Two lists of one kind are imported one after the other: the second then finds the rows of the first, and changes what differs.

	Errors: Superseded when somebody cancels meanwhile.
	"""
	while True:
		try:
			turn.enter_context(
				filelock(f"campus_import_{frappe.scrub(document.doctype)}", timeout=WAIT_SECONDS)
			)
			return
		except LockTimeoutError:
			_rollback()  # the line that the framework logs; waiting is no error
			heed_cancel(document, "Queued", "Running")
			_show_life(document)
			commit()


def _show_life(document, **values) -> None:
	tell(document, heartbeat=now_datetime(), **values)


def refuse_all(document, problems: list[Problem], explain: Callable, report: Callable[[], bytes]) -> None:
	"""All or nothing, and there are refused rows: nothing was written."""
	refused = len({problem.row for problem in problems})
	document.reload()
	set_issues(document, problems, explain)
	document.update(own_fields(document, {"created": 0, "changed": 0}))
	document.update({"refused": refused, "status": "Failed", "ended_at": now_datetime()})
	document.error = _(
		"{0} rows are refused, so nothing was written. Correct them, or choose “Good Rows”."
	).format(refused)
	save(document, ignore_permissions=True)  # a job writes how it ended
	attach_report(document, report())
	commit()


def fail(document, error: Exception) -> None:
	frappe.log_error(title=f"{document.doctype} {document.name}")
	kept.forget(document.doctype, document.name)  # the next run trusts the file alone
	text = cstr(error) if isinstance(error, frappe.ValidationError) else ""
	nothing_written = {} if document.rows_done else own_fields(document, {"created": 0, "changed": 0})
	tell(
		document,
		**nothing_written,
		status="Failed",
		ended_at=now_datetime(),
		error=text
		or _("The import stopped after {0} rows. Start it again: it goes on from there.").format(
			document.rows_done or 0
		),
	)
	commit()


# what the document shows


def set_issues(document, problems: list[Problem], explain: Callable[[str, tuple], str]) -> None:
	"""The first problems as rows. explain: (code, args) → sentence."""
	document.set("issues", [])
	for problem in problems[:SHOWN_ISSUES]:
		document.append(
			"issues",
			{
				"row_no": problem.row,
				"column_header": problem.column[:140],
				"value": problem.value[:140],
				"reason": explain(problem.code, problem.args),
			},
		)


def attach_report(document, content: bytes) -> str:
	"""The marked file, in the place of an earlier one."""
	place = {
		"attached_to_doctype": document.doctype,
		"attached_to_name": document.name,
		"attached_to_field": "report_file",
	}
	held = holds.list_hold(getdate(document.creation), document.doctype, document.name, holds.get_open())
	for old in [] if held else frappe.get_all("File", filters=place, pluck="name"):
		frappe.delete_doc("File", old, ignore_permissions=True)  # our own copy, made for this import
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{document.name}-{_('marked')}.xlsx",
			"is_private": 1,
			"content": content,
			**place,
		}
	).insert(ignore_permissions=True)  # follows the import, which the caller may write
	tell(document, report_file=file.file_url)
	return file.file_url


def save(document, ignore_permissions: bool = False) -> None:
	"""A save of our own results."""
	with document.as_app():
		document.save(ignore_permissions=ignore_permissions)


def tell(document, **values) -> None:
	"""Progress, for whoever watches; not a change of the document that somebody may have open."""
	document.db_set(values, update_modified=False)


def heed_cancel(document, *going_on: str) -> None:
	"""Errors: Superseded unless the status is one of `going_on`, or Running where none is named."""
	status = frappe.db.get_value(document.doctype, document.name, "status", for_update=True)
	if status not in (going_on or ("Running",)):
		raise Superseded


def commit() -> None:
	"""Keep what is done; in tests only the savepoint moves."""
	commit_chunk()
	frappe.db.savepoint(SAVEPOINT)


def _rollback() -> None:
	frappe.db.rollback(save_point=SAVEPOINT) if in_test() else frappe.db.rollback()
