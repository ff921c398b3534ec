"""A MariaDB server of the sandbox's own: its data, its loopback port, nothing shared with the system's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

from sandbox import clock
from sandbox.errors import SandboxError
from sandbox.layout import Layout, socket_file
from sandbox.processes import Process
from sandbox.state import State
from sandbox.steps import Steps, call

PREFERRED_PORT = 13306

# Speed before durability: this data can be made again, so no write waits for the disk.
SERVER_OPTIONS = """
skip-log-bin
skip-name-resolve
skip-networking=0
bind-address=127.0.0.1
character-set-server=utf8mb4
collation-server=utf8mb4_unicode_ci
innodb-buffer-pool-size=768M
innodb-flush-log-at-trx-commit=2
innodb-flush-method=nosync
innodb-doublewrite=0
innodb-log-file-size=128M
sync-frm=0
max-allowed-packet=256M
max-connections=300
performance-schema=0
table-open-cache=4000
"""


class Database:
	"""The server, and what sites need of it."""

	def __init__(self, layout: Layout, state: State):
		self.layout = layout
		self.state = state
		self.process = Process(layout, "mariadb")

	@property
	def data(self) -> Path:
		return self.layout.mariadb / "data"

	@property
	def port(self) -> int:
		return self.state.get("ports", "mariadb")

	@property
	def root_password(self) -> str:
		return self.state.password("mariadb_root")

	def initialise(self, steps: Steps) -> None:
		steps.run(
			"30-database-files",
			"Make the database's files",
			self.make_data,
			fingerprint=f"1 {self.data}",
			exists=(self.data / "mysql").exists,
		)

	def make_data(self, log: Path) -> None:
		self.process.stop()
		shutil.rmtree(self.data, ignore_errors=True)
		self.data.mkdir(parents=True)
		options = ["--skip-test-db", "--auth-root-authentication-method=normal", *run_as_root()]
		call([program("mariadb-install-db"), "--no-defaults", f"--datadir={self.data}", *options], log)

	def start(self) -> bool:
		"""Start the server unless it runs. Returns whether it was started now."""
		if self.process.runs_at(clock.variables()):
			return False
		self.process.stop()
		port = self.state.port("mariadb", PREFERRED_PORT)
		self.write_configuration(port)
		self.process.start(
			[program("mariadbd"), f"--defaults-file={self.layout.mariadb / 'my.cnf'}", *run_as_root()],
			env=clock.variables(),
		)
		self.process.wait_until(lambda: answers(port), "MariaDB", 90)
		return True

	def stop(self) -> bool:
		return self.process.stop()

	def write_configuration(self, port: int) -> None:
		folder = self.layout.mariadb
		listening = socket_file(folder / "mariadb.sock", port)
		private_file(
			folder / "my.cnf",
			f"[mariadbd]\ndatadir={self.data}\nport={port}\nsocket={listening}\n"
			f"pid-file={folder / 'mariadb.pid'}\ninit-file={folder / 'init.sql'}\n{SERVER_OPTIONS}",
		)
		statements = []
		for host in ("localhost", "127.0.0.1"):
			statements += [
				f"CREATE USER IF NOT EXISTS 'root'@'{host}';",
				f"ALTER USER 'root'@'{host}' IDENTIFIED BY '{self.root_password}';",
				f"GRANT ALL PRIVILEGES ON *.* TO 'root'@'{host}' WITH GRANT OPTION;",
			]
		private_file(folder / "init.sql", "\n".join(statements) + "\n")
		private_file(
			folder / "client.cnf",
			f"[client]\nhost=127.0.0.1\nport={port}\nprotocol=tcp\nuser=root\npassword={self.root_password}\n"
			"default-character-set=utf8mb4\n",
		)

	def client(self, name: str = "mariadb") -> list[str]:
		return [program(name), f"--defaults-file={self.layout.mariadb / 'client.cnf'}"]

	def execute(self, *statements: str) -> None:
		done = subprocess.run(
			[*self.client(), "--execute", ";".join(statements)], capture_output=True, text=True
		)
		if done.returncode:
			raise SandboxError(f"MariaDB refused a statement: {done.stderr.strip()}", log=self.process.log)

	def create(self, name: str, password: str) -> None:
		"""An empty database with a user of the same name; one that was there is replaced."""
		self.execute(
			f"DROP DATABASE IF EXISTS `{name}`",
			f"DROP USER IF EXISTS '{name}'@'127.0.0.1'",
			f"CREATE DATABASE `{name}`",
			f"CREATE USER '{name}'@'127.0.0.1' IDENTIFIED BY '{password}'",
			f"GRANT ALL PRIVILEGES ON `{name}`.* TO '{name}'@'127.0.0.1'",
		)

	def drop(self, name: str) -> None:
		self.execute(f"DROP DATABASE IF EXISTS `{name}`", f"DROP USER IF EXISTS '{name}'@'127.0.0.1'")

	def dump(self, name: str, target: Path) -> None:
		"""Write a database to a file, whole or not at all."""
		temporary = target.with_suffix(f".{os.getpid()}.tmp")
		with temporary.open("wb") as output:
			done = subprocess.run(
				[*self.client("mariadb-dump"), "--single-transaction", "--skip-comments", name],
				stdout=output,
				stderr=subprocess.PIPE,
			)
		if done.returncode:
			temporary.unlink()
			raise SandboxError(f"the database could not be dumped: {done.stderr.decode().strip()}")
		temporary.replace(target)

	def load(self, name: str, source: Path) -> None:
		with source.open("rb") as content:
			done = subprocess.run([*self.client(), name], stdin=content, capture_output=True)
		if done.returncode:
			raise SandboxError(
				f"{source.name} could not be loaded: {done.stderr.decode().strip()}", log=self.process.log
			)


def private_file(path: Path, content: str) -> None:
	path.touch(mode=0o600)
	path.write_text(content, "utf-8")


def program(name: str) -> str:
	"""Servers lie in sbin, which is not on every user's path."""
	return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin") or name


def run_as_root() -> list[str]:
	"""MariaDB refuses to run as root unless told."""
	return ["--user=root"] if os.geteuid() == 0 else []


def answers(port: int) -> bool:
	try:
		with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
			return bool(connection.recv(1))
	except OSError:
		return False
