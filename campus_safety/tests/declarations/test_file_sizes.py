"""A file fits a head: past 400 lines a room holds two lives (architecture.md)."""

from pathlib import Path
from unittest import TestCase

import campus_safety

ROOT = Path(campus_safety.__file__).parent.parent
FOLDERS = ("campus_safety", "benchmarks", "sandbox", "tests")
SOURCES = (".py", ".js", ".mjs")
NOT_OURS = frozenset(("node_modules", "dist", "__pycache__"))
MOST_LINES = 400


class TestFileSizes(TestCase):
	def test_no_code_file_is_too_long(self) -> None:
		lines = {
			str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
			for folder in FOLDERS
			for path in (ROOT / folder).rglob("*")
			if path.suffix in SOURCES and NOT_OURS.isdisjoint(path.parts)
		}
		self.assertGreater(len(lines), 500)
		self.assertEqual({path: number for path, number in lines.items() if number > MOST_LINES}, {})
