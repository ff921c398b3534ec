"""Sites: made fast from a dump of a bare framework site that has finished the setup wizard."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sandbox import clock
from sandbox.errors import SandboxError
from sandbox.framework import SHA256
from sandbox.layout import APP, DEMO_SITE, Layout
from sandbox.services import Services, app_exists
from sandbox.state import lock
from sandbox.steps import Steps, call, fingerprint_of

ADMIN_PASSWORD = "admin"
BASELINE_SITE = "baseline.localhost"
SITE_FOLDERS = ("public/files", "private/files", "private/backups", "locks", "logs")


def framework_command(layout: Layout, site: str | None, *arguments: str) -> list[str]:
	"""What `bench --site SITE ARGUMENTS` runs; its working directory is `sites/`."""
	chosen = ["--site", site] if site else []
	return [str(layout.python), "-m", "frappe.utils.bench_helper", "frappe", *chosen, *arguments]


def database_name(site: str) -> str:
	"""The framework's own habit: an underscore and a hash."""
	return "_" + hashlib.sha1(site.encode()).hexdigest()[:16]


class Site:
	"""One site of the sandbox's bench."""

	def __init__(self, steps: Steps, services: Services, name: str):
		self.steps = steps
		self.layout = steps.layout
		self.services = services
		self.name = name

	@property
	def folder(self) -> Path:
		return self.layout.site(self.name)

	@property
	def accounts(self) -> Path:
		"""Of its demo campus, where it has one."""
		return self.layout.accounts if self.name == DEMO_SITE else self.folder / "accounts.json"

	@property
	def configuration(self) -> Path:
		return self.folder / "site_config.json"

	@property
	def exists(self) -> bool:
		return self.configuration.exists()

	@property
	def short(self) -> str:
		return self.name.removesuffix(".localhost")

	@contextlib.contextmanager
	def locked(self, purpose: str) -> Iterator[None]:
		with lock(self.layout.run / f"site-{self.name}.lock", purpose):
			yield

	def run(self, *arguments: str, log: Path) -> None:
		call(
			framework_command(self.layout, self.name, *arguments),
			log,
			cwd=self.layout.sites,
			env=environment(self.layout),
		)

	def prepare(self, task: str, log: Path, *arguments: str | Path) -> None:
		"""Run one task of `sandbox/inside_site.py` in the framework's own interpreter."""
		call(
			[self.layout.python, "-m", "sandbox.inside_site", self.name, task, *arguments],
			log,
			cwd=self.layout.sites,
			env=environment(self.layout),
		)

	def create(self, **settings) -> None:
		"""Make the site anew from the baseline, then install the app. What was there is gone."""
		baseline = make_baseline(self.steps, self.services)

		def restore(log: Path) -> None:
			self.restore(baseline, **settings)

		self.steps.run(f"50-site-{self.short}", f"Make the site {self.name}", restore)
		if app_exists(self.layout):
			self.steps.run(
				f"51-install-{self.short}",
				f"Install {APP} on {self.name}",
				lambda log: self.prepare("install-app", log),
			)
		self.steps.state.set("sites", self.name, app_fingerprint(self.layout))

	def restore(self, dump: Path, **settings) -> None:
		"""A fresh site folder and a fresh database with the content of `dump`."""
		name = database_name(self.name)
		password = self.steps.state.password(f"database {self.name}")
		shutil.rmtree(self.folder, ignore_errors=True)
		self.services.database.create(name, password)
		self.services.database.load(name, dump)
		for folder in SITE_FOLDERS:
			(self.folder / folder).mkdir(parents=True)
		self.write_configuration(db_name=name, db_password=password, **settings)
		# A site made anew must not meet the cache of the one before it.
		self.services.redis[0].forget(f"{name}|")

	def copy_of(self, other: Site, **settings) -> None:
		"""Make this site anew with the data, the files and the keys of `other`."""

		def copy(log: Path) -> None:
			dump = self.layout.cache / f"copy-{self.name}.sql"
			self.services.database.dump(database_name(other.name), dump)
			kept = json.loads(other.configuration.read_text("utf-8"))
			own = ("db_", "redis_")  # each site keeps its own database and queue
			self.restore(dump, **{key: kept[key] for key in kept if not key.startswith(own)} | settings)
			dump.unlink()
			for folder in ("public", "private"):
				shutil.copytree(other.folder / folder, self.folder / folder, dirs_exist_ok=True)

		self.steps.run(f"50-site-{self.short}", f"Make the site {self.name} from {other.name}", copy)
		self.steps.state.set("sites", self.name, app_fingerprint(self.layout))

	def configure(self, **settings) -> None:
		"""Change some keys of the site's configuration."""
		before = json.loads(self.configuration.read_text("utf-8"))
		if before != before | settings:
			self.configuration.write_text(
				json.dumps(before | settings, indent=1, sort_keys=True) + "\n", "utf-8"
			)

	def write_configuration(self, **settings) -> None:
		self.configuration.touch(mode=0o600)
		document = {"db_type": "mariadb", "admin_password": ADMIN_PASSWORD} | settings
		self.configuration.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n", "utf-8")

	def migrate_if_changed(self) -> None:
		"""Bring a site that was made from older sources of the app up to date: a new DocType, patch, text."""
		now = app_fingerprint(self.layout)
		if self.steps.state.get("sites", self.name) == now:
			return
		installs = app_exists(self.layout) and APP not in self.installed_apps()
		command = ("install-app", APP) if installs else ("migrate", "--skip-search-index")
		self.steps.run(
			f"52-update-{self.short}",
			f"Update {self.name} ({command[0]})",
			lambda log: self.run(*command, log=log),
		)
		self.steps.state.set("sites", self.name, now)

	def installed_apps(self) -> str:
		"""The framework's own list, as text."""
		done = subprocess.run(
			framework_command(self.layout, self.name, "list-apps"),
			cwd=self.layout.sites,
			capture_output=True,
			text=True,
		)
		return done.stdout

	def drop(self) -> None:
		self.services.database.drop(database_name(self.name))
		shutil.rmtree(self.folder, ignore_errors=True)
		self.steps.state.forget("sites", self.name)


def make_baseline(steps: Steps, services: Services) -> Path:
	"""The dump every site begins from: the framework alone, its setup wizard finished in Chinese."""
	layout = steps.layout
	fingerprint = fingerprint_of([layout.program / "inside_site.py"], SHA256, 2)
	dump = layout.cache / f"baseline-{fingerprint}.sql"
	site = Site(steps, services, BASELINE_SITE)

	def make(log: Path) -> None:
		site.drop()
		name = database_name(BASELINE_SITE)
		options = ["--db-name", name, "--force", "--admin-password", ADMIN_PASSWORD]
		options += ["--db-root-username", "root", "--db-root-password", services.database.root_password]
		call(
			framework_command(layout, None, "new-site", BASELINE_SITE, *options),
			log,
			cwd=layout.sites,
			env=environment(layout),
		)
		site.prepare("finish-wizard", log)
		services.database.dump(name, dump)
		site.drop()

	with lock(layout.run / "baseline.lock", "making the baseline site"):
		steps.run(
			"40-baseline",
			"Make the bare framework site all others begin from",
			make,
			fingerprint=fingerprint,
			exists=dump.exists,
		)
	return dump


def app_fingerprint(layout: Layout) -> str:
	"""Changes when something changes that a site has to be migrated for."""
	if not app_exists(layout):
		return "no app yet"
	relevant = [
		path
		for pattern in ("*.json", "*.csv", "hooks.py", "patches.txt", "modules.txt", "install.py")
		for path in layout.app.rglob(pattern)
		if "node_modules" not in path.parts
	]
	return fingerprint_of([*relevant, layout.app / "setup", layout.app / "domain", layout.app / "patches"])


def require(site: Site) -> None:
	if not site.exists:
		raise SandboxError(
			f"there is no site {site.name}",
			todo=f"Make it: `python3 sandbox site {site.name}`. "
			f"There are: {', '.join(existing_sites(site.layout)) or 'none'}.",
			chinese=f"站点 {site.name} 不存在。",
		)


def existing_sites(layout: Layout) -> list[str]:
	return sorted(path.parent.name for path in layout.sites.glob("*/site_config.json"))


def environment(layout: Layout) -> dict[str, str]:
	"""What programs of the framework need in their environment."""
	return {
		"PATH": f"{layout.env / 'bin'}:{os.environ.get('PATH', '')}",
		"SITES_PATH": str(layout.sites),
		"FRAPPE_REDIS_CACHE": "",  # as configured: the framework's checks know no sockets
		# who wants no byte code in the sources has it here: 1,400 modules compiled anew cost each program five seconds
		"PYTHONDONTWRITEBYTECODE": "",
		"PYTHONPYCACHEPREFIX": str(layout.cache / "bytecode"),
		**clock.variables(),
	}
