"""The pages for each post: every one that works on a screen shows it, and no picture is missing or heavy."""

import re
from pathlib import Path
from unittest import TestCase

import campus_safety

GUIDES = Path(campus_safety.__file__).parent.parent / "docs" / "guides"
WITHOUT_SCREEN = ("README", "what-it-does-not-protect")
HEAVIEST = 120_000  # bytes
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


class TestGuides(TestCase):
	def test_each_shows_its_screen(self) -> None:
		found = {
			page: PICTURE.findall(page.read_text(encoding="utf-8")) for page in GUIDES.glob("*.zh-CN.md")
		}
		self.assertGreater(len(found), len(WITHOUT_SCREEN))
		for page, pictures in found.items():
			with self.subTest(page=page.name):
				if page.name.partition(".")[0] not in WITHOUT_SCREEN:
					self.assertTrue(pictures)
				for picture in pictures:
					self.assertLess((page.parent / picture).stat().st_size, HEAVIEST, picture)
