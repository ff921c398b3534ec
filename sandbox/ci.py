"""`ci`: everything today, part of it on another day, and the benchmarks at a small size."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

from sandbox.bench import Bench
from sandbox.benchmarks import run_benchmarks
from sandbox.layout import APP
from sandbox.parts import DOMAIN_TESTS
from sandbox.testing import close, run_session

# In the school's time zone; terms as the demo has them: September to 17 January, March to 10 July, breaks between.
MOMENTS = (
	"2026-12-09 10:00",  # a teaching Wednesday
	"2026-12-06 15:00",  # a Sunday
	"2026-12-31 23:50",  # the year ends while the tests run
	"2027-02-06 10:00",  # the winter break
	"2028-02-29 12:00",  # the leap day
	"2027-07-10 10:00",  # the last day of a term
	"2027-03-01 00:20",  # the first day of a term, soon after midnight
)
PARTS = 4  # of the server's test files, so that all of it stays short


def run_ci(bench: Bench, day: date | None = None) -> int:
	"""The closing line counts all of it together."""
	moment, files = turn_of(day or date.today(), server_tests(bench.layout.root))
	try:
		counts = run_session(bench, [])
		with bench.at(moment):
			counts += run_session(bench, files)
		return close(counts + small_benchmarks(bench))
	finally:
		if os.environ.get("CI"):
			bench.stop()


def turn_of(day: date, files: list[str]) -> tuple[str, list[str]]:
	"""One of the moments and one part of the files: in four weeks everything ran at every one of them."""
	number = day.toordinal()
	return MOMENTS[number % len(MOMENTS)], files[number // len(MOMENTS) % PARTS :: PARTS]


def server_tests(root: Path) -> list[str]:
	"""The test files that need a site: what needs none is told its day."""
	found = (path.relative_to(root).as_posix() for path in (root / APP).rglob("test_*.py"))
	return sorted(path for path in found if not path.startswith(DOMAIN_TESTS))


def small_benchmarks(bench: Bench) -> Counter:
	if not run_benchmarks(bench, small=True):
		return Counter()
	print("A benchmark broke, counted as one failure (see above).")
	return Counter(failed=1)
