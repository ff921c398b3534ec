"""The app's own source, parsed once for all the tests here that read it; forgotten when they are done (conftest.py)."""

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
	return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
	"""Every node of the file, as `ast.walk` gives them."""
	return tuple(ast.walk(tree_of(path)))


def forget() -> None:
	"""Half a million objects: they would slow down whatever runs after."""
	tree_of.cache_clear()
	nodes_of.cache_clear()
