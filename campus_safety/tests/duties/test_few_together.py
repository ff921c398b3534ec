"""Handfuls of several colleges, counted together in the whole school's figure."""

from unittest import TestCase

from campus_safety.engines.duties import overview


class TestFewTogether(TestCase):
	def test_a_single_handful_stays_out(self) -> None:
		"""The whole less what is shown would be it."""
		for handfuls, shown in (
			({"a": 4}, False),
			({"a": 2, "b": 2}, False),
			({"a": 2, "b": 3}, True),
			({"a": 4, "b": 4, "c": 4}, True),
		):
			few = {("rule", college): people for college, people in handfuls.items()}
			with self.subTest(handfuls=handfuls):
				self.assertEqual(overview._hides_among(few, "rule"), shown)
				self.assertFalse(overview._hides_among(few, "another"))
