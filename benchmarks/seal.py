"""The seal: what a save costs, and how fast a million entries are checked.

	python3 sandbox bench

Save: a heart talk changed through its document and committed, with the seal and with its hooks taken away, by turns.
Check of the tree: a million leaves from the database, against reading the same bytes and hashing each once (SHA-256): the least
that any check must do. Check of the records: the access log's own, against reading and hashing the same contents.
Writers at once: processes that save and commit, with the seal and without.

It writes a million rows and removes them at the end: run it on a scratch site.
"""

import hashlib
import os
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from secrets import token_hex

import frappe
from frappe.utils import now_datetime

from benchmarks._seal_writers import WithoutSeal, change, save_many, timed
from campus_safety.domain.seal.leaf import canonical
from campus_safety.engines.seal import check_records, check_tree, content, leaves, old_chain, sequence
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.tests import factories as make

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
ENTRIES, RECORDS, SAVES, WRITERS, EACH = (2_000, 200, 5, 2, 3) if SMALL else (1_000_000, 20_000, 200, 4, 50)
LEAF, LOG, TALK = "Campus Seal Leaf", "Campus Access Log", "Campus Heart Talk"
PREFIX, KIND = "SEALBENCH", "Seal Benchmark"
CHUNK = 5_000


def main() -> None:
	print("load average at the start: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()))
	names: list[str] = []
	try:
		student = make_student()
		names = [make.make_talk(student, content=f"第{number}次谈话").name for number in range(WRITERS)]
		frappe.db.commit()
		measure_save(names[0])
		measure_writers(names)
		measure_records()
		measure_tree()
	finally:
		remove(names)
	print("load average at the end: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()))


def make_student() -> str:
	make.make_term()
	school = make.make_unit(f"{PREFIX}学校", "School")
	college = make.make_unit(f"{PREFIX}学院", "College", school)
	return make.make_student(f"{PREFIX}001", make.make_unit(f"{PREFIX}班", "Class", college))


# a save


def measure_save(name: str) -> None:
	sealed, plain, cpu = [], [], {True: 0.0, False: 0.0}
	for number in range(SAVES):
		begin = time.process_time()
		with WithoutSeal():
			plain.append(timed(lambda: change(name, f"不封存{number}")))  # noqa: B023
		middle = time.process_time()
		sealed.append(timed(lambda: change(name, f"封存{number}")))  # noqa: B023
		cpu[False] += middle - begin
		cpu[True] += time.process_time() - middle
	with_seal, without = (1000 * statistics.median(values) for values in (sealed, plain))
	print(f"\na save, median of {SAVES}: {with_seal:.1f} ms with the seal, {without:.1f} ms without")
	alone = 1000 * (cpu[True] - cpu[False]) / SAVES
	print(
		f"the seal alone: {with_seal - without:.2f} ms of 5 ms, {alone:.2f} ms of CPU; {with_seal / without:.2f} x"
	)


def measure_writers(names: list[str]) -> None:
	with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as pool:
		arguments = (frappe.local.site, frappe.local.sites_path)
		jobs = [pool.submit(save_many, *arguments, name, EACH) for name in names]
		took = [job.result() for job in jobs]
	sealed, plain = (
		1000 * statistics.median(value for pair in took for value in pair[place]) for place in (0, 1)
	)
	print(f"\n{WRITERS} processes at once, {EACH} saves each, median of a save:")
	print(f"{sealed:.1f} ms with the seal, {plain:.1f} ms without, {sealed / plain:.2f} x")


# the check


def measure_records() -> None:
	"""Lines of the access log, written by set with their leaves."""
	stamp, user = now_datetime(), "Administrator"
	columns = ("name", "creation", "modified", "owner", "modified_by", "at", "user", "action")
	columns += ("reference_doctype", "reference_name", "student", "reason", "ip")
	begin = time.perf_counter()
	for first in range(0, RECORDS, CHUNK):
		names = [f"{PREFIX}{number:08}" for number in range(first, min(first + CHUNK, RECORDS))]
		rest = (stamp, stamp, user, user, stamp, user, "Reveal", TALK)
		insert_rows(
			LOG, columns, [(each, *rest, each, "2026010112", "谈话前查看", "10.0.0.1") for each in names]
		)
		leaves.follow_rows(LOG, names, lock=False)
		frappe.db.commit()
	seconds = time.perf_counter() - begin
	print(
		f"\n{RECORDS} lines of the log written by set with their leaves: {1e6 * seconds / RECORDS:.0f} µs each"
	)
	checked = timed(lambda: check_records.check_records([], [LOG]))
	layout = content.get_layout(LOG)

	def hash_all() -> None:
		for names in leaves.all_names(LOG):
			for row in content.read_contents(LOG, names, layout).values():
				hashlib.sha256(canonical(row)).digest()

	floor = timed(hash_all)
	print(
		f"check of the records {checked:.2f} s, reading and hashing their contents {floor:.2f} s: {checked / floor:.2f} x"
	)


def measure_tree() -> None:
	fill()
	waiting = sequence.count_waiting()
	numbered = timed(lambda: sequence.run(now_datetime()))
	print(f"\n{waiting} leaves numbered in {numbered:.1f} s, {1e6 * numbered / waiting:.0f} µs each")
	frappe.db.commit()
	frontier = sequence.get_frontier()
	fixed = [check_tree.Fixed(frontier.size, frontier.root())]
	walked, floor = [], []
	for _turn in range(1 if SMALL else 3):
		walked.append(timed(lambda: verified(fixed)))
		floor.append(timed(hash_leaves))
	texts = [text for _numbers, page in check_tree.read_pages(0) for text in page]
	in_memory = timed(lambda: check_tree.grow(check_tree.Frontier(), texts))
	hashed = timed(lambda: hash_each(texts))
	ratio = min(walked) / min(floor)
	print(
		f"check of {frontier.size} entries {min(walked):.2f} s, reading and hashing the same bytes {min(floor):.2f} s: {ratio:.2f} x of 2 x"
	)
	print(f"without the database: {in_memory:.2f} s, hashing {hashed:.2f} s: {in_memory / hashed:.2f} x")


def verified(fixed: list) -> None:
	checked = check_tree.check_tree(fixed)
	assert not checked.findings, checked.findings


def hash_leaves() -> None:
	for _numbers, texts in check_tree.read_pages(0):
		hash_each(texts)


def hash_each(texts: list[bytes]) -> None:
	for text in texts:
		hashlib.sha256(text).digest()


def fill() -> None:
	"""Leaves of records that are not there, as saves would write them."""
	for first in range(0, ENTRIES, CHUNK):
		numbers = range(first, min(first + CHUNK, ENTRIES))
		leaves.write(
			[
				leaves.New(
					"Record", KIND, f"{number:010}", 1, "0123456789abcdef", token_hex(32), token_hex(16)
				)
				for number in numbers
			]
		)
		frappe.db.commit()


def remove(talks: list[str]) -> None:
	"""Records and leaves; the tree begins anew, so the site is good for nothing but another benchmark."""
	frappe.db.rollback()
	for name in talks:
		frappe.delete_doc(TALK, name, force=True)
	frappe.db.delete(LOG, {"name": ("like", f"{PREFIX}%")})
	frappe.db.sql(f"delete from `tab{LEAF}` where sequence > 0 or reference_doctype = %s", (KIND,))
	frappe.db.delete(sequence.TREE)
	frappe.db.commit()
	old_chain.begin()
	leaves.begin()
	frappe.db.commit()
