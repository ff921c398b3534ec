"""Early warning at the size of a real school, as ratios measured in one run.

Who is above the score of a rule with two signals, over 30,000 students and 1,000,000 records, against the plain SQL of the same
answer in the same database; growth at 3,000, 30,000 and 120,000 students; and what the question costs after one saved record.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import frappe

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
SIZES = (480, 960) if SMALL else (3_000, 30_000, 120_000)
TODAY = date(2026, 11, 25)  # every step is told its day: the real one does not matter
RECORD = "Campus Bench Sign"
PER_STUDENT, CLASS_SIZE, DAYS, KINDS = 34, 40, 180, 8
PREFIX = "bench"
THRESHOLD = 6.0
# (kinds, days, at least, weight, half-life)
SIGNALS = (((0, 1), 30, 2, 1.0, 14), ((2,), 60, 1, 2.0, 21))
REPEATS = 3


def main(sizes: tuple[int, ...] = SIZES) -> None:
	prepare()
	taken: dict[int, float] = {}
	for size in sizes:
		fill(size)
		ours, plain, flagged = measure(size)
		taken[size] = ours
		print(f"{size:>7} students, {size * PER_STUDENT:>9} records, {flagged} above the score")
		print(f"        one rule     {ours:6.2f} s   plain SQL {plain:6.2f} s   ratio {ours / plain:4.2f}")
		measure_event(size)
	for smaller, larger in itertools.pairwise(sizes):
		growth = taken[larger] / taken[smaller]
		print(f"growth {smaller} → {larger}: {growth:.1f}× for {larger / smaller:.0f}× students")
	empty()


# the school


def prepare() -> None:
	frappe.set_user("Administrator")
	if frappe.db.exists("DocType", RECORD):
		return
	fields = (
		("student", "Link", "Campus Student"),
		("occurred_on", "Datetime", None),
		("kind", "Int", None),
	)
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": RECORD,
			"module": "Campus Warning",
			"custom": 1,
			"autoname": "hash",
			"fields": [
				{"fieldname": name, "fieldtype": kind, "options": options, "label": name}
				for name, kind, options in fields
			],
			"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1, "delete": 1}],
		}
	).insert()
	frappe.db.add_index(RECORD, ["student", "occurred_on"])
	frappe.db.commit()


def fill(size: int) -> None:
	"""Classes of 40 with a counsellor each, records over half a year; always the same numbers, made by the database."""
	empty()
	classes = size // CLASS_SIZE
	standard = "now(), now(), 'Administrator', 'Administrator'"
	frappe.db.sql(
		f"""insert into `tabCampus Unit` (name, unit_name, unit_type, lft, rgt, creation, modified, owner, modified_by)
		select concat('{PREFIX}-', seq), concat('{PREFIX}-', seq), 'Class', 10000 + 2 * seq, 10001 + 2 * seq, {standard}
		from seq_0_to_{classes - 1}"""
	)
	frappe.db.sql(
		f"""insert into `tabCampus Network Assignment`
		(name, level, position, status, holder_user, unit, from_date, is_covert, creation, modified, owner, modified_by)
		select concat('{PREFIX}-', seq), 'Class', 'Counsellor', 'Active', 'Administrator', concat('{PREFIX}-', seq), '2026-09-01', 0, {standard}
		from seq_0_to_{classes - 1}"""
	)
	frappe.db.sql(
		f"""insert into `tabCampus Student`
		(name, student_no, student_name, unit, status, creation, modified, owner, modified_by)
		select concat('{PREFIX}', lpad(seq, 6, '0')), concat('{PREFIX}', lpad(seq, 6, '0')), '基准', concat('{PREFIX}-', seq div {CLASS_SIZE}),
		'Enrolled', {standard} from seq_0_to_{size - 1}"""
	)
	frappe.db.sql(
		f"""insert into `tab{RECORD}` (name, student, occurred_on, kind, docstatus, creation, modified, owner, modified_by)
		select concat('{PREFIX}', lpad(seq, 8, '0')), concat('{PREFIX}', lpad(seq div {PER_STUDENT}, 6, '0')),
		'{TODAY} 10:00:00' - interval (crc32(seq) mod {DAYS}) day, crc32(concat('k', seq)) mod {KINDS}, 0,
		'{TODAY} 11:00:00' - interval (crc32(seq) mod {DAYS}) day, now(), 'Administrator', 'Administrator'
		from seq_0_to_{size * PER_STUDENT - 1}"""
	)
	frappe.db.commit()
	for table in ("Campus Student", RECORD, "Campus Unit"):
		frappe.db.sql(f"analyze table `tab{table}`")  # the optimizer's statistics, as a grown school has them


def empty() -> None:
	frappe.db.sql(f"truncate table `tab{RECORD}`")
	for doctype in ("Campus Student", "Campus Network Assignment", "Campus Unit"):
		frappe.db.delete(doctype, {"name": ("like", f"{PREFIX}%")})
	frappe.db.commit()


def get_rule():
	from campus_safety.services.warning import rules

	signals = [
		{
			"evidence_doctype": RECORD,
			"student_field": "student",
			"time_field": "occurred_on",
			"evidence_filter": f'[["kind", "in", {list(kinds)}]]',
			"window_days": days,
			"min_count": count,
			"weight": weight,
			"half_life_days": half,
		}
		for kinds, days, count, weight, half in SIGNALS
	]
	document = frappe.get_doc(
		{
			"doctype": rules.RULE,
			"rule_name": PREFIX,
			"act": "-",
			"level": "Attention",
			"threshold": THRESHOLD,
			"load_budget": 5,
			"owner_position": "Counsellor",
			"signals": signals,
		}
	)
	return rules.read(document)


# what is measured


def measure(size: int) -> tuple[float, float, int]:
	"""(our seconds, those of plain SQL, students above the score): the best of several, by turns."""
	from campus_safety.services.warning.scoring import get_flagged

	rule, ours, theirs = get_rule(), [], []
	for _repeat in range(REPEATS):
		began = perf_counter()
		mine = get_flagged(rule, TODAY)
		ours.append(perf_counter() - began)
		began = perf_counter()
		plain = run_plain()
		theirs.append(perf_counter() - began)
		assert {(each.student, each.score) for each in mine} == {
			(name, float(score)) for name, score in plain
		}
	return min(ours), min(theirs), len(mine)


def run_plain() -> tuple:
	"""What a database expert would write by hand for the same answer."""
	parts = " union all ".join(
		f"""select student, sum(power(0.5, greatest(datediff('{TODAY}', occurred_on), 0) / {half})) * {weight} score from `tab{RECORD}`
		where occurred_on >= '{TODAY - timedelta(days=days - 1)}' and kind in ({", ".join(map(str, kinds))})
		group by student having count(*) >= {count}"""
		for kinds, days, count, weight, half in SIGNALS
	)
	return frappe.db.sql(
		f"""select s.name, round(sum(p.score), 3) total from ({parts}) p join `tabCampus Student` s on s.name = p.student
		where s.status in ('Enrolled', 'Internship') group by s.name having total >= {THRESHOLD} order by total desc, s.name"""
	)


def measure_event(size: int) -> None:
	"""The question that is asked after one record was saved, for its student."""
	from unittest.mock import patch

	from frappe.utils import get_datetime

	from campus_safety.services.warning import events

	rule, now, durations = get_rule(), get_datetime(f"{TODAY} 12:00:00"), []
	with patch.object(events, "read_rule", return_value=rule):
		for number in range(120):
			began = perf_counter()
			events.find_above({PREFIX: {f"{PREFIX}{number * 3:06}"}}, now)
			durations.append(perf_counter() - began)
	print(f"        after a save: median {1000 * statistics.median(durations[20:]):.1f} ms")


if __name__ == "__main__":
	main()
