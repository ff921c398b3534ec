"""The app's own Chinese: what a source string is called on the screen."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "campus_safety" / "translations" / "zh.csv"


@cache
def table() -> dict[str, str]:
	"""{English: Chinese}: of a text worded for several contexts what stands without one, else the first."""
	found: dict[str, str] = {}
	with FILE.open(encoding="utf-8", newline="") as lines:
		for source, chinese, _context in (row for row in csv.reader(lines) if len(row) == 3):
			found.setdefault(source, chinese)  # the file is sorted: no context comes first
	return found


def zh(source: str) -> str:
	return table().get(source, source)
