"""`test`: lint, then one pytest session over everything, on fresh sites."""

from __future__ import annotations

import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from sandbox.bench import Bench
from sandbox.demo import install_demo_data
from sandbox.errors import SandboxError
from sandbox.layout import APP, E2E_SITE, TEST_SITE
from sandbox.serve import Background, WebServer
from sandbox.services import app_exists
from sandbox.site import Site, environment, require

DOMAIN_TESTS = f"{APP}/tests/domain"
WITHOUT_SITE = (DOMAIN_TESTS, "sandbox/tests")
EVERYTHING = ("sandbox/tests", APP, "tests")


def run_tests(bench: Bench, arguments: list[str], *, site: str | None, keep: bool) -> int:
	"""Run lint and tests; the last line is `N passed, N failed`, the code 0 only if something passed and nothing failed."""
	arguments = arguments[1:] if arguments[:1] == ["--"] else arguments
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
	try:
		lint_failed = lint(bench) if everything else False
		code, counts = run_pytest(bench, arguments, server=server, browser=browser, site=site, keep=keep)
	finally:
		if os.environ.get("CI"):
			bench.stop()
	if lint_failed:
		counts["failed"] += 1
		print("Lint failed, counted as one failure (see above).")
	if not counts["passed"] and not counts["failed"]:
		counts["failed"] = 1
		print("No test ran: that is a failure, too.")
	line = f"{counts['passed']} passed, {counts['failed']} failed"
	print(line + (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
	return 1 if counts["failed"] or code not in (0, 5) else 0


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
		path.split("/")[0] == APP and not path.startswith(DOMAIN_TESTS) or path == "." for path in paths
	)


def needs_browser(paths: list[str]) -> bool:
	return any(path.split("/")[0] == "tests" or path == "." for path in paths)


def lint(bench: Bench) -> bool:
	"""ruff over the repository; returns whether it found something."""
	print("▸ Lint (ruff)", flush=True)
	code = subprocess.call([bench.layout.env / "bin" / "ruff", "check", "."], cwd=bench.layout.root)
	return bool(code)


def run_pytest(
	bench: Bench, arguments: list[str], *, server: bool, browser: bool, site: str | None, keep: bool
) -> tuple[int, dict[str, int]]:
	if (server or browser) and not app_exists(bench.layout):
		raise SandboxError(f"{APP}/hooks.py is not there yet", todo="Name the tests that need no site.")
	variables = environment(bench.layout)
	web = None
	if server:
		variables["CAMPUS_TEST_SITE"] = prepared_site(bench, site or TEST_SITE, keep=keep or bool(site)).name
	if browser:
		web = serve_for_browser(bench, site or E2E_SITE, keep=keep or bool(site))
		accounts = web.site.folder / "accounts.json"
		variables |= {
			"CAMPUS_E2E_URL": web.url,
			"CAMPUS_E2E_SITE": web.site.name,
			"CAMPUS_E2E_ACCOUNTS": str(accounts),
		}
	report = bench.layout.run / f"pytest-{os.getpid()}.xml"
	try:
		code = subprocess.call(
			[bench.layout.python, "-m", "pytest", "-p", "sandbox.pytest_site", f"--junitxml={report}", *arguments],
			cwd=bench.layout.root,
			env={**os.environ, **variables},
		)
		return code, read_counts(report)
	finally:
		report.unlink(missing_ok=True)
		if web and not keep and not site:
			web.process.stop()


def prepared_site(bench: Bench, name: str, *, keep: bool) -> Site:
	site = bench.site(name)
	if keep:
		require(site)
	else:
		with site.locked("making a fresh site for tests"):
			site.create(allow_tests=1)
	return site


def serve_for_browser(bench: Bench, name: str, *, keep: bool) -> WebServer:
	site = bench.site(name)
	accounts = site.folder / "accounts.json"
	if keep:
		require(site)
	else:
		with site.locked("making a fresh site for browser tests"):
			site.create(allow_tests=1)
	if not accounts.exists():
		install_demo_data(site, accounts)
	web = WebServer(site)
	web.start()
	Background(site).start_workers()
	return web


def read_counts(report: Path) -> dict[str, int]:
	"""Passed, failed and skipped from pytest's own report; none when it could not write one."""
	counts = {"passed": 0, "failed": 0, "skipped": 0}
	if not report.exists():
		return counts | {"failed": 1}
	for suite in ElementTree.parse(report).getroot().iter("testsuite"):
		total, errors, failures, skipped = (
			int(re.sub(r"\D", "", suite.get(key, "0")) or 0) for key in ("tests", "errors", "failures", "skipped")
		)
		counts["failed"] += errors + failures
		counts["skipped"] += skipped
		counts["passed"] += total - errors - failures - skipped
	return counts
