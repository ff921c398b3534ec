"""Everything up to the point where sites can be made: the bench, its programs and its servers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox import clock
from sandbox.assets_build import build_app_assets, build_assets
from sandbox.browser_tools import install_browser_tools
from sandbox.framework import install_framework
from sandbox.layout import Layout
from sandbox.processes import Process, running
from sandbox.python_env import install_dependencies, install_test_tools, make_virtualenv
from sandbox.services import Services
from sandbox.site import Site, make_baseline
from sandbox.state import State, lock
from sandbox.steps import Steps, both_at_once
from sandbox.system import check_machine, install_packages


class Bench:
	"""The sandbox of one repository."""

	def __init__(self, root: Path):
		self.layout = Layout(root)
		self.state = State(self.layout.home / "state.json")
		self.steps = Steps(self.layout, self.state)
		self.services = Services(self.layout, self.state)
		self.started: list[str] = []

	def locked(self, purpose: str):
		return lock(self.layout.home / "lock", purpose)

	def set_up(self, *, test_tools: bool = False, app_assets: bool = False) -> None:
		"""Install what is missing and start the servers; with everything in place this takes a second.

		The app's own bundles are built only where a browser will load them: while somebody works on them,
		the server side must stay usable."""
		check_machine(self.layout)
		self.layout.create()
		with self.locked("setting up"):
			install_packages(self.steps)
			make_virtualenv(self.steps)
			install_framework(self.steps)
			self.services.database.initialise(self.steps)
			self.started += self.services.start()
			both_at_once(
				lambda: self._install_for_python(test_tools),
				lambda: self._install_for_browsers(test_tools and app_assets, app_assets),
			)

	def _install_for_python(self, test_tools: bool) -> None:
		install_dependencies(self.steps)
		if test_tools:
			install_test_tools(self.steps)

	def _install_for_browsers(self, tools: bool, app_assets: bool) -> None:
		build_assets(self.steps, self.services)
		if app_assets:
			build_app_assets(self.steps, self.services)
		if tools:
			install_browser_tools(self.steps)

	@contextmanager
	def at(self, moment: str) -> Iterator[None]:
		"""Servers and sites of another moment: `2027-02-06 00:10`, in the school's time zone. What ran before is
		ended, and runs again afterwards at the real time; what is installed, is installed at the real time."""
		clock.seconds_until(moment)
		self.set_up(test_tools=True)
		install_packages(self.steps, ["faketime"])
		make_baseline(self.steps, self.services)
		programs = [Process(self.layout, name) for name in running(self.layout)]
		before = {process: process.remembered() for process in programs}
		self.stop()
		print(f"▸ Everything at {moment} ({clock.SCHOOL_ZONE})", flush=True)
		try:
			with clock.moved_to(moment):
				self.services.start()
				yield
		finally:
			self.stop()
			if not os.environ.get("CI"):
				self.services.start()
				for process, record in before.items():
					process.start_again(record)

	def set_up_tools(self) -> None:
		"""Only what tests without a site need: the virtualenv."""
		check_machine(self.layout)
		self.layout.create()
		with self.locked("setting up the virtualenv"):
			install_packages(self.steps, ["python3-venv"])
			make_virtualenv(self.steps)
			install_dependencies(self.steps)
			install_test_tools(self.steps)

	def site(self, name: str) -> Site:
		return Site(self.steps, self.services, name)

	def stop(self) -> list[str]:
		"""End every program of this sandbox, the servers last."""
		stopped = []
		servers = {"mariadb", "redis-cache", "redis-queue"}
		for name in running(self.layout):
			if name not in servers and Process(self.layout, name).stop():
				stopped.append(name)
		return stopped + self.services.stop()
