"""What a big school's people and jobs ask the database for: every list, report, page and job, explained and timed.

	python3 sandbox bench

30,000 students, a million duties, as ratios: × the p50 of the framework's ping measured in the same process before and after. Each
query is explained: one that reads a whole big table, or sorts one, is named. It fails where no index could serve a query over a table that grows,
and at the full size where one reads a whole table without standing in `KNOWN` with its reason. CAMPUS_BENCH_SMALL fills a fiftieth, CAMPUS_BENCH_ONLY names what is asked.
"""

import os
import re
import statistics
import sys
from collections import defaultdict
from datetime import datetime
from time import perf_counter

import frappe

from benchmarks import _big_school as big
from campus_safety.engines.duties import digest, escalate, run
from campus_safety.engines.messages import delivery
from campus_safety.engines.sheets import stalled
from campus_safety.jobs import campus_crisis, campus_hazards, campus_night, campus_night_digest
from campus_safety.services.gate import no_trace
from campus_safety.services.people import network_scope
from campus_safety.services.people.self_test import ladders
from campus_safety.services.presence import missed_nights
from campus_safety.tests.bases.asked import ALLOWED, get_unindexed, listening, questions

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
STUDENTS, MONTHS, PER_STUDENT, NIGHTS = (1_200, 2, 2, 2) if SMALL else (30_000, 4, 6, 7)
TERM = "2026-2027-1"
NOW = datetime(2026, 11, 25, 22, 40)
MANY = 500 if SMALL else 20_000  # rows: from here on a table read whole is named
REPEATS = 1 if SMALL else 3
SLOW = 50  # × ping
# (part of a complaint, why the table is read whole all the same): what is not among them makes the run fail
OF_STUDENTS = "the students there are: their number does not grow with the years"
IN_A_BATCH = "counted or sampled for the whole school, a few times a year"
BY_NIGHT = "a night's job over the whole school"
KNOWN = (
	("`tabCampus Unit`.`college`,COUNT(*) FROM `tabCampus S", f"{OF_STUDENTS}; report on staffing"),
	("select distinct `dormitory`, `college`", f"{OF_STUDENTS}; report on staffing"),
	("SELECT `college`,COUNT(*) FROM `tabCampus Student`", f"{OF_STUDENTS}; report on staffing"),
	("`admission_date` from `tab", f"{OF_STUDENTS}; hours of education are each student's own"),
	("`residence_type`=", f"{OF_STUDENTS}; who lives outside without an approval"),
	("SELECT MIN(`name`) FROM `tabCampus Student`", f"{OF_STUDENTS}; {BY_NIGHT}, the trial of all ladders"),
	(
		"`occurred_on`, '0001-01-01",
		f"{IN_A_BATCH}: the cover sheet; the framework writes ifnull around a date",
	),
	("`occurred_on` BETWEEN", f"{IN_A_BATCH}: the cover sheet"),
	("order by creation desc limit 100", f"{IN_A_BATCH}: the burden account's sample"),
	("ALL s ", f"{OF_STUDENTS}; {BY_NIGHT}, who owes a duty"),
	("ALL e ", f"{BY_NIGHT}: the evidence of a month, of all students"),
	("AND NOT EXISTS (SELECT `tabCampus Gate Event`", f"{OF_STUDENTS}; {BY_NIGHT}, who left no trace"),
	("`responsible_user` IS NULL AND `responsible_role` IS NULL", f"{BY_NIGHT}: duties that are nobody's"),
	("`owed`.`owed_by` F", f"{OF_STUDENTS}; {BY_NIGHT}, who owes a duty"),
	(
		"SELECT `rule`,COALESCE(`college`",
		"duties about key students alone, a stretch of the index of figures",
	),
)
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
	found, without_index = defaultdict(set), {}
	measured = []
	for who, user in users.items():
		for label, ask in questions(user, str(big.TODAY), TERM):
			if not ONLY.search(label):
				continue
			measured.append((who, *measure(label, user, ask, found, without_index)))
	for label, work in jobs():
		if not ONLY.search(label):
			continue
		measured.append(("job", *measure(label, "Administrator", work, found, without_index, repeats=1)))
	show(measured, found)
	unknown = sorted(complaint for complaint in found if not any(part in complaint for part, _why in KNOWN))
	faults = [
		*(f"No index serves {label}: {fault}" for fault, label in without_index.items()),
		*(f"Reads or sorts a whole table: {complaint}" for complaint in unknown if not SMALL),
	]
	if faults:
		raise SystemExit("\n".join(faults))


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


def measure(label: str, user: str, ask, found, without_index, repeats: int = REPEATS):
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
	for fault in get_unindexed(queries):
		if not any(part.search(fault) for part, _why in ALLOWED):
			without_index.setdefault(fault, label)
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


def _number_of(rows) -> int:
	"""With a filter of row numbers the database says "1 (0%)"."""
	return int(str(rows or 0).split()[0])


def explain(query: str, values) -> list[str]:
	if not any(f"tab{doctype}" in query for doctype in big.BIG):
		return []
	try:
		rows = frappe.db.sql(f"explain {query}", values or (), as_dict=True)
	except Exception as failure:  # what cannot be explained is said, and stops no other question
		return [f"not explained: {failure}"[:120]]
	found = []
	for row in rows:
		if str(row.table).startswith("<"):
			continue  # what a query inside has left; how that reads is a line of its own
		if row.type in ("ALL", "index") and _number_of(row.rows) >= MANY and str(row.table) not in ("None",):
			extra = row.Extra or ""
			if "Using index" in extra and row.type == "index" and "condition" not in extra:
				continue  # an index read whole is a tenth of the table
			if row.type == "index" and " limit " in query.lower():
				continue  # in the order of the list, and it stops
			found.append(f"{row.type} {row.table} {row.rows} {extra} ← {shape(query)}")
		elif (
			"filesort" in (row.Extra or "") and _number_of(row.rows) >= MANY and "temporary" not in row.Extra
		):
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
		why = next((why for part, why in KNOWN if part in complaint), "NOT KNOWN")
		print(f"- {complaint}\n    in: {', '.join(sorted(labels)[:4])}\n    {why}")
	sys.stdout.flush()


if __name__ == "__main__":
	main()
