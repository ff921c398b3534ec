"""Preview, start, resume: one import from the uploaded file to the last row, told on a Campus Student Import.

A run plans the whole file against the database and writes what differs. That is what makes it safe to
repeat: a run that was killed is planned anew, finds its own rows unchanged, and goes on with the rest.
"""

import hashlib
import json
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, cstr, get_datetime, getdate, now_datetime

from campus_safety.domain.student_sheet import (
	IGNORE,
	TARGET,
	TARGETS,
	Column,
	Header,
	columns_from_choice,
	read_rows,
	shown,
)
from campus_safety.exceptions import ImportRefusedError
from campus_safety.services.student_import import write
from campus_safety.services.student_import.directory import Directory, NewClass, NewRoom, create_missing
from campus_safety.services.student_import.file_check import FileRefused
from campus_safety.services.student_import.marked_file import make_marked_file
from campus_safety.services.student_import.messages import problem_text, refusal_text
from campus_safety.services.student_import.plan import Choices, Plan, Planner, RowPlan, chunked
from campus_safety.services.student_import.source_file import checksum, get_limits, read_content, refuse
from campus_safety.services.student_import.table import Table, read_table

DOCTYPE = "Campus Student Import"
WRITE_CHUNK = 1000
STALLED_AFTER_MINUTES = 10
SHOWN_ISSUES, SHOWN_CREATED, SHOWN_CHANGED, SHOWN_MISSING = 200, 20, 50, 50
ALL_OR_NOTHING = "All or Nothing"
SAVEPOINT = "student_import"
_LABELS = {target.label: target.name for target in TARGETS}


class Superseded(Exception):
	"""Somebody cancelled the run."""


@dataclass
class Opened:
	"""The file as read for one document: its table, with the columns as the person has set them."""

	table: Table
	header: Header
	sha256: str


# what the buttons do


def preview(document) -> None:
	"""Read the file, compare it with the database, and put on the document what an import would do."""
	validate_not_running(document)
	opened = open_file(document, detect=not document.columns)
	set_columns(document, opened)
	can_start = "student_no" in opened.header.targets
	plan = make_plan(document, opened) if can_start else Plan()
	set_result(document, plan)
	document.update(
		{
			"status": "Previewed" if can_start else "Draft",
			"file_sha256": opened.sha256,
			"preview": json.dumps(describe(plan, opened.table), ensure_ascii=False, default=str),
			"error": None if can_start else refusal_text(FileRefused("no_student_no")),
			"report_file": None,
			"rows_done": 0,
			"rows_to_write": plan.created + plan.changed,
			"started_at": None,
			"ended_at": None,
			"heartbeat": None,
		}
	)
	document.preview_key = get_preview_key(document, opened.sha256) if can_start else None
	_save(document)


def start(document) -> None:
	"""Queue the run; also how a failed or stalled one is taken up again."""
	validate_can_start(document)
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
	frappe.enqueue(
		run,
		queue="long",
		job_id=f"campus_student_import::{document.name}",
		deduplicate=True,
		enqueue_after_commit=True,
		name=document.name,
		run_as=frappe.session.user,
	)


def cancel(document) -> None:
	if document.status not in ("Previewed", "Queued", "Running"):
		frappe.throw(_("There is nothing to cancel."), ImportRefusedError)
	if document.status == "Running" and document.mode == ALL_OR_NOTHING and not is_stalled(document):
		frappe.throw(
			_("All or Nothing is one step: wait, it is either written or undone in a moment."),
			ImportRefusedError,
		)
	document.db_set({"status": "Cancelled", "ended_at": now_datetime()})


def make_report(document) -> str:
	"""Address of the marked file; made once per preview or run."""
	if document.report_file:
		return document.report_file
	opened = open_file(document)
	return attach_report(document, opened.table, make_plan(document, opened))


# checks


def validate_not_running(document) -> None:
	if document.status in ("Queued", "Running") and not is_stalled(document):
		frappe.throw(_("The import is running. Wait for its end, or cancel it."), ImportRefusedError)


def validate_can_start(document) -> None:
	if document.status in ("Queued", "Running"):
		if not is_stalled(document):
			frappe.throw(_("The import is running already."), ImportRefusedError)
	elif document.status not in ("Previewed", "Failed", "Cancelled"):
		frappe.throw(_("Preview the file first, then start the import."), ImportRefusedError)
	if document.preview_key != get_preview_key(document, checksum(read_content(document))):
		frappe.throw(
			_("The file or the columns were changed after the preview. Preview again."), ImportRefusedError
		)


def is_stalled(document) -> bool:
	"""No sign of life for ten minutes: the worker was ended, or the machine was."""
	last = get_datetime(document.heartbeat) if document.heartbeat else None
	return not last or last < add_to_date(now_datetime(), minutes=-STALLED_AFTER_MINUTES)


def get_preview_key(document, sha256: str) -> str:
	"""Everything that decides what a run would write, but for the database itself."""
	parts = [sha256, cint(document.create_missing_units), cint(document.create_missing_rooms)]
	parts += [(cint(column.column_no), column.target) for column in document.columns]
	return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


# reading and planning


def open_file(document, detect: bool = False) -> Opened:
	"""Errors: ImportRefusedError with what to do about the file."""
	content = read_content(document)
	try:
		table = read_table(content, get_limits())
	except FileRefused as error:
		refuse(error)
	header = table.header if detect else get_chosen_header(document, table)
	return Opened(table, header, checksum(content))


def get_chosen_header(document, table: Table) -> Header:
	"""The mapping on the document. Errors: ImportRefusedError when it does not fit the file or itself."""
	found = {column.index: column.header for column in table.header.columns}
	chosen = [(cint(row.column_no) - 1, row.header, _LABELS.get(row.target)) for row in document.columns]
	if {index: header for index, header, _target in chosen} != found:
		return table.header  # another file than the one these columns came from
	targets = [target for _index, _header, target in chosen if target]
	for target in targets:
		if targets.count(target) > 1:
			refuse(FileRefused("target_twice", _(TARGET[target].label)))
	return Header(table.header.row, table.header.first_row, columns_from_choice(chosen))


def make_plan(document, opened: Opened) -> Plan:
	choices = Choices(
		create_missing_units=bool(cint(document.create_missing_units)),
		create_missing_rooms=bool(cint(document.create_missing_rooms)),
		today=getdate(),
		age_of_majority=cint(frappe.get_cached_doc("Campus Safety Settings").minor_age) or 18,
	)
	reading = read_rows(opened.table.rows, opened.header, choices.today)
	headers = {column.target: column.header for column in opened.header.columns if column.target}
	return Planner(Directory(), headers, choices).plan(reading)


# what the document shows


def set_columns(document, opened: Opened) -> None:
	document.sheet = opened.table.sheet or opened.table.encoding
	document.header_row = opened.header.row + 1
	document.set("columns", [])
	for column in opened.header.columns:
		document.append(
			"columns",
			{
				"column_no": column.index + 1,
				"header": column.header[:140],
				"target": TARGET[column.target].label if column.target else IGNORE,
				"sample": get_sample(opened.table, column),
			},
		)


def get_sample(table: Table, column: Column) -> str:
	for cells in table.rows[table.header.row + 1 : table.header.row + 20]:
		cell = cells[column.index] if column.index < len(cells) else None
		if cell and cell.strip():
			return shown(column.target, cell)
	return ""


def set_result(document, plan: Plan) -> None:
	document.update(get_counts(plan))
	document.set("issues", [])
	for problem in plan.problems[:SHOWN_ISSUES]:
		document.append(
			"issues",
			{
				"row_no": problem.row,
				"column_header": problem.column[:140],
				"value": problem.value[:140],
				"reason": problem_text(problem.code, problem.args),
			},
		)


def get_counts(plan: Plan) -> dict[str, int]:
	return {
		"total": len(plan.rows) + plan.refused,
		"created": plan.created,
		"changed": plan.changed,
		"unchanged": plan.unchanged,
		"refused": plan.refused,
	}


def describe(plan: Plan, table: Table) -> dict:
	"""The preview as data; the form draws it."""
	created = [row for row in plan.rows if row.created is not None][:SHOWN_CREATED]
	changed = [row for row in plan.rows if row.created is None and row.writes][:SHOWN_CHANGED]
	return {
		"sheet": table.sheet,
		"other_sheets": list(table.other_sheets),
		"encoding": table.encoding,
		"new_classes": sorted({f"{new.college_name} {new.class_name}" for new in plan.new_classes})[
			:SHOWN_MISSING
		],
		"new_classes_count": len(plan.new_classes),
		"new_rooms": sorted({f"{new.building_name} {new.room_name}" for new in plan.new_rooms})[
			:SHOWN_MISSING
		],
		"new_rooms_count": len(plan.new_rooms),
		"created": [
			{
				"row": row.row.row,
				"student_no": row.name,
				"student_name": row.created["student_name"],
				"unit": _place(row.created["unit"]),
			}
			for row in created
		],
		"changed": [
			{"row": row.row.row, "student_no": row.name, "changes": _describe_changes(row)} for row in changed
		],
	}


def _describe_changes(row: RowPlan) -> list[list[str]]:
	meta = frappe.get_meta(write.STUDENT)
	changes = [
		[meta.get_label(name), _shown(meta, name, before), _shown(meta, name, after)]
		for name, (before, after) in row.changes.items()
		if name not in ("college", "dormitory_building", "is_minor")
	]
	for guardian in row.guardians:
		label = meta.get_label("guardians")
		changes.append(
			[
				label,
				"",
				" ".join(cstr(guardian.values.get(name)) for name in guardian.values if name != "is_primary"),
			]
		)
	return changes


def _shown(meta, name: str, value) -> str:
	is_word = value and meta.get_field(name).fieldtype == "Select"
	return _(value) if is_word else _place(value)


def _place(value) -> str:
	if isinstance(value, NewClass):
		return value.class_name
	if isinstance(value, NewRoom):
		return f"{value.building_name} {value.room_name}"
	return cstr(value)


# the job


def run(name: str, run_as: str) -> None:
	"""Job: import the file of `name` as `run_as`. A retry by the framework runs as Administrator
	(frappe-facts 10)."""
	frappe.set_user(run_as)
	frappe.set_user_lang(run_as)
	document = frappe.get_doc(DOCTYPE, name)
	if document.status not in ("Queued", "Running"):
		return
	frappe.has_permission(DOCTYPE, "write", doc=document, throw=True)
	_tell(document, status="Running", heartbeat=now_datetime())
	_commit()
	try:
		import_file(document)
	except Superseded:
		return
	except Exception as error:
		if frappe.db.is_deadlocked(error) or frappe.db.is_timedout(error):
			raise  # the framework runs the job again
		_rollback()
		fail(document, error)


def import_file(document) -> None:
	opened = open_file(document)
	if get_preview_key(document, opened.sha256) != document.preview_key:
		frappe.throw(
			_("The file or the columns were changed after the preview. Preview again."), ImportRefusedError
		)
	plan = make_plan(document, opened)
	all_or_nothing = document.mode == ALL_OR_NOTHING
	if plan.problems and all_or_nothing:
		refuse_all(document, opened, plan)
		return
	if plan.new_classes or plan.new_rooms:
		create_missing(plan.new_classes, plan.new_rooms)
		plan = make_plan(document, opened)
	write_plan(document, plan, all_or_nothing)
	finish(document, opened, plan)


def refuse_all(document, opened: Opened, plan: Plan) -> None:
	document.reload()
	set_result(document, plan)
	document.update({"created": 0, "changed": 0, "status": "Failed", "ended_at": now_datetime()})
	document.error = _(
		"{0} rows are refused, so nothing was written. Correct them, or choose “Good Rows”."
	).format(plan.refused)
	_save(document, ignore_permissions=True)
	attach_report(document, opened.table, plan)
	_commit()


def write_plan(document, plan: Plan, in_one_transaction: bool) -> None:
	"""Chunks with a commit each, so that a killed run keeps what it has; one transaction for All or
	Nothing."""
	before = (cint(document.created), cint(document.changed)) if cint(document.rows_done) else (0, 0)
	done = [*before, cint(document.rows_done)]
	writes = [row for row in plan.rows if row.writes]
	_tell(document, rows_to_write=done[2] + len(writes))
	for chunk in chunked(writes, WRITE_CHUNK):
		if not in_one_transaction:
			_heed_cancel(document)
		write.write_rows(chunk)
		new = sum(1 for row in chunk if row.created is not None)
		done = [done[0] + new, done[1] + len(chunk) - new, done[2] + len(chunk)]
		_tell(document, created=done[0], changed=done[1], rows_done=done[2], heartbeat=now_datetime())
		if not in_one_transaction:
			_commit()


def finish(document, opened: Opened, plan: Plan) -> None:
	document.reload()
	created, changed = cint(document.created), cint(document.changed)
	if not cint(document.rows_done):
		created = changed = 0
	set_result(document, plan)
	total = cint(document.total)
	document.update(
		{
			"created": created,
			"changed": changed,
			"unchanged": total - created - changed - plan.refused,
			"status": "Completed",
			"ended_at": now_datetime(),
		}
	)
	_save(document, ignore_permissions=True)
	if plan.problems:
		attach_report(document, opened.table, plan)
	_commit()


def fail(document, error: Exception) -> None:
	frappe.log_error(title=f"Student import {document.name}")
	text = cstr(error) if isinstance(error, frappe.ValidationError) else ""
	_tell(
		document,
		status="Failed",
		ended_at=now_datetime(),
		error=text
		or _("The import stopped after {0} rows. Start it again: it goes on from there.").format(
			cint(document.rows_done)
		),
	)
	_commit()


def attach_report(document, table: Table, plan: Plan) -> str:
	for old in frappe.get_all(
		"File",
		filters={
			"attached_to_doctype": DOCTYPE,
			"attached_to_name": document.name,
			"attached_to_field": "report_file",
		},
		pluck="name",
	):
		frappe.delete_doc("File", old, ignore_permissions=True)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{document.name}-{_('marked')}.xlsx",
			"attached_to_doctype": DOCTYPE,
			"attached_to_name": document.name,
			"attached_to_field": "report_file",
			"is_private": 1,
			"content": make_marked_file(table, plan.problems),
		}
	).insert(ignore_permissions=True)
	_tell(document, report_file=file.file_url)
	return file.file_url


def _save(document, ignore_permissions: bool = False) -> None:
	"""A save of our own results; the next save of the same document object is somebody else's again."""
	document.flags.app_write = True
	try:
		document.save(ignore_permissions=ignore_permissions)
	finally:
		document.flags.app_write = False


def _tell(document, **values) -> None:
	"""Progress, for whoever watches; not a change of the document that somebody may have open."""
	document.db_set(values, update_modified=False)


def _heed_cancel(document) -> None:
	status = frappe.db.get_value(DOCTYPE, document.name, "status", for_update=True)
	if status != "Running":
		raise Superseded


def _commit() -> None:
	"""A chunk is done and a killed job must keep it. In tests only the savepoint moves: they roll
	everything back."""
	if not _in_test():
		frappe.db.commit()
	frappe.db.savepoint(SAVEPOINT)


def _rollback() -> None:
	if _in_test():
		frappe.db.rollback(save_point=SAVEPOINT)
	else:
		frappe.db.rollback()


def _in_test() -> bool:
	return getattr(frappe, "in_test", False) or frappe.flags.in_test
