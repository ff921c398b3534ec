"""Named, timed, cached, resumable steps, each with a log of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.layout import Layout
from sandbox.state import State


class Steps:
	"""Runs steps. A step whose fingerprint is the one of its last success is skipped, so an interrupted
	set-up goes on where it stopped and a second one costs nothing."""

	def __init__(self, layout: Layout, state: State):
		self.layout = layout
		self.state = state

	def run(
		self,
		name: str,
		title: str,
		action: Callable[[Path], None],
		*,
		fingerprint: str = "",
		exists: Callable[[], bool] = lambda: True,
	) -> bool:
		"""Do `action(log)` unless done before from the same fingerprint and `exists()` still holds.

		An empty fingerprint means: always. Returns whether it was done now.
		"""
		log = self.layout.log(name)
		if fingerprint and self.state.get("steps", name) == fingerprint and exists():
			return False
		self.state.forget("steps", name)
		print(f"▸ {title} …", flush=True)
		log.parent.mkdir(parents=True, exist_ok=True)
		log.write_text("", "utf-8")
		began = time.monotonic()
		try:
			action(log)
		except SandboxError as error:
			error.what = f"{title}: {error.what}"
			error.log = error.log or log
			error.todo = (
				error.todo or "Read the log, then run the same command again: finished steps are kept."
			)
			raise
		except OSError as error:
			raise SandboxError(
				f"{title}: {error}",
				log=log,
				todo="Run the same command again: finished steps are kept.",
				chinese="文件或磁盘错误。",
			) from error
		if fingerprint:
			self.state.set("steps", name, fingerprint)
		print(f"  {title}: {time.monotonic() - began:.1f} s", flush=True)
		return True


def both_at_once(first: Callable[[], None], second: Callable[[], None]) -> None:
	"""Two chains of steps that need nothing of each other. The first's fault is raised before the second's."""
	with ThreadPoolExecutor(1) as beside:
		other = beside.submit(second)
		first()
		other.result()


def call(
	arguments: Sequence[str | Path],
	log: Path,
	*,
	cwd: Path | None = None,
	env: Mapping[str, str] | None = None,
	todo: str = "",
	chinese: str = "",
) -> None:
	"""Run a program to its end with all output in `log`; anything but success is a SandboxError."""
	command = [str(argument) for argument in arguments]
	with log.open("ab") as output:
		output.write(f"$ {' '.join(command)}\n".encode())
		output.flush()
		try:
			done = subprocess.run(
				command,
				stdout=output,
				stderr=subprocess.STDOUT,
				stdin=subprocess.DEVNULL,
				cwd=cwd,
				env={**os.environ, **(env or {})},
			)
		except FileNotFoundError as error:
			raise SandboxError(f"{command[0]} is not installed", log=log, todo=todo) from error
	if done.returncode:
		raise SandboxError(
			f"`{' '.join(command[:4])} …` ended with code {done.returncode}",
			log=log,
			todo=todo,
			chinese=chinese,
		)


def fingerprint_of(paths: Iterable[Path], *words: object) -> str:
	"""One hash over the contents of files (folders are walked) and some words."""
	digest = hashlib.sha256("\0".join(str(word) for word in words).encode())
	for path in sorted(paths):
		if path.is_dir():
			files = sorted(
				file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts
			)
		else:
			files = [path] if path.is_file() else []
		for file in files:
			digest.update(str(file).encode() + b"\0" + file.read_bytes())
	return digest.hexdigest()[:20]
