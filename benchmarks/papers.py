"""Papers at the size of a real school, as ratios measured in one run.

Drafting the work report for 20 departments over a term of 30,000 students' duties, against the plain SQL of its figures; a
ledger of 30,000 × 15 as xlsx against xlsxwriter's constant-memory writing of the same cells, with their look and bare, and its
memory against the framework's make_xlsx. Raw statements are what is compared with.
"""

from __future__ import annotations

import io
import os
import resource
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import frappe
import xlsxwriter
from frappe.utils.xlsxutils import make_xlsx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import _big_school as big
from campus_safety.engines.ledgers.sheet import GRID, Caption, write_table
from campus_safety.services.governance import report_figures
from campus_safety.tests import factories as make

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
STUDENTS, MONTHS, ROWS = (1_200, 2, 1_000) if SMALL else (30_000, 4, 30_000)
COLUMNS, DEPARTMENTS, REPEATS = 15, 20, 3
FIRST, LAST = date(2026, 8, 1), date(2027, 1, 31)


def main() -> None:
	frappe.set_user("Administrator")
	measure_sheet()
	big.empty()
	try:
		big.fill(STUDENTS, MONTHS, 1, 1)
		measure_drafts()
	finally:
		frappe.db.rollback()
		big.empty()


def take(work, clock=process_time) -> float:
	"""The quickest of some runs, in seconds: of this process, as others are at work on the machine, or of another clock."""
	taken = []
	for _time in range(REPEATS):
		began = clock()
		work()
		taken.append(clock() - began)
	return min(taken)


# the ledger


def cells():
	"""As a ledger has them: short words, dates, a sentence of its own in each row, a number."""
	for number in range(ROWS):
		at = f"2026-11-{number % 28 + 1:02} {number % 24:02}:{number % 60:02}"
		row = [f"{number}", "信息工程学院", f"软件技术26{number // 40 % 100:02}班", f"学生{number}", at]
		yield [
			*row,
			f"谈了学习和宿舍，情绪平稳，约定第{number}次再联系。",
			*("已完成",) * (COLUMNS - 7),
			"3",
		]


def write_ours() -> bytes:
	headings = [(f"列{number}", 12) for number in range(COLUMNS)]
	return write_table(Caption("台账", "单位", "LZ-1", ""), headings, cells())


def write_plain(look: dict | None = None) -> bytes:
	"""look: the borders and the broken lines of a ledger's cells; a row's height is ours alone."""
	held = io.BytesIO()
	book = xlsxwriter.Workbook(held, {"constant_memory": True})
	sheet, shown = book.add_worksheet("台账"), book.add_format(look) if look else None
	for at, row in enumerate(cells()):
		for place, value in enumerate(row):
			sheet.write_string(at, place, value, shown)
	book.close()
	return held.getvalue()


def write_by_framework() -> bytes:
	return make_xlsx(list(cells()), "台账").getvalue()


def peak(work) -> int:
	"""Bytes by which a process of its own grows at most while it writes, the file that comes out among them."""
	reading, writing = os.pipe()
	child = os.fork()
	if not child:
		before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
		work()
		grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
		os.write(writing, str(grown).encode())
		os._exit(0)  # the connection to the database is the parent's
	os.close(writing)
	with os.fdopen(reading) as said:
		grown = int(said.read())
	os.waitpid(child, 0)
	return 1024 * grown


def measure_sheet() -> None:
	# memory first: what later works leave behind in this process would hide it
	mine, theirs = peak(write_ours), peak(write_by_framework)
	library = peak(lambda: write_plain(GRID))
	works = (("ours", write_ours), ("same look", lambda: write_plain(GRID)), ("bare cells", write_plain))
	taken = {name: take(work) for name, work in works}
	print(f"ledger {ROWS:,} × {COLUMNS}, seconds of this process: {taken['ours']:.2f}")
	for name, _work in works[1:]:
		print(f"   xlsxwriter, {name:<12} {taken[name]:.2f}   ratio {taken['ours'] / taken[name]:.2f}")
	print(
		f"   peak {mine / 1e6:.1f} MB   make_xlsx {theirs / 1e6:.1f} MB   {100 * mine / theirs:.1f} %   "
		f"xlsxwriter {library / 1e6:.1f} MB   the file {len(write_ours()) / 1e6:.1f} MB"
	)


# the work report


def measure_drafts() -> None:
	school = frappe.db.get_value("Campus Unit", {"unit_name": f"{big.PREFIX}学校"})
	units = frappe.get_all(
		"Campus Unit", {"unit_type": "College", "unit_name": ("like", f"{big.PREFIX}%")}, pluck="name"
	)
	units += [
		make.make_unit(f"{big.PREFIX}处{number}", "Department", school)
		for number in range(DEPARTMENTS - len(units))
	]
	ours = take(lambda: [report_figures.count(unit, FIRST, LAST, big.TODAY) for unit in units], perf_counter)
	plain = take(lambda: [count_plainly(unit) for unit in units], perf_counter)
	duties = frappe.db.count(big.DUTY)
	print(
		f"{len(units)} reports over {duties:,} duties: {ours:.2f} s   plain SQL {plain:.2f} s   ratio {ours / plain:.2f}"
	)


def count_plainly(unit: str) -> list:
	"""The figures of one unit as one statement each: duties by clause and state, tasks by clause and state.

	Raw SQL on purpose: it is what the drafting is measured against.
	"""
	lft, rgt = frappe.db.get_value("Campus Unit", unit, ["lft", "rgt"])
	where = "in (select name from `tabCampus Unit` where lft >= %(lft)s and rgt <= %(rgt)s)"
	values = {"lft": lft, "rgt": rgt, "first": FIRST, "last": LAST}
	duties = frappe.db.sql(
		f"""select rule.clause, duty.rule, duty.state, count(*), count(distinct if(duty.is_risk, duty.student, null))
		from `tabCampus Duty Obligation` duty join `tabCampus Duty Rule` rule on rule.name = duty.rule
		where duty.due_date between %(first)s and %(last)s and (duty.unit {where} or duty.responsible_unit {where})
		group by rule.clause, duty.rule, duty.state""",
		values,
	)
	tasks = frappe.db.sql(
		f"""select clause, status, count(*) from `tabCampus Clause Task`
		where due between %(first)s and %(last)s and responsible_unit {where} group by clause, status""",
		values,
	)
	return [duties, tasks]
