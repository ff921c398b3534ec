"""`test`: lint, then one pytest session over everything, on fresh sites."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from contextlib import nullcontext
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
EVERYTHING = ("sandbox/tests", APP, "tests")


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
	"""Lint, where everything is asked for, and one pytest session: passed, failed and skipped."""
	paths = chosen_paths(bench.layout.root, arguments)
	everything = not paths
	if everything:
		paths = [path for path in EVERYTHING if (bench.layout.root / path).is_dir()]
		arguments = [*arguments, *paths]
	server, browser = needs_site(paths), needs_browser(paths)
	if server or browser:
		bench.set_up(test_tools=True, app_assets=browser)
	else:
		bench.set_up_tools()
	lint_failed = bool(everything and lint(bench))
	with nullcontext() if site else lock(bench.layout.run / "tests.lock", "running the tests"):
		code, counts = run_pytest(bench, arguments, server=server, browser=browser, site=site, keep=keep)
	counts = Counter(counts)
	if lint_failed:
		counts["failed"] += 1
		print("Lint failed, counted as one failure (see above).")
	if code not in (0, 5) and not counts["failed"]:
		counts["failed"] += 1
		print(f"pytest ended with code {code}, counted as one failure (see above).")
	return counts


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


def run_pytest(
	bench: Bench, arguments: list[str], *, server: bool, browser: bool, site: str | None, keep: bool
) -> tuple[int, dict[str, int]]:
	if (server or browser) and not app_exists(bench.layout):
		raise SandboxError(f"{APP}/hooks.py is not there yet", todo="Name the tests that need no site.")
	variables = environment(bench.layout)
	web = None
	fresh = not (keep or site)
	if server:
		test_site = bench.site(site or TEST_SITE)
		make_fresh(test_site) if fresh else require(test_site)
		variables["CAMPUS_TEST_SITE"] = test_site.name
	if browser:
		e2e_site = bench.site(site or E2E_SITE)
		make_fresh(e2e_site, source=test_site if server else None) if fresh else require(e2e_site)
		web = serve_for_browser(e2e_site)
		variables |= {
			"CAMPUS_E2E_URL": web.url,
			"CAMPUS_E2E_SITE": e2e_site.name,
			"CAMPUS_E2E_ACCOUNTS": str(accounts_of(e2e_site)),
			"CAMPUS_CHROMIUM": program("chromium"),
		}
	report = bench.layout.run / f"pytest-{os.getpid()}.counts"
	variables["CAMPUS_TEST_COUNTS"] = str(report)
	try:
		code = subprocess.call(
			[bench.layout.python, "-m", "pytest", "-p", "sandbox.pytest_site", *arguments],
			cwd=bench.layout.root,
			env={**os.environ, **variables},
		)
		return code, read_counts(report)
	finally:
		report.unlink(missing_ok=True)
		if web and fresh:
			web.process.stop()


def make_fresh(site: Site, source: Site | None = None) -> None:
	"""A site as a school has it on its first day; a copy of `source` where that was just made."""
	with site.locked("making a fresh site for tests"):
		if source:
			site.copy_of(source, allow_tests=1)
		else:
			site.create(allow_tests=1)


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


def read_counts(report: Path) -> dict[str, int]:
	"""Passed, failed and skipped as the plugin wrote them; a session that could not say so failed."""
	try:
		return json.loads(report.read_text("utf-8"))
	except (OSError, ValueError):
		return {"passed": 0, "failed": 1, "skipped": 0}
