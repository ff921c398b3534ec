"""The servers below every site: MariaDB and two Redis, and the configuration that names their ports."""

from __future__ import annotations

import json

from sandbox.database import Database
from sandbox.layout import APP, DEMO_SITE, Layout
from sandbox.redis import SERVERS, Redis
from sandbox.state import State


class Services:
	def __init__(self, layout: Layout, state: State):
		self.layout = layout
		self.database = Database(layout, state)
		self.redis = [Redis(layout, state, name) for name in SERVERS]

	def start(self) -> list[str]:
		"""Start what does not run. Returns the names of those started now."""
		servers = {"mariadb": self.database} | {server.name: server for server in self.redis}
		started = [name for name, server in servers.items() if server.start()]
		self.write_configuration()
		return started

	def stop(self) -> list[str]:
		servers = {server.name: server for server in self.redis} | {"mariadb": self.database}
		return [name for name, server in servers.items() if server.stop()]

	def queue_without_workers(self) -> str:
		"""The address of a queue that no worker reads, emptied: the server tests run their jobs themselves, and one
		that a worker runs meanwhile would change the rows under a test."""
		queue = self.redis[1]
		queue.execute("-n", "1", "FLUSHDB")
		return f"{queue.url}/1"

	@property
	def cache_socket(self) -> str:
		return self.redis[0].socket_url

	def forget_assets(self) -> None:
		"""The framework keeps the list of built assets in the cache; drop it after a build."""
		self.redis[0].execute("DEL", "assets_json")

	def write_configuration(self) -> None:
		"""What all sites share. Keys somebody added by hand stay."""
		cache, queue = self.redis
		path = self.layout.sites / "common_site_config.json"
		before = json.loads(path.read_text("utf-8")) if path.exists() else {}
		after = before | {
			"db_host": "127.0.0.1",
			"db_port": self.database.port,
			"redis_cache": cache.url,
			"redis_queue": queue.url,
			"redis_socketio": queue.url,
			"default_site": DEMO_SITE,
			"serve_default_site": True,
			# The realtime server is not in the wheel: pages ask again instead of being told.
			"disable_async": 1,
			"mute_emails": 1,
			"disable_error_snapshot": 1,
			"enable_frappe_logger": 0,
		}
		if before != after:
			path.write_text(json.dumps(after, indent=1, sort_keys=True) + "\n", "utf-8")
		apps = ["frappe"] + ([APP] if app_exists(self.layout) else [])
		(self.layout.sites / "apps.txt").write_text("\n".join(apps) + "\n", "utf-8")


def app_exists(layout: Layout) -> bool:
	return (layout.app / "hooks.py").exists()
