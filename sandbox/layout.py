"""Where everything lies. All of it is below the git-ignored `.sandbox/`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

APP = "campus_safety"
DEMO_SITE = "demo.localhost"
TEST_SITE = "test.localhost"
E2E_SITE = "e2e.localhost"
SCREENS_SITE = "screens.localhost"
RECORDS_SITE = "records.localhost"
FIRST_DAY_SITE = "first-day.localhost"  # nobody has used it yet


@dataclass(frozen=True)
class Layout:
	"""The paths of one sandbox; `root` is the repository."""

	root: Path

	@property
	def program(self) -> Path:
		return self.root / "sandbox"

	@property
	def app(self) -> Path:
		return self.root / APP

	@property
	def home(self) -> Path:
		return self.root / ".sandbox"

	@property
	def bench(self) -> Path:
		return self.home / "bench"

	@property
	def sites(self) -> Path:
		return self.bench / "sites"

	@property
	def framework(self) -> Path:
		return self.bench / "apps" / "frappe"

	@property
	def env(self) -> Path:
		return self.bench / "env"

	@property
	def python(self) -> Path:
		return self.env / "bin" / "python"

	@property
	def logs(self) -> Path:
		return self.home / "logs"

	@property
	def run(self) -> Path:
		return self.home / "run"

	@property
	def cache(self) -> Path:
		return self.home / "cache"

	@property
	def mariadb(self) -> Path:
		return self.home / "mariadb"

	@property
	def redis(self) -> Path:
		return self.home / "redis"

	@property
	def node_modules(self) -> Path:
		return self.home / "assets" / "node_modules"

	@property
	def node_lint(self) -> Path:
		return self.home / "lint"

	@property
	def node_browser(self) -> Path:
		return self.home / "browser"

	@property
	def axe(self) -> Path:
		return self.node_browser / "node_modules" / "axe-core" / "axe.min.js"

	@property
	def accounts(self) -> Path:
		return self.home / "accounts.json"

	def create(self) -> None:
		for folder in (
			self.home,
			self.logs,
			self.run,
			self.cache,
			self.sites / "assets",
			self.bench / "logs",
		):
			folder.mkdir(parents=True, exist_ok=True)
		(self.bench / "config").mkdir(exist_ok=True)
		(self.bench / "apps").mkdir(exist_ok=True)

	def site(self, name: str) -> Path:
		return self.sites / name

	def log(self, name: str) -> Path:
		return self.logs / f"{name}.log"


def socket_file(wished: Path, port: int) -> Path:
	"""Where a server listens for this machine alone; a socket's path may have 107 bytes at most."""
	return wished if len(str(wished)) <= 100 else Path(f"/tmp/campus-sandbox-{os.getuid()}-{port}.sock")
