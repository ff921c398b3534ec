"""`test`: lint, then pytest over everything, on fresh sites, in four parts side by side (parts.py)."""

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
from sandbox.parts import DOMAIN_TESTS, Part, TestSites, existing, in_one, side_by_side
from sandbox.site import environment
from sandbox.state import lock

WITHOUT_SITE = (DOMAIN_TESTS, "sandbox/tests")


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
	"""Lint, where everything is asked for, and the tests: passed, failed and skipped. Everything is four pytest
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
	"""Side by side, each as soon as it can: the demo fills while the first parts run. The first is shown as it
	runs, the others when they have ended; lint before them."""
	fresh = not (keep or site)
	sites = TestSites(bench, site=site, fresh=fresh)
	variables = [sites.bind(part) for part in parts]
	runs: list[PytestRun] = []
	if linted:
		linted.show()
	try:
		for filled in (False, True):  # every demo is filled before anybody works in one
			chosen = [index for index, part in enumerate(parts) if bool(part.demo) is filled]
			demos = [sites.fill(parts[index]) for index in chosen]
			for index, demo in zip(chosen, demos, strict=True):
				log = bench.layout.logs / f"pytest-{parts[index].name}.log" if runs else None
				runs.append(PytestRun(bench, parts[index], variables[index] | demo, log))
		return sum((run.wait() for run in runs), Counter())
	finally:
		for run in runs:
			run.process.kill()
		if fresh:
			sites.stop()


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
				[bench.layout.python, "-m", "pytest", "-p", "sandbox.pytest_site", *part.arguments],
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
