"""A device's file: preview, start, resume, told on a Campus Gate Import. The columns are remembered on the device."""

import json
from dataclasses import dataclass, field

import frappe
from frappe.utils import cint, now_datetime

from campus_safety.domain.gate.gate_sheet import VOCABULARY, missing_targets, read_rows
from campus_safety.domain.gate.passage import Passage, Rules
from campus_safety.domain.sheets.sheet_header import IGNORE, Header, Problem, shown
from campus_safety.engines.sheets import lifecycle, mapping
from campus_safety.engines.sheets.file_check import FileRefused
from campus_safety.engines.sheets.mapping import Opened
from campus_safety.engines.sheets.marked_file import make_marked_file
from campus_safety.engines.sheets.source_file import checksum, read_content, refuse
from campus_safety.engines.sheets.table import Table, read_table
from campus_safety.services.gate import events
from campus_safety.services.gate.messages import file_texts, problem_text
from campus_safety.services.gate.people import Person, find_people
from campus_safety.services.gate.settings import get_import_limits

DOCTYPE, DEVICE = "Campus Gate Import", events.DEVICE
WRITE_CHUNK = 2000
SHOWN_NEW = 20


@dataclass
class Plan:
	"""new: events to write, with their names; unchanged: rows that say what is stored, or the file says, already."""

	new: list[tuple[str, Passage]] = field(default_factory=list)
	unchanged: int = 0
	problems: list[Problem] = field(default_factory=list)
	people: dict[str, Person] = field(default_factory=dict)

	@property
	def refused(self) -> int:
		return len({problem.row for problem in self.problems})


# what the buttons do


def preview(document) -> None:
	"""Read the file, compare it with the events, and put on the document what an import would do."""
	lifecycle.validate_can_preview(document)
	device, opened = _device(document), open_file(document, detect=not document.columns)
	rules = events.get_rules(device)
	mapping.set_columns(document, opened, VOCABULARY, lambda _target, raw: shown(raw))
	lacks = missing_targets(opened.header.targets, rules)
	plan = Plan() if lacks else make_plan(device.name, opened, rules)
	set_result(document, plan)
	document.preview_key = None if lacks else get_preview_key(document, opened.sha256)
	lifecycle.set_previewed(
		document,
		file_sha256=opened.sha256,
		preview=json.dumps(describe(plan, opened.table), ensure_ascii=False, default=str),
		error=file_texts()[lacks] if lacks else None,
		rows_to_write=len(plan.new),
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
	opened, device = open_file(document), _device(document)
	plan = make_plan(device.name, opened, events.get_rules(device))
	return lifecycle.attach_report(document, marked(opened, plan))


def get_preview_key(document, sha256: str) -> str:
	return lifecycle.make_key(document, sha256, document.device, _device(document).direction)


# reading and planning


def open_file(document, detect: bool = False) -> Opened:
	"""detect: columns as the device remembers them, else as their headers say.

	Errors: ImportRefusedError with what to do about the file.
	"""
	limits, remembered = get_import_limits(), _remembered(document)
	content = read_content(document, limits)
	try:
		table = read_table(content, limits, lambda rows: find_header(rows, remembered))
		header = table.header if detect else mapping.get_chosen_header(document, table, VOCABULARY)
	except FileRefused as error:
		refuse(error, file_texts())
	return Opened(table, header, checksum(content))


def find_header(rows, remembered: dict[str, str | None]) -> Header | None:
	"""By the words of such lists, and by the headers that this device's files had before."""
	found = VOCABULARY.find_header(rows)
	for index in range(0 if remembered else len(rows), len(rows)):
		headers = [cell.strip() for cell in rows[index]]
		if set(remembered) <= set(headers):
			chosen = [
				(place, header, remembered.get(header)) for place, header in enumerate(headers) if header
			]
			return Header(index, index, VOCABULARY.columns_from_choice(chosen))
	return found


def make_plan(device: str, opened: Opened, rules: Rules) -> Plan:
	reading = read_rows(opened.table.rows, opened.header, rules)
	headers = {column.target: column.header for column in opened.header.columns if column.target}
	people = find_people(passage.student_no for passage in reading.passages)
	problems = list(reading.problems)

	def refuse_row(passage: Passage, target: str, value: str, code: str) -> None:
		problems.append(Problem(passage.row, headers.get(target, ""), shown(value), code))

	known = []
	for passage in reading.passages:
		if passage.key in people:
			known.append(passage)
		else:
			refuse_row(passage, "student_no", passage.student_no, "student_unknown")
	found = events.sort(device, known)
	for passage in found.reused:
		refuse_row(passage, "event_id", passage.event_id, "id_reused")
	problems.sort(key=lambda problem: problem.row)
	return Plan(found.new, len(found.known) + reading.repeated, problems, people)


def marked(opened: Opened, plan: Plan) -> bytes:
	return make_marked_file(opened.table, plan.problems, problem_text)


# what the document shows


def set_result(document, plan: Plan) -> None:
	document.update(
		{
			"total": len(plan.new) + plan.unchanged + plan.refused,
			"created": len(plan.new),
			"unchanged": plan.unchanged,
			"refused": plan.refused,
		}
	)
	lifecycle.set_issues(document, plan.problems, problem_text)


def describe(plan: Plan, table: Table) -> dict:
	"""The preview as data; the form draws it."""
	return {
		"sheet": table.sheet,
		"other_sheets": list(table.other_sheets),
		"encoding": table.encoding,
		"created": [
			{
				"row": passage.row,
				"student_no": passage.student_no,
				"event_time": passage.moment,
				"direction": passage.direction,
			}
			for _name, passage in plan.new[:SHOWN_NEW]
		],
	}


# the job


def run(name: str, run_as: str) -> None:
	"""Job: import the file of `name` as `run_as`."""
	lifecycle.carry_out(DOCTYPE, name, run_as, import_file)


def import_file(document) -> None:
	device, opened = _device(document), open_file(document)
	lifecycle.validate_preview_holds(document, get_preview_key(document, opened.sha256))
	plan = make_plan(device.name, opened, events.get_rules(device))
	all_or_nothing = document.mode == lifecycle.ALL_OR_NOTHING
	if plan.problems and all_or_nothing:
		lifecycle.refuse_all(document, plan.problems, problem_text, lambda: marked(opened, plan))
		return
	write_plan(document, plan, all_or_nothing)
	finish(document, opened, plan)


def write_plan(document, plan: Plan, in_one_transaction: bool) -> None:
	"""Chunks with a commit each, so that a killed run keeps what it has; one transaction for All or Nothing."""
	done = cint(document.rows_done)
	lifecycle.tell(document, rows_to_write=done + len(plan.new))
	in_order = sorted(
		plan.new, key=lambda pair: pair[0]
	)  # as the table is ordered: its pages fill one after the other
	for first in range(0, len(in_order), WRITE_CHUNK):
		chunk = in_order[first : first + WRITE_CHUNK]
		if not in_one_transaction:
			lifecycle.heed_cancel(document)
		events.write(document.device, chunk, plan.people)
		done += len(chunk)
		lifecycle.tell(document, created=done, rows_done=done, heartbeat=now_datetime())
		if not in_one_transaction:
			lifecycle.commit()


def finish(document, opened: Opened, plan: Plan) -> None:
	document.reload()
	created = cint(document.rows_done)
	set_result(document, plan)
	document.update(
		{
			"created": created,
			"unchanged": cint(document.total) - created - plan.refused,
			"status": "Completed",
			"ended_at": now_datetime(),
		}
	)
	lifecycle.save(document, ignore_permissions=True)  # a job writes how it ended
	if plan.problems:
		lifecycle.attach_report(document, marked(opened, plan))
	remember_columns(document)
	events.note_seen(document.device, (passage for _name, passage in plan.new))
	lifecycle.commit()


# what the device remembers


def remember_columns(document) -> None:
	"""The mapping of a file that went through is that of the device's next file."""
	device = _device(document)
	wanted = [(row.header, row.target) for row in document.columns if row.target != IGNORE]
	if wanted == [(row.header, row.target) for row in device.columns]:
		return
	device.set("columns", [{"header": header, "target": target} for header, target in wanted])
	device.save(ignore_permissions=True)  # who imports need not be who looks after the devices


def _device(document):
	return frappe.get_doc(DEVICE, document.device)


def _remembered(document) -> dict[str, str | None]:
	return {row.header: VOCABULARY.by_label.get(row.target) for row in _device(document).columns}
