"""Hooks are plain data: the framework pickles them, and the next version must be able to read what this one wrote."""

import inspect
from types import FunctionType, ModuleType

from campus_safety import hooks
from campus_safety.tests.base import CampusTestCase

PLAIN = (str, int, bool, type(None))


def leaves(node):
	if isinstance(node, dict):
		node = [item for key in node for item in (key, node[key])]
	if isinstance(node, list | tuple | set | frozenset):
		for item in node:
			yield from leaves(item)
	else:
		yield node


class TestHooks(CampusTestCase):
	def test_nothing_but_text_and_numbers(self) -> None:
		"""A function in it would bind the cache of every site to the place where that function lies today."""
		looked = 0
		for name, value in inspect.getmembers(hooks):
			if name.startswith("_") or isinstance(value, ModuleType | FunctionType | type):
				continue  # as the framework reads them
			for leaf in leaves(value):
				looked += 1
				self.assertIsInstance(leaf, PLAIN, name)
		self.assertGreater(looked, 200)
