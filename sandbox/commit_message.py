"""`commit-message`: the first line of a commit's message, as CONTRIBUTING asks for it; git calls it through pre-commit."""

from __future__ import annotations

import re
from pathlib import Path

TYPES = ("feat", "fix", "docs", "style", "refactor", "perf", "test", "build", "ci", "i18n", "chore", "revert")
CONVENTIONAL = re.compile(rf"(?:{'|'.join(TYPES)})(?:\([\w-]+\))?!?: \S")
BY_GIT = re.compile(r"(?:Merge|Revert) |(?:fixup|squash|amend)! ")
LONGEST = 99  # characters


def check_message(file: Path) -> list[str]:
	lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
	return faults(lines[0] if lines else "")


def faults(subject: str) -> list[str]:
	"""What is wrong with a subject line; nothing about those that git itself writes."""
	if BY_GIT.match(subject):
		return []
	found = []
	if not CONVENTIONAL.match(subject):
		found.append(f"it begins with `type: ` or `type(room): `; the types are {', '.join(TYPES)}")
	if len(subject) > LONGEST:
		found.append(f"it has {len(subject)} characters, {LONGEST} at most")
	if ";" in subject or "；" in subject:
		found.append("a semicolon joins two subjects: make two commits")
	if subject.endswith("."):
		found.append("it ends without a full stop")
	return found
