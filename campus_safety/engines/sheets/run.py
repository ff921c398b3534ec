"""Preview, start, resume: one import from the uploaded file to the last row, whatever the list is about.

document: a SheetImport. What is particular about its list it asks its `import_kind`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from frappe.utils import cint, now_datetime

from campus_safety.domain.sheets.sheet_header import Header, Problem
from campus_safety.engines.sheets import kept, lifecycle, mapping
from campus_safety.engines.sheets.file_check import FileRefused
from campus_safety.engines.sheets.kind import SheetPlan
from campus_safety.engines.sheets.marked_file import make_marked_file
from campus_safety.engines.sheets.source_file import checksum, read_content, refuse
from campus_safety.engines.sheets.table import Table, read_table

SHOWN_GROUPS, SHOWN_ROWS, SHOWN_VALUES = 30, 8, 5


@dataclass(frozen=True)
class Opened:
	"""The file as read for one document, with the columns as the person has set them. Kept without `table` where nobody needs
	the cells any more; without `reading` where the columns do not suffice."""

	header: Header
	table: Table | None
	reading: Any = None


# what the buttons do


def preview(document) -> None:
	"""Read the file, compare it with the database, and put on the document what an import would do."""
	lifecycle.validate_can_preview(document)
	kind = document.import_kind
	content = read_content(document, kind.get_limits())
	sha256 = checksum(content)
	opened = _open(document, content, detect=not document.columns)
	mapping.set_columns(document, opened.table, opened.header, kind.vocabulary, kind.shown)
	kept.forget(document.doctype, document.name)
	lack = kind.lack(document, opened.header.targets)
	key = None if lack else get_preview_key(document, sha256)
	plan = kind.empty_plan()
	if not lack:
		opened = _read(document, opened)
		plan = kind.plan(document, opened.reading, opened.header)
		# the cells themselves are wanted once more only for a marked file
		_keep(document, sha256, opened if plan.problems else replace(opened, table=None))
	_set_result(document, plan)
	document.preview_key = key
	lifecycle.set_previewed(
		document,
		file_sha256=sha256,
		preview=json.dumps(_describe(kind, plan, opened.table), ensure_ascii=False, default=str),
		error=kind.file_texts()[lack] if lack else None,
		rows_to_write=len(plan.to_write),
	)


def start(document) -> None:
	"""Queue the run; also how a failed or stalled one is taken up again."""
	limits = document.import_kind.get_limits()
	lifecycle.validate_can_start(
		document, lambda: get_preview_key(document, checksum(read_content(document, limits)))
	)
	lifecycle.queue(document, run)


def make_report(document) -> str:
	"""Address of the marked file; made once per preview or run."""
	if document.report_file:
		return document.report_file
	content = read_content(document, document.import_kind.get_limits())
	opened = _recall(document, checksum(content)) or _read(document, _open(document, content))
	plan = document.import_kind.plan(document, opened.reading, opened.header)
	return lifecycle.attach_report(document, _marked(document, content, opened, plan))


def get_preview_key(document, sha256: str) -> str:
	return lifecycle.make_key(document, sha256, *document.import_kind.choices(document))


# reading


def _open(document, content: bytes, detect: bool = False) -> Opened:
	"""detect: the columns as their headers say, not as the person has set them.

	Errors: ImportRefusedError with what to do about the file.
	"""
	kind = document.import_kind
	try:
		table = read_table(content, kind.get_limits(), lambda rows: kind.find_header(document, rows))
		header = table.header if detect else mapping.get_chosen_header(document, table, kind.vocabulary)
	except FileRefused as error:
		refuse(error, kind.file_texts())
	return Opened(header, table)


def _read(document, opened: Opened) -> Opened:
	reading = document.import_kind.read(document, opened.table.rows, opened.header)
	return replace(opened, reading=reading)


def _keep(document, sha256: str, opened: Opened) -> None:
	kept.keep(document, _reading_key(document, sha256), opened)


def _recall(document, sha256: str) -> Opened | None:
	opened = kept.recall(document, _reading_key(document, sha256))
	if opened and document.import_kind.still_holds(document, opened.reading):
		return opened
	return None


def _reading_key(document, sha256: str) -> str:
	kind = document.import_kind
	return lifecycle.make_key(document, sha256, *kind.choices(document), *kind.read_with(document))


def _marked(document, content: bytes, opened: Opened, plan: SheetPlan) -> bytes:
	table = opened.table or _open(document, content).table
	return make_marked_file(table, plan.problems, document.import_kind.problem_text)


# what the document shows


def _set_result(document, plan: SheetPlan) -> None:
	refused = len({problem.row for problem in plan.problems})
	_update(
		document,
		total=plan.created + plan.changed + plan.unchanged + refused,
		created=plan.created,
		changed=plan.changed,
		unchanged=plan.unchanged,
		refused=refused,
	)
	lifecycle.set_issues(document, plan.problems, document.import_kind.problem_text)


def _update(document, **values) -> None:
	document.update(lifecycle.own_fields(document, values))


def _describe(kind, plan: SheetPlan, table: Table) -> dict:
	source = {
		"sheet": table.sheet,
		"other_sheets": list(table.other_sheets),
		"encoding": table.encoding,
		"hidden_rows": len(table.hidden),
		"groups": _grouped(kind, plan.problems, by_value=True),
		"notes": _grouped(kind, plan.notes),
	}
	return {**source, **kind.describe(plan)}


def _grouped(kind, problems: Sequence[Problem], by_value: bool = False) -> list[dict]:
	"""What is said of many rows is one line, the commonest first: forty rows with one wrong class are one mistake."""
	if not problems:
		return []
	import pandas as pd  # here: each web server's first Desk asks for the kinds of import, and waits a second for it

	frame = pd.DataFrame(problems)  # a column for each field of Problem
	keys = ["column", "code", "args", *(["value"] if by_value else [])]
	groups = frame.groupby(keys, sort=False).agg(
		count=("row", "size"), first=("row", "first"), rows=("row", list), values=("value", "unique")
	)
	common = groups.sort_values(["count", "first"], ascending=[False, True]).head(SHOWN_GROUPS)
	return [
		{
			"column": group.column,
			"values": [value for value in (group.values if not by_value else [group.value]) if value][
				:SHOWN_VALUES
			],
			"text": kind.problem_text(group.code, group.args),
			"count": group.count,
			"rows": group.rows[:SHOWN_ROWS],
		}
		for group in common.reset_index().itertuples(index=False)
	]


# the job


def run(doctype: str, name: str, run_as: str) -> None:
	"""Job: import the file of `name` as `run_as`."""
	lifecycle.carry_out(doctype, name, run_as, import_file)


def import_file(document) -> None:
	"""Plan against the database as it is now, whatever it was at the preview; only the file is not read again."""
	kind = document.import_kind
	content = read_content(document, kind.get_limits())
	sha256 = checksum(content)
	lifecycle.validate_preview_holds(document, get_preview_key(document, sha256))
	opened = _recall(document, sha256) or _read(document, _open(document, content))
	plan = kind.plan(document, opened.reading, opened.header)
	all_or_nothing = document.mode == lifecycle.ALL_OR_NOTHING
	if plan.problems and all_or_nothing:
		lifecycle.refuse_all(
			document,
			plan.problems,
			kind.problem_text,
			lambda: _marked(document, content, opened, plan),
		)
		return
	if kind.make_missing(document, plan):
		plan = kind.plan(document, opened.reading, opened.header)
	write_plan(document, plan, all_or_nothing)
	finish(document, plan, lambda: _marked(document, content, opened, plan))


def write_plan(document, plan: SheetPlan, in_one_transaction: bool) -> None:
	"""Chunks with a commit each, so that a killed run keeps what it has; one transaction for All or Nothing."""
	kind, done = document.import_kind, cint(document.rows_done)
	created, changed = _written_before(document)
	to_write = plan.to_write
	lifecycle.tell(document, rows_to_write=done + len(to_write))
	for first in range(0, len(to_write), kind.write_chunk):
		part = to_write[first : first + kind.write_chunk]
		if not in_one_transaction:
			lifecycle.heed_cancel(document)
		kind.write(document, part, plan)
		new = plan.created_among(part)
		created, changed, done = created + new, changed + len(part) - new, done + len(part)
		counts = lifecycle.own_fields(document, {"created": created, "changed": changed})
		lifecycle.tell(document, **counts, rows_done=done, heartbeat=now_datetime())
		if not in_one_transaction:
			lifecycle.commit()


def _written_before(document) -> tuple[int, int]:
	"""By an earlier run that was broken off; before any run the document shows what the preview expects."""
	if not cint(document.rows_done):
		return 0, 0
	return cint(document.created), cint(document.get("changed"))


def finish(document, plan: SheetPlan, report) -> None:
	document.reload()
	created, changed = _written_before(document)
	_set_result(document, plan)
	_update(
		document,
		created=created,
		changed=changed,
		unchanged=cint(document.total) - created - changed - cint(document.refused),
		status="Completed",
		ended_at=now_datetime(),
	)
	lifecycle.save(document, ignore_permissions=True)  # a job writes how it ended
	if plan.problems:
		lifecycle.attach_report(document, report())
	document.import_kind.after(document, plan)
	lifecycle.commit()
	kept.forget(document.doctype, document.name)
