"""Two Redis servers of the sandbox's own: one caches (and forgets), one holds the job queues."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

from sandbox import clock
from sandbox.database import program
from sandbox.layout import Layout, socket_file
from sandbox.processes import Process
from sandbox.state import State

SERVERS = {
	"redis-cache": (13000, ["--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lru", "--save", ""]),
	"redis-queue": (11000, ["--save", "300 1"]),
}


class Redis:
	"""One of the two servers."""

	def __init__(self, layout: Layout, state: State, name: str):
		self.layout = layout
		self.state = state
		self.name = name
		self.process = Process(layout, name)

	@property
	def port(self) -> int:
		return self.state.get("ports", self.name)

	@property
	def url(self) -> str:
		return f"redis://127.0.0.1:{self.port}"

	@property
	def socket_url(self) -> str:
		"""For many small questions: a third cheaper than through the network's layers. A server of before has none."""
		return f"unix://{self.socket_file}" if self.socket_file.exists() else self.url

	@property
	def socket_file(self) -> Path:
		return socket_file(self.layout.redis / self.name / "redis.sock", self.port)

	def start(self) -> bool:
		"""Start the server unless it runs. Returns whether it was started now."""
		if self.process.pid:
			return False
		preferred, options = SERVERS[self.name]
		port = self.state.port(self.name, preferred)
		folder = self.layout.redis / self.name
		folder.mkdir(parents=True, exist_ok=True)
		self.process.start(
			[
				*(program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", folder),
				*("--unixsocket", self.socket_file, *options),
			]
		)
		self.process.wait_until(lambda: pongs(port), "Redis", 20)
		return True

	def stop(self) -> bool:
		return self.process.stop()

	def execute(self, *words: str) -> None:
		command = [program("redis-cli"), "-p", str(self.port), *words]
		subprocess.run(command, env=clock.real(), capture_output=True, check=False, timeout=60)

	def forget(self, prefix: str) -> None:
		"""Delete every key that begins with `prefix`."""
		script = "for _, key in ipairs(redis.call('keys', ARGV[1])) do redis.call('del', key) end"
		self.execute("EVAL", script, "0", f"{prefix}*")


def pongs(port: int) -> bool:
	try:
		with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
			connection.sendall(b"PING\r\n")
			return connection.recv(16).startswith(b"+PONG")
	except OSError:
		return False
