"""What the sandbox says when something breaks."""

from __future__ import annotations

from pathlib import Path


class SandboxError(Exception):
	"""A failure a person can act on: what broke, where the log is, what to do next."""

	def __init__(
		self,
		what: str,
		*,
		todo: str = "",
		chinese: str = "",
		log: Path | None = None,
		exit_code: int = 1,
	):
		super().__init__(what)
		self.what = what
		self.todo = todo
		self.chinese = chinese
		self.log = log
		self.exit_code = exit_code

	def __str__(self) -> str:
		lines = [f"What broke: {self.what}"]
		if self.chinese:
			lines.append(f"出错原因：{self.chinese}")
		if self.log:
			lines.append(f"Log: {self.log}")
			if tail := last_lines(self.log):
				lines += ["Its last lines:"] + [f"  | {line}" for line in tail]
		if self.todo:
			lines.append(f"What to do: {self.todo}")
		return "\n".join(lines)


def last_lines(log: Path, count: int = 15) -> list[str]:
	"""The end of a log, for showing beside an error; empty when the log cannot be read."""
	try:
		return log.read_text("utf-8", errors="replace").splitlines()[-count:]
	except OSError:
		return []
