"""What one pytest session runs and the sites it needs: bound to one, or looking at one in a browser."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox.bench import Bench
from sandbox.demo import install_demo_data
from sandbox.errors import SandboxError
from sandbox.layout import APP, E2E_SITE, FIRST_DAY_SITE, RECORDS_SITE, SCREENS_SITE, TEST_SITE
from sandbox.serve import Background, WebServer
from sandbox.services import app_exists
from sandbox.site import Site, require
from sandbox.system import browser

DOMAIN_TESTS = f"{APP}/tests/domain"
SANDBOX_TESTS, BROWSER_TESTS = "sandbox/tests", "tests"
WITHOUT_SITE = (DOMAIN_TESTS, SANDBOX_TESTS)
# stories that leave nothing behind that a walk would meet; with them both sessions of browsers take as long. The guide last: its
# imports wait behind the jobs that filling the demo has left
BEFORE_THE_WALKS = tuple(
	f"{BROWSER_TESTS}/test_{name}.py"
	for name in ("first_day", "host", "offices", "reveal", "taps", "trees", "guide")
)
LIFECYCLE = "tests/test_lifecycle.py"  # installs, migrates and uninstalls on a site that it makes by itself
SCREENS = "tests/screens"
SERVER_TESTS = f"{APP}/tests"
# thousands of requests of outsiders, and as much of the rest as makes both sessions equally long
WITH_THE_RECORDS = tuple(f"{SERVER_TESTS}/{room}" for room in ("leaks", "security", "presence", "psychology"))


@dataclass(frozen=True)
class Part:
	"""One pytest session. site: what it is bound to, None where it needs none; demo: the site with demo data it looks at in a
	browser, where somebody waits for each answer: the machine serves those first."""

	name: str
	arguments: list[str]
	site: str | None = None
	demo: str | None = None


def existing(root: Path) -> list[str]:
	"""Everything there is to run."""
	return [path for path in (SANDBOX_TESTS, APP, BROWSER_TESTS) if (root / path).is_dir()]


def in_one(arguments: list[str], paths: list[str]) -> Part:
	"""One session; paths: what the arguments name, or is added to them."""
	missing = [
		path for path in paths if not any(path == argument.partition("::")[0] for argument in arguments)
	]
	named = any(not argument.startswith("-") and argument not in missing for argument in arguments)
	return Part(
		"tests",
		arguments if named else [*arguments, *missing],
		TEST_SITE if needs_site(paths) else None,
		E2E_SITE if needs_browser(paths) else None,
	)


def side_by_side(root: Path, options: list[str]) -> list[Part]:
	"""What needs no site of a run, while the sites are made; the server's tests; what stands with the records, what outsiders
	ask and some rooms more, on one world, while the demo fills; the browser's stories, and a few of them with its walks over all
	screens, on a copy of that demo. Each has a site of its own; they end at about the same moment.
	"""
	alone = [*WITHOUT_SITE, LIFECYCLE]
	walks = [*BEFORE_THE_WALKS, SCREENS]
	there = {path for path in (*alone, SERVER_TESTS, *WITH_THE_RECORDS, *walks) if (root / path).exists()}
	aside = [*WITH_THE_RECORDS, DOMAIN_TESTS]
	rooms = sorted(path.relative_to(root).as_posix() for path in (root / APP).glob("campus_*"))
	stories = [BROWSER_TESTS] if (root / BROWSER_TESTS).is_dir() else []
	parts = [
		Part("alone", [path for path in alone if path in there]),
		Part("server", [SERVER_TESTS, *ignored(root, aside)] if SERVER_TESTS in there else [], TEST_SITE),
		Part("records", [*rooms, *(path for path in WITH_THE_RECORDS if path in there)], RECORDS_SITE),
		Part("browser", [*stories, *ignored(root, [*walks, LIFECYCLE])] if stories else [], demo=E2E_SITE),
		Part("screens", [path for path in walks if path in there], demo=SCREENS_SITE),
	]
	return [replace(part, arguments=[*options, *part.arguments]) for part in parts if part.arguments]


def ignored(root: Path, paths: list[str]) -> list[str]:
	"""Absolute paths: the plugin goes to another folder."""
	return [f"--ignore={root / path}" for path in paths]


def needs_site(paths: list[str]) -> bool:
	return any(
		(path.split("/")[0] == APP and not path.startswith(DOMAIN_TESTS)) or path == "." for path in paths
	)


def needs_browser(paths: list[str]) -> bool:
	return any(path.split("/")[0] == BROWSER_TESTS or path == "." for path in paths)


class TestSites:
	"""The sites of a run, made fresh: the first one installs the app, the others are copies of it."""

	__test__ = False  # for pytest, which takes its name for a test class

	def __init__(self, bench: Bench, *, site: str | None, fresh: bool):
		self.bench, self.given, self.fresh = bench, site, fresh
		self.first: Site | None = None
		self.filled: Site | None = None
		self.webs: list[WebServer] = []
		self.queue: str | None = None

	def bind(self, part: Part) -> dict[str, str]:
		"""Make the site that the part needs, without demo data; returns what tells pytest of it."""
		if (part.site or part.demo) and not app_exists(self.bench.layout):
			raise SandboxError(f"{APP}/hooks.py is not there yet", todo="Name the tests that need no site.")
		if part.demo == E2E_SITE:
			self._make(self._looked_at(part.demo))
			if self.fresh:
				self._make(self.bench.site(FIRST_DAY_SITE))
		return {"CAMPUS_TEST_SITE": self._bound_to(part.site).name} if part.site else {}

	def fill(self, part: Part) -> dict[str, str]:
		"""The demo, served, where the part looks at it, filled once; returns what tells pytest of it."""
		if not part.demo:
			return {}
		site = self._looked_at(part.demo)
		if self.filled:
			site.copy_of(self.filled)
			shutil.copy(self.filled.accounts, site.accounts)
		web = serve_for_browser(site)
		self.webs.append(web)
		self.filled = self.filled or site
		return {
			"CAMPUS_E2E_URL": web.url,
			"CAMPUS_E2E_SITE": site.name,
			"CAMPUS_E2E_ACCOUNTS": str(site.accounts),
			**({"CAMPUS_FIRST_DAY_SITE": FIRST_DAY_SITE} if self.fresh else {}),
			"CAMPUS_CHROMIUM": browser(),
			"CAMPUS_AXE": str(self.bench.layout.axe),
		}

	def _bound_to(self, name: str) -> Site:
		self.queue = self.queue or self.bench.services.queue_without_workers()
		site = self.bench.site(self.given or name)
		self._make(site, redis_queue=self.queue)
		return site

	def _looked_at(self, name: str) -> Site:
		return self.bench.site(self.given or name)

	def _make(self, site: Site, **settings) -> None:
		"""As a school has it on its first day."""
		if not self.fresh:
			require(site)
			return
		with site.locked("making a fresh site for tests"):
			if self.first:
				site.copy_of(self.first, **settings)
			else:
				site.create(**settings)
		self.first = self.first or site

	def stop(self) -> None:
		for web in self.webs:
			web.process.stop()


def serve_for_browser(site: Site) -> WebServer:
	"""The site with demo data, answering over HTTP, its jobs worked by real workers, its scheduler off."""
	if not site.accounts.exists():
		install_demo_data(site)
	web = WebServer(site)
	web.process.stop()
	web.start()
	Background(site).start_workers()
	return web
