"""The duty engine at the size of a real school, as ratios measured in one run.

Nightly run for 30,000 students × 8 rules with 300,000 records, against the leanest SQL for the same rows in the same
database: a first night against one INSERT … SELECT per rule, a later one against what looks for differences first and writes
these; growth at 3,000, 30,000 and 120,000 students; and what settling adds to saving one record. CAMPUS_BENCH_SIZES=3000,30000
chooses the sizes. Raw statements and commits are what is compared with, or prepare the scratch site.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import sys
from datetime import date, timedelta
from pathlib import Path

import frappe

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks._clock import Spent, clock

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
SIZES = tuple(
	map(
		int,
		os.environ.get("CAMPUS_BENCH_SIZES", "").split(",") if os.environ.get("CAMPUS_BENCH_SIZES") else (),
	)
) or ((480, 960) if SMALL else (3_000, 30_000, 120_000))
NIGHTS = ("first", "next")
TURNS, SMALL_ENOUGH = 3, 3_000
SETTLING_AT, SAVES = 30_000, 60
TODAY = date(2026, 11, 25)  # every step is told its day: the real one does not matter
RECORD = "Campus Bench Talk"
OBLIGATION = "Campus Duty Obligation"
RULES, PER_STUDENT, CLASS_SIZE = 8, 10, 40
PREFIX = "bench"


def main(sizes: tuple[int, ...] = SIZES) -> None:
	prepare()
	nightly: dict[int, dict[str, list[Spent]]] = {}
	print("load average at the start: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()))
	for size in sizes:
		fill(size)
		nightly[size] = measure_runs(size)
		print(f"{size:>7} students, {RULES} rules, {size * PER_STUDENT:>9} records")
		for night, (ours, plain) in nightly[size].items():
			print(
				f"        {night:5} night  {ours}   plain SQL {plain}   ratio {ours.cpu / plain.cpu:4.2f} of cpu, {ours.wall / plain.wall:4.2f} of time"
			)
		if size == SETTLING_AT or size == sizes[-1]:
			measure_settling(size)
	for smaller, larger in itertools.pairwise(sizes):
		for night in NIGHTS:
			growth = nightly[larger][night][0].cpu / nightly[smaller][night][0].cpu
			print(
				f"growth {smaller} → {larger}, {night} night: {growth:.1f}× of cpu for {larger / smaller:.0f}× students"
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


def measure_runs(size: int) -> dict[str, list[Spent]]:
	"""{night: [the engine's, plain SQL's]}, of several turns the one with the least time of the processors. The later night
	has one record in a hundred changed.
	"""
	turns = [_measure_once(size) for _turn in range(TURNS if size <= SMALL_ENOUGH else 1)]
	return {
		night: [min((turn[night][side] for turn in turns), key=lambda spent: spent.cpu) for side in (0, 1)]
		for night in NIGHTS
	}


def _measure_once(size: int) -> dict[str, list[Spent]]:
	from campus_safety.engines.duties import run

	found, said = {night: [] for night in NIGHTS}, []
	for side, night_of in enumerate((lambda: run.run(TODAY), plain_night)):
		frappe.db.sql(f"truncate table `tab{OBLIGATION}`")
		for turn, night in enumerate(NIGHTS):
			with clock() as spent:
				night_of()
			found[night].append(spent)
			said.append(figures())
			if not turn:
				made = frappe.db.count(OBLIGATION)
				assert made == size * RULES, f"{made} duties for {size} students"
				frappe.db.sql(f"analyze table `tab{OBLIGATION}`")
				change_some(-1 if side else 1)
	engine_first, engine_next, plain_first, plain_next = said
	assert (engine_first, engine_next) == (plain_next, plain_first), (
		said
	)  # the days were moved, and moved back
	assert not frappe.db.exists("Campus Coverage Run", {"errors": (">", 0)})
	return found


def change_some(days: int) -> None:
	"""One record in a hundred moves to another day."""
	frappe.db.sql(
		f"update `tab{RECORD}` set occurred_on = occurred_on + interval %s day where name like '%%50' and creation < '2026-11-20'",
		(days,),
	)
	frappe.db.commit()


EVIDENCE = f"""(
	select student, count(*) done, min(concat(date(occurred_on), name)) first from `tab{RECORD}`
	where occurred_on >= '2026-11-01' and occurred_on < '2026-11-26' and (%(rule)s = '{PREFIX} 0' or kind = %(kind)s)
	group by student
) e"""
HOLDERS = """(
	select unit, min(holder_user) holder from `tabCampus Network Assignment` where status = 'Active' group by unit
) h"""
STATE = "if(coalesce(e.done, 0) >= %(needed)s, 'Done', 'Open')"


def plain_night() -> None:
	"""What a database expert would write by hand for the same rows, rule by rule: what is missing by one INSERT … SELECT, what
	differs looked for by one query, and only that written."""
	for number in range(RULES):
		values = {
			"rule": f"{PREFIX} {number}",
			"prefix": f"261101{number:04}",
			"needed": 1 + number % 2,
			"record": RECORD,
			"kind": number,
		}
		there = frappe.db.sql(f"select 1 from `tab{OBLIGATION}` where rule = %(rule)s limit 1", values)
		(_write_what_differs if there else _insert_all)(values)
		frappe.db.commit()


def _insert_all(values: dict) -> None:
	frappe.db.sql(
		f"""
		insert into `tab{OBLIGATION}` (name, creation, modified, owner, modified_by, docstatus, idx, rule, subject_doctype, subject, student, unit, college, term,
			responsible_user, period_start, period_end, due_date, count_until, min_count, done_count, late_count, first_done_on, evidence_doctype, evidence,
			state, escalation_step, names_student, is_risk)
		select concat(%(prefix)s, left(sha2(concat_ws('|', %(rule)s, s.name, '2026-11-01'), 256), 22)), now(), now(), 'Administrator', 'Administrator', 0, 0, %(rule)s,
			'Campus Student', s.name, s.name, s.unit, s.college, '2026-2027-1', h.holder, '2026-11-01', '2026-11-30', '2026-12-03', '2026-11-30', %(needed)s,
			coalesce(e.done, 0), 0, left(e.first, 10), if(e.done > 0, %(record)s, null), substring(e.first, 11), {STATE}, 0, 1, 0
		from `tabCampus Student` s
		left join {HOLDERS} on h.unit = s.unit
		left join {EVIDENCE} on e.student = s.name
		where s.status in ('Enrolled', 'Internship')
		""",
		values,
	)


def _write_what_differs(values: dict) -> None:
	"""Those missing would be inserted as above; here are none, but they are looked for as well."""
	missing = frappe.db.sql(
		f"""select s.name from `tabCampus Student` s
		left join `tab{OBLIGATION}` d on d.rule = %(rule)s and d.period_start = '2026-11-01' and d.subject = s.name
		where s.status in ('Enrolled', 'Internship') and d.name is null""",
		values,
	)
	assert not missing
	differ = frappe.db.sql(
		f"""select d.name, s.name is null, s.unit, s.college, h.holder, coalesce(e.done, 0), left(e.first, 10), substring(e.first, 11), {STATE}
		from `tab{OBLIGATION}` d force index (unique_duty)
		left join `tabCampus Student` s on s.name = d.subject and s.status in ('Enrolled', 'Internship')
		left join {HOLDERS} on h.unit = s.unit
		left join {EVIDENCE} on e.student = d.subject
		where d.rule = %(rule)s and d.period_start = '2026-11-01' and d.state in ('Open', 'Done') and (
			s.name is null or not (d.unit <=> s.unit) or not (d.college <=> s.college) or not (d.responsible_user <=> h.holder)
			or d.done_count <> coalesce(e.done, 0) or d.state <> {STATE} or not (d.evidence <=> substring(e.first, 11))
		)""",
		values,
	)
	for name, *_who, done, first, evidence, state in differ:
		frappe.db.sql(
			f"update `tab{OBLIGATION}` set done_count = %s, first_done_on = %s, evidence = %s, state = %s, modified = now() where name = %s",
			(done, first, evidence, state, name),
		)


def figures() -> dict:
	return dict(
		frappe.db.sql(
			f"select rule, concat_ws(' ', sum(state = 'Done'), sum(done_count), count(evidence), max(responsible_user)) from `tab{OBLIGATION}` group by rule"
		)
	)


def measure_settling(size: int) -> None:
	"""What the engine adds to saving one record that eight rules may count: before the commit, and after it in its own transaction."""
	from unittest.mock import patch

	from campus_safety.engines.duties import events, pending

	before, after, saves = [], [], []

	def timed(work, durations):
		def measured(*args):
			with patch.object(events, "nowdate", return_value=str(TODAY)), clock() as spent:
				work(*args)
			durations.append(spent)

		return measured

	changed = frappe.db.sql(f"select sum(done_count) from `tab{OBLIGATION}`")
	with (
		patch.object(events, "follow_record", timed(events.follow_record, before)),
		patch.object(pending, "_settle_committed", timed(pending._settle_committed, after)),
	):
		for number in range(SAVES):
			with clock() as spent:
				frappe.get_doc(
					{
						"doctype": RECORD,
						"student": f"{PREFIX}{number * 7:06}",
						"occurred_on": f"{TODAY} 09:00:00",
						"kind": number % RULES,
					}
				).insert()
				frappe.db.commit()
			saves.append(spent)
	assert changed != frappe.db.sql(f"select sum(done_count) from `tab{OBLIGATION}`")
	before, after, saves = before[10:], after[10:], saves[10:]  # the first ones fill caches

	def median(spans: list[Spent]) -> float:
		return 1000 * statistics.median(spent.wall for spent in spans)

	def mean_cpu(
		spans: list[Spent],
	) -> float:  # the database server's clock ticks every ten milliseconds: only many tell
		return 1000 * statistics.mean(spent.cpu for spent in spans)

	print(
		f"        settling at {size} students, {RULES} rules: median {median(before) + median(after):.1f} ms"
		f" ({median(before):.1f} before the commit, {median(after):.1f} after it) of a save of {median(saves):.1f} ms;"
		f" cpu {mean_cpu(before) + mean_cpu(after):.1f} ms of {mean_cpu(saves):.1f}"
	)


if __name__ == "__main__":
	main()
