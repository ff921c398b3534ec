"""What the sandbox remembers: ports, passwords, what each step was built from; and who may work on it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from sandbox.errors import SandboxError

LOCK_WAIT_SECONDS = 1800
PATIENCE_SECONDS = 1  # so long nobody is told


class State:
	"""A small JSON document, read fresh and written whole, readable by its owner only."""

	def __init__(self, path: Path):
		self.path = path

	def read(self) -> dict:
		try:
			return json.loads(self.path.read_text("utf-8"))
		except FileNotFoundError:
			return {}
		except ValueError:
			raise SandboxError(
				f"{self.path} is not readable JSON",
				todo="Run `python3 sandbox reset` to begin anew.",
				chinese="沙箱状态文件已损坏。",
			) from None

	def write(self, document: dict) -> None:
		self.path.parent.mkdir(parents=True, exist_ok=True)
		temporary = self.path.with_suffix(f".{os.getpid()}.tmp")
		temporary.touch(mode=0o600)
		temporary.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n", "utf-8")
		temporary.replace(self.path)

	def get(self, section: str, key: str):
		return self.read().get(section, {}).get(key)

	def set(self, section: str, key: str, value) -> None:
		with self.changing() as document:
			document.setdefault(section, {})[key] = value

	def forget(self, section: str, key: str) -> None:
		with self.changing() as document:
			document.get(section, {}).pop(key, None)

	@contextlib.contextmanager
	def changing(self) -> Iterator[dict]:
		"""The document to change in place; commands that run at once do it one after the other."""
		with lock(self.path.with_suffix(".lock"), "writing the state"):
			document = self.read()
			yield document
			self.write(document)

	def password(self, name: str) -> str:
		"""A secret made once and kept."""
		if not (value := self.get("secrets", name)):
			value = secrets.token_hex(12)
			self.set("secrets", name, value)
		return value

	def port(self, name: str, preferred: int) -> int:
		"""The port remembered for `name` while it is free, else the next free one from `preferred` upward.

		Ask only when the server behind it is not running.
		"""
		taken = {port for key, port in self.read().get("ports", {}).items() if key != name}
		remembered = self.get("ports", name)
		if remembered and is_free(remembered):
			return remembered
		port = first_free_port(preferred, taken)
		self.set("ports", name, port)
		return port


def is_free(port: int) -> bool:
	"""Whether nothing listens on this port of the loopback address."""
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


def first_free_port(start: int, taken: set[int]) -> int:
	for port in range(start, start + 300):
		if port not in taken and is_free(port):
			return port
	raise SandboxError(
		f"no free port between {start} and {start + 300}",
		todo="Stop some of the programs that listen there (`ss -ltnp` lists them).",
		chinese="没有可用的端口。",
	)


@contextlib.contextmanager
def lock(path: Path, purpose: str) -> Iterator[None]:
	"""Let one command at a time do `purpose`; others wait, and say so."""
	path.parent.mkdir(parents=True, exist_ok=True)
	with path.open("a+") as handle:
		waited = 0.0
		while True:
			try:
				fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
				break
			except BlockingIOError:
				if waited == PATIENCE_SECONDS:
					handle.seek(0)
					print(
						f"… waiting for another sandbox command ({handle.read().strip() or 'unknown'})",
						flush=True,
					)
				if waited > LOCK_WAIT_SECONDS:
					raise SandboxError(
						f"another sandbox command holds {path} for {LOCK_WAIT_SECONDS // 60} minutes",
						todo="See `python3 sandbox status`; end that command or wait for it.",
						chinese="另一个沙箱命令正在运行。",
					) from None
				time.sleep(0.5)
				waited += 0.5
		handle.seek(0)
		handle.truncate()
		handle.write(f"pid {os.getpid()}: {purpose}")
		handle.flush()
		yield
