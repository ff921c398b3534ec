"""`test`: lint, then pytest over everything, on fresh sites: the server's tests and the browser's side by side."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from sandbox.bench import Bench
from sandbox.database import program
from sandbox.demo import install_demo_data
from sandbox.errors import SandboxError
from sandbox.layout import APP, E2E_SITE, TEST_SITE
from sandbox.linting import lint
from sandbox.serve import Background, WebServer
from sandbox.services import app_exists
from sandbox.site import Site, environment, require
from sandbox.state import lock

DOMAIN_TESTS = f"{APP}/tests/domain"
WITHOUT_SITE = (DOMAIN_TESTS, "sandbox/tests")
SERVER_TESTS = ("sandbox/tests", APP)
BROWSER_TESTS = "tests"


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
	"""Lint, where everything is asked for, and the tests: passed, failed and skipped. Everything is two pytest
	sessions side by side, the server's and the browser's; what is named runs in one."""
	root = bench.layout.root
	paths = chosen_paths(root, arguments)
	parts = [Part(arguments, needs_site(paths), needs_browser(paths))] if paths else both(root, arguments)
	if any(part.server or part.browser for part in parts):
		bench.set_up(test_tools=True, app_assets=any(part.browser for part in parts))
	else:
		bench.set_up_tools()
	lint_failed = bool(not paths and lint(bench))
	with nullcontext() if site else lock(bench.layout.run / "tests.lock", "running the tests"):
		counts = run_parts(bench, parts, site=site, keep=keep)
	if lint_failed:
		counts["failed"] += 1
		print("Lint failed, counted as one failure (see above).")
	return counts


@dataclass(frozen=True)
class Part:
	"""One pytest session: its arguments, and whether it needs a site to be bound to or one to look at."""

	arguments: list[str]
	server: bool
	browser: bool

	@property
	def name(self) -> str:
		return "browser" if self.browser and not self.server else "server"


def both(root: Path, options: list[str]) -> list[Part]:
	"""Everything there is."""
	server = [path for path in SERVER_TESTS if (root / path).is_dir()]
	browser = [BROWSER_TESTS] if (root / BROWSER_TESTS).is_dir() else []
	parts = [Part([*options, *server], server=APP in server, browser=False)]
	return [*parts, Part([*options, *browser], server=False, browser=True)] if browser else parts


def chosen_paths(root: Path, arguments: list[str]) -> list[str]:
	"""The arguments that name tests: paths of the repository, with `::` parts perhaps."""
	paths = []
	for argument in arguments:
		path = (root / argument.partition("::")[0]).resolve()
		if not argument.startswith("-") and path.exists():
			paths.append(path.relative_to(root).as_posix() if path.is_relative_to(root) else argument)
	return paths


def needs_site(paths: list[str]) -> bool:
	return any(
		(path.split("/")[0] == APP and not path.startswith(DOMAIN_TESTS)) or path == "." for path in paths
	)


def needs_browser(paths: list[str]) -> bool:
	return any(path.split("/")[0] == "tests" or path == "." for path in paths)


def run_parts(bench: Bench, parts: list[Part], *, site: str | None, keep: bool) -> Counter:
	"""The first part is shown as it runs, another beside it is shown when it has ended."""
	fresh = not (keep or site)
	variables, web = make_sites(bench, parts, site=site, fresh=fresh)
	started = []
	try:
		for part in parts[1:]:
			started.append(PytestRun(bench, part, variables, bench.layout.logs / f"pytest-{part.name}.log"))
		counts = PytestRun(bench, parts[0], variables).wait()
		for run in started:
			counts += run.wait()
		return counts
	finally:
		for run in started:
			run.process.kill()
		if web and fresh:
			web.process.stop()


def make_sites(
	bench: Bench, parts: list[Part], *, site: str | None, fresh: bool
) -> tuple[dict[str, dict[str, str]], WebServer | None]:
	"""The sites that the parts need, and what tells pytest of them: by "server" and "browser"."""
	server, browser = any(part.server for part in parts), any(part.browser for part in parts)
	if (server or browser) and not app_exists(bench.layout):
		raise SandboxError(f"{APP}/hooks.py is not there yet", todo="Name the tests that need no site.")
	variables, web = {"server": {}, "browser": {}}, None
	if server:
		test_site = bench.site(site or TEST_SITE)
		queue = bench.services.queue_without_workers()
		make_fresh(test_site, redis_queue=queue) if fresh else require(test_site)
		variables["server"] = {"CAMPUS_TEST_SITE": test_site.name}
	if browser:
		e2e_site = bench.site(site or E2E_SITE)
		make_fresh(e2e_site, source=test_site if server else None) if fresh else require(e2e_site)
		web = serve_for_browser(e2e_site)
		variables["browser"] = {
			"CAMPUS_E2E_URL": web.url,
			"CAMPUS_E2E_SITE": e2e_site.name,
			"CAMPUS_E2E_ACCOUNTS": str(accounts_of(e2e_site)),
			"CAMPUS_CHROMIUM": program("chromium"),
		}
	return variables, web


class PytestRun:
	"""One pytest session, running; its output on the screen, or in a log that is shown at its end."""

	def __init__(
		self, bench: Bench, part: Part, variables: dict[str, dict[str, str]], log: Path | None = None
	):
		self.name, self.log = part.name, log
		self.report = bench.layout.run / f"pytest-{part.name}-{os.getpid()}.counts"
		own = (variables["server"] if part.server else {}) | (variables["browser"] if part.browser else {})
		with nullcontext() if log is None else log.open("wb") as output:
			self.process = subprocess.Popen(
				[bench.layout.python, "-m", "pytest", "-p", "sandbox.pytest_site", *part.arguments],
				cwd=bench.layout.root,
				env={
					**os.environ,
					**environment(bench.layout),
					**own,
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


def make_fresh(site: Site, source: Site | None = None, **settings) -> None:
	"""A site as a school has it on its first day; a copy of `source` where that was just made."""
	with site.locked("making a fresh site for tests"):
		if source:
			site.copy_of(source, allow_tests=1)
		else:
			site.create(allow_tests=1, **settings)


def serve_for_browser(site: Site) -> WebServer:
	"""The site with demo data, answering over HTTP, its jobs worked by real workers, its scheduler off."""
	if not accounts_of(site).exists():
		install_demo_data(site, accounts_of(site))
	web = WebServer(site)
	web.process.stop()
	web.start()
	Background(site).start_workers()
	return web


def accounts_of(site: Site) -> Path:
	return site.folder / "accounts.json"


def read_counts(report: Path) -> Counter:
	"""As the plugin wrote them."""
	try:
		return Counter(json.loads(report.read_text("utf-8")))
	except (OSError, ValueError):
		return Counter(failed=1)
