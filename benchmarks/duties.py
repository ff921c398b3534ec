"""The duty engine at the size of a real school, as ratios measured in one run.

Nightly run for 30,000 students × 8 rules with 300,000 records, against the plain SQL of the same data (one anti-join
with its aggregate per rule, and an upsert of the duties) in the same database; growth at 3,000, 30,000 and 120,000
students; and what settling adds to saving one record.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import sys
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import frappe

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
SIZES = (480, 960) if SMALL else (3_000, 30_000, 120_000)
TODAY = date(2026, 11, 25)  # every step is told its day: the real one does not matter
RECORD = "Campus Bench Talk"
OBLIGATION = "Campus Duty Obligation"
RULES, PER_STUDENT, CLASS_SIZE = 8, 10, 40
PREFIX = "bench"


def main(sizes: tuple[int, ...] = SIZES) -> None:
	prepare()
	nightly: dict[int, tuple[float, float]] = {}
	for size in sizes:
		fill(size)
		first, again, plain_first, plain_again = measure_runs(size)
		nightly[size] = (first, again)
		print(f"{size:>7} students, {RULES} rules, {size * PER_STUDENT:>9} records")
		print(
			f"        first night  {first:6.2f} s   plain SQL {plain_first:6.2f} s   ratio {first / plain_first:4.2f}"
		)
		print(
			f"        next night   {again:6.2f} s   plain SQL {plain_again:6.2f} s   ratio {again / plain_again:4.2f}"
		)
		if size == 30_000 or size == sizes[-1]:
			measure_settling(size)
	for smaller, larger in itertools.pairwise(sizes):
		for which, label in enumerate(("first", "next")):
			growth = nightly[larger][which] / nightly[smaller][which]
			print(
				f"growth {smaller} → {larger}, {label} night: {growth:.1f}× for {larger / smaller:.0f}× students"
			)
	empty()


# the school


def prepare() -> None:
	frappe.set_user("Administrator")
	frappe.flags.mute_emails = True
	from campus_safety.tests import factories as make

	make.make_term(TODAY)
	if not frappe.db.exists("DocType", RECORD):
		frappe.get_doc(
			{
				"doctype": "DocType",
				"name": RECORD,
				"module": "Campus Duties",
				"custom": 1,
				"autoname": "hash",
				"fields": [
					{
						"fieldname": "student",
						"fieldtype": "Link",
						"options": "Campus Student",
						"label": "Student",
					},
					{"fieldname": "occurred_on", "fieldtype": "Datetime", "label": "When"},
					{"fieldname": "kind", "fieldtype": "Int", "label": "Kind"},
				],
				"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1, "delete": 1}],
			}
		).insert()
		frappe.db.add_index(RECORD, ["student", "occurred_on"])
	frappe.db.set_value("Campus Duty Rule", {"enabled": 1}, "enabled", 0, update_modified=False)
	for number in range(RULES):
		if not frappe.db.exists("Campus Duty Rule", f"{PREFIX} {number}"):
			frappe.get_doc(
				{
					"doctype": "Campus Duty Rule",
					"enabled": 1,
					"rule_name": f"{PREFIX} {number}",
					"subject_type": "Student",
					"evidence_doctype": RECORD,
					"subject_field": "student",
					"time_field": "occurred_on",
					"evidence_filter": f'{{"kind": {number}}}' if number else None,
					"period": "Month",
					"min_count": 1 + number % 2,
					"grace_days": 3,
					"responsible_position": "Counsellor",
					"effective_from": "2026-11-01",
				}
			).insert()
	frappe.db.set_value(
		"Campus Duty Rule", {"rule_name": ("like", f"{PREFIX}%")}, "enabled", 1, update_modified=False
	)
	frappe.db.commit()


def fill(size: int) -> None:
	"""Classes of 40 with a counsellor each, ten records per student over five months; always the same numbers."""
	from campus_safety.tests import factories as make

	empty(keep_rules=True)
	dice = random.Random(size)
	school = make.make_unit("基准学院", "School")
	college = make.make_unit("基准信息学院", "College", school)
	frappe.db.commit()
	stamp = ("2026-11-25 08:00:00", "2026-11-25 08:00:00", "Administrator", "Administrator")
	standard = ["creation", "modified", "owner", "modified_by"]
	units = [f"{PREFIX}-class-{number}" for number in range(size // CLASS_SIZE)]
	insert(
		"Campus Unit",
		["name", "unit_name", "unit_type", "parent_campus_unit", "college", "lft", "rgt", *standard],
		(
			(unit, unit, "Class", college, college, 10_000 + 2 * place, 10_001 + 2 * place, *stamp)
			for place, unit in enumerate(units)
		),
	)
	insert(
		"Campus Network Assignment",
		["name", "level", "position", "status", "holder_user", "unit", "from_date", "is_covert", *standard],
		(
			(unit, "Class", "Counsellor", "Active", "Administrator", unit, "2026-09-01", 0, *stamp)
			for unit in units
		),
	)
	insert(
		"Campus Student",
		["name", "student_no", "student_name", "unit", "college", "status", *standard],
		(
			(
				f"{PREFIX}{number:06}",
				f"{PREFIX}{number:06}",
				"基准",
				units[number // CLASS_SIZE],
				college,
				"Enrolled",
				*stamp,
			)
			for number in range(size)
		),
	)
	insert(
		RECORD,
		[
			"name",
			"student",
			"occurred_on",
			"kind",
			"docstatus",
			"creation",
			"modified",
			"owner",
			"modified_by",
		],
		(
			(
				f"{PREFIX}{number:07}",
				f"{PREFIX}{number // PER_STUDENT:06}",
				(moment := f"{TODAY - timedelta(days=dice.randrange(0, 120))} 10:00:00"),
				dice.randrange(RULES),
				0,
				moment,
				moment,
				"Administrator",
				"Administrator",
			)
			for number in range(size * PER_STUDENT)
		),
	)
	for table in ("Campus Student", RECORD, "Campus Unit"):
		frappe.db.sql(f"analyze table `tab{table}`")  # the optimizer's statistics, as a grown school has them


def insert(doctype: str, fields: list[str], values) -> None:
	frappe.db.bulk_insert(doctype, fields=fields, values=values, chunk_size=5_000)
	frappe.db.commit()


def empty(keep_rules: bool = False) -> None:
	for doctype in (OBLIGATION, RECORD, "Campus Coverage Run Rule", "Campus Coverage Run"):
		frappe.db.sql(f"truncate table `tab{doctype}`")
	for doctype in ("Campus Student", "Campus Network Assignment", "Campus Unit"):
		frappe.db.delete(doctype, {"name": ("like", f"{PREFIX}%")})
	if not keep_rules:
		frappe.db.delete("Campus Duty Rule", {"rule_name": ("like", f"{PREFIX}%")})
	frappe.db.commit()


# what is measured


@contextmanager
def clock(seconds: list[float]):
	began = perf_counter()
	yield
	seconds.append(perf_counter() - began)


def measure_runs(size: int) -> tuple[float, float, float, float]:
	"""(first night, a later night, the same in plain SQL) in seconds; the later night has one record in a hundred changed."""
	from campus_safety.engines.duties import run

	first, again, plain_first, plain_again = [], [], [], []
	with clock(plain_first):
		plain()
	change_some(size)
	with clock(plain_again):
		plain()
	frappe.db.sql(f"truncate table `tab{OBLIGATION}`")
	change_some(size)
	with clock(first):
		run.run(TODAY)
	made = frappe.db.count(OBLIGATION)
	assert made == size * RULES, f"{made} duties for {size} students"
	assert not frappe.db.exists("Campus Coverage Run", {"errors": (">", 0)})
	change_some(size)
	with clock(again):
		run.run(TODAY)
	agree(size)
	return first[0], again[0], plain_first[0], plain_again[0]


def change_some(size: int) -> None:
	"""One record in a hundred moves to another day."""
	frappe.db.sql(
		f"update `tab{RECORD}` set occurred_on = occurred_on + interval 1 day where name like '%%50' and occurred_on < '2026-11-20'"
	)
	frappe.db.commit()


def plain() -> None:
	"""What a database expert would write by hand for the same result: per rule one aggregate, joined, upserted."""
	for number in range(RULES):
		frappe.db.sql(
			f"""
			insert into `tab{OBLIGATION}` (name, creation, modified, owner, modified_by, rule, subject_doctype, subject, student, unit, college,
				responsible_user, period_start, period_end, due_date, count_until, min_count, done_count, first_done_on, evidence_doctype, evidence, state)
			select left(sha2(concat_ws('|', %(rule)s, s.name, '2026-11-01'), 256), 32), now(), now(), 'Administrator', 'Administrator', %(rule)s,
				'Campus Student', s.name, s.name, s.unit, s.college, h.holder, '2026-11-01', '2026-11-30', '2026-12-03', '2026-11-30', %(needed)s,
				coalesce(e.done, 0), left(e.first, 10), if(e.done > 0, %(record)s, null), substring(e.first, 11),
				if(coalesce(e.done, 0) >= %(needed)s, 'Done', 'Open')
			from `tabCampus Student` s
			left join (select unit, min(holder_user) holder from `tabCampus Network Assignment` where status = 'Active' group by unit) h on h.unit = s.unit
			left join (
				select student, count(*) done, min(concat(date(occurred_on), name)) first from `tab{RECORD}`
				where occurred_on >= '2026-11-01' and occurred_on < '2026-11-26' and (%(rule)s = '{PREFIX} 0' or kind = %(kind)s)
				group by student
			) e on e.student = s.name
			where s.status in ('Enrolled', 'Internship')
			on duplicate key update done_count = values(done_count), state = values(state), first_done_on = values(first_done_on), evidence = values(evidence)
			""",
			{"rule": f"{PREFIX} {number}", "needed": 1 + number % 2, "record": RECORD, "kind": number},
		)
		frappe.db.commit()


def agree(size: int) -> None:
	"""Both ways find the same duties fulfilled."""
	ours = dict(frappe.db.sql(f"select rule, sum(state = 'Done') from `tab{OBLIGATION}` group by rule"))
	frappe.db.sql(f"truncate table `tab{OBLIGATION}`")
	plain()
	theirs = dict(frappe.db.sql(f"select rule, sum(state = 'Done') from `tab{OBLIGATION}` group by rule"))
	assert ours == theirs, (ours, theirs)
	frappe.db.sql(f"truncate table `tab{OBLIGATION}`")
	from campus_safety.engines.duties import run

	run.run(TODAY)


def measure_settling(size: int) -> None:
	"""What the engine adds to saving one record that eight rules count, as the difference with and without the handler."""
	from unittest.mock import patch

	from campus_safety.engines.duties import events

	def save(number: int) -> None:
		frappe.get_doc(
			{
				"doctype": RECORD,
				"student": f"{PREFIX}{number:06}",
				"occurred_on": f"{TODAY} 09:00:00",
				"kind": number % RULES,
			}
		).insert()

	durations: list[float] = []
	real = events.follow_record

	def timed(doc, method=None):
		began = perf_counter()
		with patch.object(events, "nowdate", return_value=str(TODAY)):
			real(doc, method)
		durations.append(perf_counter() - began)

	with patch.object(events, "follow_record", timed):
		saves = []
		for number in range(60):
			with clock(saves):
				save(number * 7)
			frappe.db.commit()
	durations, saves = durations[10:], saves[10:]
	print(
		f"        settling on save at {size} students, {RULES} rules: median {1000 * statistics.median(durations):.1f} ms"
		f" of a save of {1000 * statistics.median(saves):.1f} ms; per rule {1000 * statistics.median(durations) / RULES:.2f} ms"
	)


if __name__ == "__main__":
	main()
