"""What a big school's people and jobs ask the database for: every list, report, page and job, explained and timed.

	python3 sandbox bench

30,000 students, a million duties, as ratios: × the p50 of the framework's ping measured in the same process before and after. Each
query is explained: one that reads a whole big table, or sorts one, is named. CAMPUS_BENCH_SMALL fills a fiftieth, CAMPUS_BENCH_ONLY names what is asked.
"""

import os
import re
import statistics
import sys
from collections import defaultdict
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter
from unittest.mock import patch

import frappe
from frappe.database.database import Database
from frappe.desk import query_report, reportview

from benchmarks import _big_school as big
from campus_safety.access.rules import RULES
from campus_safety.api import workbench, workspace
from campus_safety.engines.duties import digest, escalate, run
from campus_safety.engines.messages import delivery
from campus_safety.engines.sheets import stalled
from campus_safety.jobs import campus_crisis, campus_hazards, campus_night, campus_night_digest
from campus_safety.services.gate import no_trace
from campus_safety.services.people import network_scope
from campus_safety.services.people.self_test import ladders
from campus_safety.services.presence import missed_nights

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
STUDENTS, MONTHS, PER_STUDENT, NIGHTS = (1_200, 2, 2, 2) if SMALL else (30_000, 4, 6, 7)
NOW = datetime(2026, 11, 25, 22, 40)
MANY = 500 if SMALL else 20_000  # rows: from here on a table read whole is named
REPEATS = 1 if SMALL else 3
SLOW = 50  # × ping
ONLY = re.compile(os.environ.get("CAMPUS_BENCH_ONLY") or "")  # of the questions, for one who mends


def main() -> None:
	print("load average at the start: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()))
	frappe.set_user("Administrator")
	big.empty()
	try:
		ask_everything()
	finally:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		big.empty()


def ask_everything() -> None:
	began = perf_counter()
	users = big.fill(STUDENTS, MONTHS, PER_STUDENT, NIGHTS)
	rows = {doctype: frappe.db.count(doctype) for doctype in big.BIG}
	print(f"filled in {perf_counter() - began:.0f} s: " + ", ".join(f"{n} {c}" for n, c in rows.items()))
	found = defaultdict(set)
	measured = []
	for who, user in users.items():
		for label, ask in questions(user):
			if not ONLY.search(label):
				continue
			measured.append((who, *measure(label, user, ask, found)))
	for label, work in jobs():
		if not ONLY.search(label):
			continue
		measured.append(("job", *measure(label, "Administrator", work, found, repeats=1)))
	show(measured, found)


def questions(user: str):
	frappe.set_user(user)
	for doctype, rule in sorted(RULES.items()):
		if (
			rule.parent
			or not frappe.has_permission(doctype, "read", user=user)
			or frappe.get_meta(doctype).issingle
		):
			continue
		yield f"list {doctype}", lambda doctype=doctype: ask_list(doctype)
		yield f"count {doctype}", lambda doctype=doctype: ask_count(doctype)
	for state in ("Open", "Overdue", "Exempt"):
		yield f"list duties {state}", lambda state=state: ask_list(big.DUTY, {"state": state})
	yield "list duties of a student", lambda: ask_list(big.DUTY, {"student": f"{big.PREFIX}000000"})
	yield "list talks Void", lambda: ask_list(big.TALK, {"status": "Void"})
	for report in frappe.get_all(
		"Report", {"module": ("like", "Campus%"), "disabled": 0}, ["name", "ref_doctype"]
	):
		if (
			frappe.has_permission(report.ref_doctype, "report", user=user)
			and frappe.get_doc("Report", report.name).is_permitted()
		):
			for filters in filters_of(report.name):
				words = " ".join(map(str, filters.values()))
				yield (
					f"report {report.name} {words}",
					lambda name=report.name, filters=filters: query_report.run(
						name, dict(filters), ignore_prepared_report=True
					),
				)
	yield "workbench", workbench.get_workbench
	yield "start page", workspace.get_workbench


def filters_of(report: str):
	if report == "Campus Duty Coverage":
		return [
			{"group_by": group, "term": "2026-2027-1"} for group in ("College", "Class", "Person", "Rule")
		]
	if report in ("Campus Nightly Report",):
		return [{"roll_date": str(big.TODAY), "group_by": "Class"}]
	return [{}]


def ask_list(doctype: str, filters: dict | None = None):
	meta = frappe.get_meta(doctype)
	fields = [
		f"`tab{doctype}`.`{name}`"
		for name in (
			"name",
			"modified",
			*(
				f.fieldname
				for f in meta.fields
				if f.in_list_view and f.fieldtype not in ("Table", "Button", "HTML")
			),
		)
	]
	frappe.local.form_dict = frappe._dict(
		doctype=doctype,
		fields=frappe.as_json(fields),
		filters=frappe.as_json([[doctype, key, "=", value] for key, value in (filters or {}).items()]),
		order_by=f"`tab{doctype}`.`{meta.sort_field or 'modified'}` {meta.sort_order or 'desc'}",
		start=0,
		page_length=20,
		view="List",
	)
	return reportview.get()


def ask_count(doctype: str):
	frappe.local.form_dict = frappe._dict(doctype=doctype, filters="[]", fields="[]", distinct="false")
	return reportview.get_count()


def jobs():
	today = NOW.date()
	yield "posts begin and end", lambda: network_scope.begin_and_end(str(today))
	yield "duties climb", lambda: escalate.climb(today)
	yield "digest", lambda: digest.collect(today)
	yield "nightly run", lambda: run.run(today)
	yield "next nightly run", lambda: run.run(today)
	yield "open duties move", run.move_open
	yield "night watch", lambda: campus_night.run(NOW)
	yield "night digest", lambda: campus_night_digest.run(NOW.replace(hour=8))
	yield "no trace", lambda: no_trace.run(NOW.replace(hour=13))
	yield "missed nights", lambda: missed_nights.find(NOW)
	yield "hazards", lambda: campus_hazards.run(NOW)
	yield "crises", lambda: campus_crisis.run(NOW)
	yield "imports", lambda: stalled.take_up(NOW)
	yield "messages", lambda: delivery.get_waiting(NOW)
	yield "self-test of the ladders", lambda: ladders.get_lines(NOW)


# measuring


def measure(label: str, user: str, ask, found, repeats: int = REPEATS):
	frappe.set_user(user)
	before = ping()
	queries, seconds, error = [], [], ""
	for turn in range(repeats):
		with listening(queries if not turn else []):
			began = perf_counter()
			try:
				ask()
			except frappe.PermissionError:
				frappe.db.rollback()  # not theirs to see
			except Exception as failure:  # the table says which question broke
				frappe.db.rollback()
				error = f"{type(failure).__name__}: {failure}"[:120]
			seconds.append(perf_counter() - began)
	frappe.set_user("Administrator")
	for query, values in queries:
		for complaint in explain(query, values):
			found[complaint].add(label)
	base = (before + ping()) / 2
	return label, statistics.median(seconds), statistics.median(seconds) / base, len(queries), error


def ping() -> float:
	"""Seconds of what a request costs that does nothing: an account, its roles, ten rows. It grows with the machine's load."""
	times = []
	for _number in range(5):
		began = perf_counter()
		for _row in range(10):
			frappe.set_user(frappe.session.user)
			frappe.get_roles()
			frappe.db.sql("select name from tabUser where name = 'Administrator'")
		times.append(perf_counter() - began)
	return statistics.median(times)


@contextmanager
def listening(queries: list):
	real = Database.sql

	def heard(self, query, values=(), *args, **kwargs):
		text = str(query)
		if text.lstrip().lower().startswith(("select", "(select", "update", "insert", "with")):
			queries.append((text, values))
		return real(self, query, values, *args, **kwargs)

	with patch.object(Database, "sql", heard):
		yield


def explain(query: str, values) -> list[str]:
	if not any(f"tab{doctype}" in query for doctype in big.BIG):
		return []
	try:
		rows = frappe.db.sql(f"explain {query}", values or (), as_dict=True)
	except Exception as failure:  # what cannot be explained is said, and stops no other question
		return [f"not explained: {failure}"[:120]]
	found = []
	for row in rows:
		if row.type in ("ALL", "index") and int(row.rows or 0) >= MANY and str(row.table) not in ("None",):
			extra = row.Extra or ""
			if "Using index" in extra and row.type == "index" and "condition" not in extra:
				continue  # an index read whole is a tenth of the table
			if row.type == "index" and " limit " in query.lower():
				continue  # in the order of the list, and it stops
			found.append(f"{row.type} {row.table} {row.rows} {extra} ← {shape(query)}")
		elif "filesort" in (row.Extra or "") and int(row.rows or 0) >= MANY and "temporary" not in row.Extra:
			found.append(f"filesort {row.table} {row.rows} ← {shape(query)}")
	return found


def shape(query: str) -> str:
	text = " ".join(query.split())
	place = text.lower().find(" where ")
	return (text[:60] + " … " + text[place : place + 240]) if place > 0 else text[:300]


def show(measured, found) -> None:
	print(f"{'who':11} {'what':52} {'ms':>8} {'× ping':>8} {'q':>5}")
	for who, label, seconds, ratio, number, error in sorted(measured, key=lambda row: -row[2]):
		if ratio >= SLOW / 5 or error:
			print(f"{who:11} {label[:52]:52} {1000 * seconds:8.0f} {ratio:8.1f} {number:5} {error}")
	slow = [row for row in measured if row[0] != "job" and row[3] > SLOW]
	print(f"{len(measured)} questions, {len(slow)} of people slower than {SLOW} × ping")
	print(f"{len(found)} queries that read or sort a whole big table:")
	for complaint, labels in sorted(found.items(), key=lambda item: -len(item[1])):
		print(f"- {complaint}\n    in: {', '.join(sorted(labels)[:4])}")
	sys.stdout.flush()


if __name__ == "__main__":
	main()
