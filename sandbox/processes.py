"""Programs that run on in the background: started, recognised again, ended only if really ours."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.layout import Layout


@dataclass(frozen=True)
class Process:
	"""A program known by name. `run/NAME.json` keeps its id and birth time (a reused id is never killed), and how
	it was started."""

	layout: Layout
	name: str

	@property
	def record(self) -> Path:
		return self.layout.run / f"{self.name}.json"

	@property
	def log(self) -> Path:
		return self.layout.log(self.name)

	def start(
		self,
		arguments: Sequence[str | Path],
		*,
		cwd: Path | None = None,
		env: Mapping[str, str] | None = None,
		new_log: bool = True,
	) -> None:
		"""Start it in a session of its own, output into its log. Does nothing when it runs already; one that runs at
		another clock than `env` gives is ended first."""
		if self.runs_at(env or {}):
			return
		self.stop()
		self.log.parent.mkdir(parents=True, exist_ok=True)
		self.layout.run.mkdir(parents=True, exist_ok=True)
		with self.log.open("wb" if new_log else "ab") as output:
			child = subprocess.Popen(
				[str(argument) for argument in arguments],
				stdout=output,
				stderr=subprocess.STDOUT,
				stdin=subprocess.DEVNULL,
				cwd=cwd,
				env={**os.environ, **(env or {})},
				start_new_session=True,
			)
		started = {"arguments": [str(argument) for argument in arguments], "env": dict(env or {})}
		started |= {"pid": child.pid, "born": birth_of(child.pid), "cwd": str(cwd) if cwd else None}
		self.record.touch(mode=0o600)
		self.record.write_text(json.dumps(started), "utf-8")

	@property
	def pid(self) -> int | None:
		"""The id of the running program, or None."""
		record = self.remembered()
		if not record:
			return None
		with contextlib.suppress(ChildProcessError):
			os.waitpid(record["pid"], os.WNOHANG)
		return record["pid"] if record["born"] and birth_of(record["pid"]) == record["born"] else None

	def remembered(self) -> dict | None:
		"""How it was last started: pid, born, arguments, cwd, env."""
		try:
			return json.loads(self.record.read_text("utf-8"))
		except (FileNotFoundError, ValueError):
			return None

	def runs_at(self, env: Mapping[str, str]) -> bool:
		"""Whether it runs, and at the clock that `env` gives (sandbox/clock.py); without one at the real time."""
		return bool(self.pid) and self.remembered().get("env", {}).get("FAKETIME") == env.get("FAKETIME")

	def start_again(self, record: dict) -> None:
		"""As it was started before: `record` is what `remembered` told."""
		cwd = Path(record["cwd"]) if record["cwd"] else None
		self.start(record["arguments"], cwd=cwd, env=record["env"], new_log=False)

	def wait_until(self, ready: Callable[[], bool], what: str, seconds: float = 60, todo: str = "") -> None:
		"""Wait until `ready()`; an early end or the time running out is an error that shows the log."""
		deadline = time.monotonic() + seconds
		while not ready():
			if not self.pid:
				raise SandboxError(f"{what} ended while starting", log=self.log, todo=todo)
			if time.monotonic() > deadline:
				raise SandboxError(f"{what} did not answer within {seconds:.0f} s", log=self.log, todo=todo)
			time.sleep(0.1)

	def stop(self, seconds: float = 30) -> bool:
		"""Ask the program and its children to end, insist after `seconds`. Returns whether it ran."""
		pid = self.pid
		if pid:
			with contextlib.suppress(ProcessLookupError):
				os.killpg(pid, signal.SIGTERM)
			deadline = time.monotonic() + seconds
			while self.pid and time.monotonic() < deadline:
				time.sleep(0.05)
			if self.pid:
				with contextlib.suppress(ProcessLookupError):
					os.killpg(pid, signal.SIGKILL)
		self.record.unlink(missing_ok=True)
		return bool(pid)


def birth_of(pid: int) -> str | None:
	"""The kernel's start time of a living process, None for one that is gone or a zombie."""
	try:
		fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
	except (FileNotFoundError, ProcessLookupError):
		return None
	return None if fields[0] == "Z" else fields[19]


def running(layout: Layout) -> dict[str, int]:
	"""Name and id of every program of this sandbox that runs now."""
	found = {}
	for record in sorted(layout.run.glob("*.json")):
		if pid := Process(layout, record.stem).pid:
			found[record.stem] = pid
	return found
