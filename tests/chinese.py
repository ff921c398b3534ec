"""The app's own Chinese: what a source string is called on the screen."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "campus_safety" / "translations" / "zh.csv"


@cache
def table() -> dict[str, str]:
	with FILE.open(encoding="utf-8", newline="") as lines:
		return {row[0]: row[1] for row in csv.reader(lines) if len(row) > 1}


def zh(source: str) -> str:
	return table().get(source, source)
