"""Preview, start, resume: one import from the uploaded file to the last row, told on a Campus Student Import."""

import json

from frappe.utils import cint, getdate, now_datetime

from campus_safety.domain.people.student_sheet import VOCABULARY, read_rows, shown
from campus_safety.engines.sheets import lifecycle, mapping
from campus_safety.engines.sheets.file_check import FileRefused
from campus_safety.engines.sheets.mapping import Opened
from campus_safety.engines.sheets.marked_file import make_marked_file
from campus_safety.engines.sheets.messages import file_texts
from campus_safety.engines.sheets.source_file import checksum, read_content, refuse
from campus_safety.engines.sheets.table import read_table
from campus_safety.services.people.settings import get_age_of_majority, get_import_limits
from campus_safety.services.people.student_import import write
from campus_safety.services.people.student_import.describe import describe
from campus_safety.services.people.student_import.directory import Directory, create_missing
from campus_safety.services.people.student_import.messages import problem_text
from campus_safety.services.people.student_import.plan import Choices, Plan, Planner, chunked

DOCTYPE = "Campus Student Import"
WRITE_CHUNK = 1000


# what the buttons do


def preview(document) -> None:
	"""Read the file, compare it with the database, and put on the document what an import would do."""
	lifecycle.validate_can_preview(document)
	opened = open_file(document, detect=not document.columns)
	mapping.set_columns(document, opened, VOCABULARY, shown)
	can_start = "student_no" in opened.header.targets
	plan = make_plan(document, opened) if can_start else Plan()
	set_result(document, plan)
	document.preview_key = get_preview_key(document, opened.sha256) if can_start else None
	lifecycle.set_previewed(
		document,
		file_sha256=opened.sha256,
		preview=json.dumps(describe(plan, opened.table), ensure_ascii=False, default=str),
		error=None if can_start else file_texts()["no_student_no"],
		rows_to_write=plan.created + plan.changed,
	)


def start(document) -> None:
	"""Queue the run; also how a failed or stalled one is taken up again."""
	lifecycle.validate_can_start(
		document, lambda: get_preview_key(document, checksum(read_content(document, get_import_limits())))
	)
	lifecycle.queue(document, run)


def make_report(document) -> str:
	"""Address of the marked file; made once per preview or run."""
	if document.report_file:
		return document.report_file
	opened = open_file(document)
	return lifecycle.attach_report(document, marked(opened, make_plan(document, opened)))


def get_preview_key(document, sha256: str) -> str:
	return lifecycle.make_key(
		document, sha256, cint(document.create_missing_units), cint(document.create_missing_rooms)
	)


# reading and planning


def open_file(document, detect: bool = False) -> Opened:
	"""Errors: ImportRefusedError with what to do about the file."""
	content = read_content(document, get_import_limits())
	try:
		table = read_table(content, get_import_limits(), VOCABULARY.find_header)
		header = table.header if detect else mapping.get_chosen_header(document, table, VOCABULARY)
	except FileRefused as error:
		refuse(error)
	return Opened(table, header, checksum(content))


def make_plan(document, opened: Opened) -> Plan:
	choices = Choices(
		create_missing_units=bool(cint(document.create_missing_units)),
		create_missing_rooms=bool(cint(document.create_missing_rooms)),
		today=getdate(),
		age_of_majority=get_age_of_majority(),
	)
	reading = read_rows(opened.table.rows, opened.header, choices.today)
	headers = {column.target: column.header for column in opened.header.columns if column.target}
	return Planner(Directory(), headers, choices).plan(reading)


def marked(opened: Opened, plan: Plan) -> bytes:
	return make_marked_file(opened.table, plan.problems, problem_text)


def set_result(document, plan: Plan) -> None:
	document.update(get_counts(plan))
	lifecycle.set_issues(document, plan.problems, problem_text)


def get_counts(plan: Plan) -> dict[str, int]:
	return {
		"total": len(plan.rows) + plan.refused,
		"created": plan.created,
		"changed": plan.changed,
		"unchanged": plan.unchanged,
		"refused": plan.refused,
	}


# the job


def run(name: str, run_as: str) -> None:
	"""Job: import the file of `name` as `run_as`."""
	lifecycle.carry_out(DOCTYPE, name, run_as, import_file)


def import_file(document) -> None:
	opened = open_file(document)
	lifecycle.validate_preview_holds(document, get_preview_key(document, opened.sha256))
	plan = make_plan(document, opened)
	all_or_nothing = document.mode == lifecycle.ALL_OR_NOTHING
	if plan.problems and all_or_nothing:
		document.changed = 0
		lifecycle.refuse_all(document, plan.problems, problem_text, lambda: marked(opened, plan))
		return
	if plan.new_classes or plan.new_rooms:
		create_missing(plan.new_classes, plan.new_rooms)
		plan = make_plan(document, opened)
	write_plan(document, plan, all_or_nothing)
	finish(document, opened, plan)


def write_plan(document, plan: Plan, in_one_transaction: bool) -> None:
	"""Chunks with a commit each, so that a killed run keeps what it has; one transaction for All or
	Nothing."""
	before = (cint(document.created), cint(document.changed)) if cint(document.rows_done) else (0, 0)
	done = [*before, cint(document.rows_done)]
	writes = [row for row in plan.rows if row.writes]
	lifecycle.tell(document, rows_to_write=done[2] + len(writes))
	for chunk in chunked(writes, WRITE_CHUNK):
		if not in_one_transaction:
			lifecycle.heed_cancel(document)
		write.write_rows(chunk)
		new = sum(1 for row in chunk if row.created is not None)
		done = [done[0] + new, done[1] + len(chunk) - new, done[2] + len(chunk)]
		lifecycle.tell(
			document, created=done[0], changed=done[1], rows_done=done[2], heartbeat=now_datetime()
		)
		if not in_one_transaction:
			lifecycle.commit()


def finish(document, opened: Opened, plan: Plan) -> None:
	document.reload()
	created, changed = cint(document.created), cint(document.changed)
	if not cint(document.rows_done):
		created = changed = 0
	set_result(document, plan)
	document.update(
		{
			"created": created,
			"changed": changed,
			"unchanged": cint(document.total) - created - changed - plan.refused,
			"status": "Completed",
			"ended_at": now_datetime(),
		}
	)
	lifecycle.save(document, ignore_permissions=True)  # a job writes how it ended
	if plan.problems:
		lifecycle.attach_report(document, marked(opened, plan))
	lifecycle.commit()
