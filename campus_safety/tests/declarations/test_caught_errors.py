"""A deadlock takes the whole transaction along. Whoever catches "any error" and goes on must not keep quiet about that.

A request that swallows one answers 200 with the number of a document whose row is not there.
"""

import ast
from unittest import TestCase

from campus_safety.tests.declarations.test_floors import sources

BROAD = frozenset(("Exception", "BaseException"))
THROWS = frozenset(("throw", "_refuse"))
UNDOES = frozenset(("rollback", "_rollback", "begin_again"))
# what is tried there asks no database, or one of its own: function, what it calls
WITHOUT_DATABASE = {
	"campus_safety.adapters.channels.door._carry_out": "the network, in a thread of its own",
	"campus_safety.engines.duties.pending._settle_committed": "a transaction of its own, after the commit",
	"campus_safety.engines.duties.pending._leave_to_a_worker": "Redis",
}


def is_broad(handler: ast.ExceptHandler) -> bool:
	names = [handler.type] if not isinstance(handler.type, ast.Tuple) else handler.type.elts
	return handler.type is None or any(isinstance(name, ast.Name) and name.id in BROAD for name in names)


def called(node: ast.AST) -> str:
	"""Name of the function that a statement or expression calls, "" for anything else."""
	if isinstance(node, ast.Expr):
		node = node.value
	if not isinstance(node, ast.Call):
		return ""
	return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def lets_lost_ones_pass(attempt: ast.Try) -> bool:
	"""`except TRANSACTION_LOST: raise` before the broad one."""
	return any(
		isinstance(handler.type, ast.Name)
		and handler.type.id == "TRANSACTION_LOST"
		and isinstance(handler.body[-1], ast.Raise)
		for handler in attempt.handlers
	)


def is_honest(handler: ast.ExceptHandler) -> bool:
	"""It fails as well, or begins by undoing the whole transaction."""
	first, last = handler.body[0], handler.body[-1]
	undoes = called(first) in UNDOES and not getattr(getattr(first, "value", None), "keywords", ())
	return undoes or isinstance(last, ast.Raise) or called(last) in THROWS


class TestCaughtErrors(TestCase):
	def test_no_broad_except_hides_a_lost_transaction(self) -> None:
		found, wrong = set(), []
		for module, tree in sources().items():
			for function in ast.walk(tree):
				if not isinstance(function, ast.FunctionDef):
					continue
				name = f"{module}.{function.name}"
				for attempt in (node for node in ast.walk(function) if isinstance(node, ast.Try)):
					broad = [handler for handler in attempt.handlers if is_broad(handler)]
					if not broad or lets_lost_ones_pass(attempt) or all(map(is_honest, broad)):
						continue
					(found.add if name in WITHOUT_DATABASE else wrong.append)(name)
		self.assertEqual(wrong, [], "let TRANSACTION_LOST pass, undo the transaction, or fail")
		self.assertEqual(found, set(WITHOUT_DATABASE), "an exception that is not needed any more")
