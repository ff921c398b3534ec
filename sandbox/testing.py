"""`test`: lint, then pytest over everything, on fresh sites, in five parts side by side (parts.py)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from sandbox.bench import Bench
from sandbox.linting import set_up_lint
from sandbox.parts import Part, TestSites, existing, in_one, side_by_side
from sandbox.site import environment
from sandbox.state import lock

LATER = ("nice", "-n", "5")  # whoever waits for a page is served first: less time runs out on a busy machine


def run_tests(bench: Bench, arguments: list[str], *, site: str | None, keep: bool) -> int:
	"""Run lint and tests. The last line is `N passed, N failed`; 0 if some passed and none failed."""
	try:
		return close(run_session(bench, arguments, site=site, keep=keep))
	finally:
		if os.environ.get("CI"):
			bench.stop()


def close(counts: Counter) -> int:
	"""The closing line, and the exit code it stands for."""
	if not counts["passed"] and not counts["failed"]:
		counts["failed"] = 1
		print("No test ran: that is a failure, too.")
	line = f"{counts['passed']} passed, {counts['failed']} failed"
	print(line + (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
	return 1 if counts["failed"] else 0


def run_session(
	bench: Bench, arguments: list[str], *, site: str | None = None, keep: bool = False
) -> Counter:
	"""Lint, where everything is asked for, and the tests: passed, failed and skipped. Everything is five pytest
	sessions, side by side; what is named, or stands on a site that is there, runs in one."""
	root = bench.layout.root
	paths = chosen_paths(root, arguments)
	if paths or site or keep:
		parts = [in_one(arguments, paths or existing(root))]
	else:
		parts = side_by_side(root, arguments)
	if any(part.site or part.demo for part in parts):
		bench.set_up(test_tools=True, app_assets=any(part.demo for part in parts))
	else:
		bench.set_up_tools()
	linted = None if paths else LintRun(bench)
	with nullcontext() if site else lock(bench.layout.run / "tests.lock", "running the tests"):
		counts = run_parts(bench, parts, site=site, keep=keep, linted=linted)
	if linted and linted.failed:
		counts["failed"] += 1
		print("Lint failed, counted as one failure (see above).")
	return counts


def chosen_paths(root: Path, arguments: list[str]) -> list[str]:
	"""The arguments that name tests: paths of the repository, with `::` parts perhaps."""
	paths = []
	for argument in arguments:
		path = (root / argument.partition("::")[0]).resolve()
		if not argument.startswith("-") and path.exists():
			paths.append(path.relative_to(root).as_posix() if path.is_relative_to(root) else argument)
	return paths


def run_parts(
	bench: Bench, parts: list[Part], *, site: str | None, keep: bool, linted: LintRun | None = None
) -> Counter:
	"""Side by side, each as soon as it can: what needs no site while the sites are made, the demo fills while the next ones run.
	The first that needs one is shown as it runs, the others when they have ended; lint before them."""
	fresh = not (keep or site)
	sites = TestSites(bench, site=site, fresh=fresh)
	shown = next((part for part in parts if part.site or part.demo), parts[0])
	runs: list[PytestRun] = []

	def start(part: Part, variables: dict[str, str]) -> None:
		runs.append(PytestRun(bench, part, variables, None if part is shown else log_of(bench, part)))

	try:
		for part in parts:
			if not (part.site or part.demo or part is shown):
				start(part, {})
		bound = [(part, sites.bind(part)) for part in parts if part.site or part.demo or part is shown]
		if linted:
			linted.show()
		for part, variables in bound:
			if not part.demo:
				start(part, variables)
		looking = [(part, variables | sites.fill(part)) for part, variables in bound if part.demo]
		for part, variables in looking:  # every demo is filled before anybody works in one
			start(part, variables)
		return sum((run.wait() for run in sorted(runs, key=lambda run: run.log is not None)), Counter())
	finally:
		for run in runs:
			run.process.kill()
		if fresh:
			sites.stop()


def log_of(bench: Bench, part: Part) -> Path:
	return bench.layout.logs / f"pytest-{part.name}.log"


class LintRun:
	"""The linters, while the sites are made."""

	def __init__(self, bench: Bench):
		set_up_lint(bench)
		self.log = bench.layout.log("lint")
		with self.log.open("wb") as output:
			self.process = subprocess.Popen(
				[sys.executable, "sandbox", "lint"],
				cwd=bench.layout.root,
				stdout=output,
				stderr=subprocess.STDOUT,
			)

	@property
	def failed(self) -> bool:
		return self.process.wait() != 0

	def show(self) -> None:
		self.process.wait()
		print(self.log.read_text("utf-8", "replace"), flush=True)


class PytestRun:
	"""One pytest session, running; its output on the screen, or in a log that is shown at its end."""

	def __init__(self, bench: Bench, part: Part, variables: dict[str, str], log: Path | None = None):
		self.name, self.log = part.name, log
		self.report = bench.layout.run / f"pytest-{part.name}-{os.getpid()}.counts"
		with nullcontext() if log is None else log.open("wb") as output:
			self.process = subprocess.Popen(
				[
					*(() if part.demo else LATER),
					*(bench.layout.python, "-m", "pytest", "-p", "sandbox.pytest_site", *part.arguments),
				],
				cwd=bench.layout.root,
				env={
					**os.environ,
					**environment(bench.layout),
					"FRAPPE_REDIS_CACHE": bench.services.cache_socket,
					**variables,
					"CAMPUS_TEST_COUNTS": str(self.report),
				},
				stdout=output,
				stderr=subprocess.STDOUT if log else None,
			)

	def wait(self) -> Counter:
		"""Passed, failed and skipped; a session that could not say so failed."""
		try:
			code = self.process.wait()
			counts = read_counts(self.report)
		finally:
			self.report.unlink(missing_ok=True)
		if self.log:
			print(
				f"▸ The {self.name} tests, which ran beside these:\n{self.log.read_text('utf-8', 'replace')}"
			)
		if code not in (0, 5) and not counts["failed"]:
			counts["failed"] += 1
			print(f"pytest ended with code {code}, counted as one failure (see above).")
		return counts


def read_counts(report: Path) -> Counter:
	"""As the plugin wrote them."""
	try:
		return Counter(json.loads(report.read_text("utf-8")))
	except (OSError, ValueError):
		return Counter(failed=1)
