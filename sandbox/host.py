"""`test --host`: is the app a good guest? The framework's own tests on a site with the app and on one without.

What a test says is not judged, some cannot pass here; but it must say the same on both sites.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from sandbox.bench import Bench
from sandbox.site import Site, environment, make_baseline
from sandbox.state import lock

# what a college uses of the framework beside the app: people, rights, records, search, files, mail, pages, jobs
TESTS = """
	api assign auth background_jobs base_document boot caching child_table client cors db db_query db_update defaults
	deferred_insert docstatus document document_locks dynamic_links email form_load formatter frappe_client global_search
	goal hooks linked_with listview model_utils monitor naming nestedset password permissions printview query
	query_builder query_report rate_limiter rename_doc reportview safe_exec scheduler search seen sequence sitemap
	translate twofactor utils virtual_doctype webform website
""".split()
DOCTYPES = """
	core.doctype.user core.doctype.user_permission core.doctype.role core.doctype.doctype core.doctype.file
	core.doctype.comment core.doctype.docshare core.doctype.version core.doctype.report core.doctype.data_import
	custom.doctype.custom_field custom.doctype.property_setter custom.doctype.customize_form
	desk.doctype.todo desk.doctype.event desk.doctype.note desk.doctype.tag desk.doctype.dashboard_chart
	desk.doctype.notification_log desk.doctype.workspace email.doctype.notification email.doctype.email_queue
	automation.doctype.assignment_rule website.doctype.web_form website.doctype.web_page workflow.doctype.workflow
""".split()
MODULES = tuple(
	[f"frappe.tests.test_{name}" for name in TESTS]
	+ [f"frappe.{path}.test_{path.rpartition('.')[2]}" for path in DOCTYPES]
)
LONGEST = 900  # seconds for one module
WITH, WITHOUT = "host.localhost", "hostbare.localhost"


def compare_hosts(bench: Bench, modules: list[str]) -> int:
	"""Both sites made anew, each module on both. The last line is `N passed, N failed, N skipped`.

	passed: on both sites; failed: otherwise with the app than without; skipped: cannot pass on this framework at all.
	"""
	bench.set_up(test_tools=True)
	passed = failed = skipped = 0
	try:
		with lock(bench.layout.run / "host.lock", "comparing the framework's tests"):
			sites = make_sites(bench)
			for module in modules or MODULES:
				there, alone = (run_module(bench, site, module) for site in sites)
				differing = differences(alone, there)
				good = sum(alone[test] == "passed" for test in set(alone) - set(differing))
				passed, failed = passed + good, failed + len(differing)
				skipped += len(set(alone) - set(differing)) - good
				print(f"  {module:<62} {good:>4} passed, {len(differing)} differ", flush=True)
				for test in differing:
					print(f"    {test}: {alone.get(test)} without the app, {there.get(test)} with it")
	finally:
		if os.environ.get("CI"):
			bench.stop()
	print(f"{passed} passed, {failed} failed, {skipped} skipped")
	return 1 if failed or not passed else 0


def make_sites(bench: Bench) -> tuple[Site, Site]:
	guest, bare = bench.site(WITH), bench.site(WITHOUT)
	with guest.locked("making a site with the app"):
		guest.create(allow_tests=1)
	with bare.locked("making a site without the app"):
		bare.restore(make_baseline(bench.steps, bench.services), allow_tests=1)
	return guest, bare


def run_module(bench: Bench, site: Site, module: str) -> dict[str, str]:
	"""{test: what became of it}; a module that ends before it says so is one test that did."""
	report = bench.layout.run / f"{site.short}.outcomes"  # `run/*.json` are programs
	log = bench.layout.logs / f"{site.short}-{module}.log"
	try:
		with log.open("wb") as output:
			subprocess.run(
				[bench.layout.python, "-m", "sandbox.inside_host", site.name, module, report],
				cwd=bench.layout.sites,
				env={**os.environ, **environment(bench.layout)},
				stdout=output,
				stderr=subprocess.STDOUT,
				timeout=LONGEST,
			)
		return read(report) or {module: "did not run"}
	except subprocess.TimeoutExpired:
		return {module: "did not end"}
	finally:
		report.unlink(missing_ok=True)


def read(report: Path) -> dict[str, str]:
	try:
		return json.loads(report.read_text("utf-8"))
	except (OSError, ValueError):
		return {}


def differences(alone: dict[str, str], there: dict[str, str]) -> list[str]:
	"""Tests that say otherwise, or are there on one site only."""
	return sorted(test for test in set(alone) | set(there) if alone.get(test) != there.get(test))
