"""The table of accounts of a demo campus."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

COLUMNS = ("role", "user", "password", "unit")


def read_accounts(path: Path) -> list[dict]:
	return json.loads(path.read_text("utf-8")) if path.exists() else []


def table(accounts: list[dict]) -> str:
	"""Aligned columns; a Chinese character is two columns wide on a terminal."""
	rows = [COLUMNS] + [tuple(str(account.get(column) or "") for column in COLUMNS) for account in accounts]
	widths = [max(width(row[index]) for row in rows) for index in range(len(COLUMNS))]
	rows.insert(1, tuple("-" * size for size in widths))
	return "\n".join(
		"  ".join(text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)).rstrip()
		for row in rows
	)


def width(text: str) -> int:
	return sum(
		0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
		for char in text
	)
