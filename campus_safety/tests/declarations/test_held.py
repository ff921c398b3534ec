"""What is preserved is not deleted, by whatever road: each place in the source that deletes rows says why it may.

Deleting a document fires `on_trash`, where the hold is asked for (hooks.py). Rows deleted past their document are found here.
"""

import ast
from unittest import TestCase

from campus_safety import hooks
from campus_safety.access.rules import RULES
from campus_safety.tests.declarations.test_floors import floor_of, sources

ASKS = "asks for holds"
NOT_OURS = "no record about anybody"
DONE = "what the bell said of something that is done: the outbox and the alert keep it"
UNMARKED = "rows of an open roll that nobody has marked: the roll is sealed when it is locked"
UNINSTALL = "an uninstall drops the records themselves: their copies go with them"
# {module.function: why}
DELETES = {
	"access.followers.end_out_of_reach": "who follows by mail, not what is followed",
	"engines.calendar.remove_days": NOT_OURS,
	"engines.calendar._remove_outside": NOT_OURS,
	"engines.messages.outbox.without_bell": DONE,
	"engines.seal.erasure.erase": ASKS,
	"install.before_uninstall": NOT_OURS,
	"services.defence.retention.delete_old": ASKS,
	"services.gate.keys.remove_account": NOT_OURS,
	"services.gate.retention.delete_old": ASKS,
	"services.people.staff_import.passwords.take_back": NOT_OURS,
	"services.presence.roll_rows.reconcile": UNMARKED,
	"setup.removal.remove_copies": UNINSTALL,
	"setup.removal.remove_files": UNINSTALL,
	"setup.seeded.forget": NOT_OURS,
}
QUESTIONS = ("holds.get_open", "holds.refuse_if_any", "holds.held_names")


def deletes(function: ast.AST) -> bool:
	"""`frappe.db.delete(…)`, `frappe.qb.from_(…).delete()`, raw SQL."""
	for node in ast.walk(function):
		if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
			continue
		of = ast.unparse(node.func.value)
		if node.func.attr in ("delete", "truncate") and (of == "frappe.db" or "qb" in of):
			return True
		if node.func.attr == "sql" and of == "frappe.db" and "delete from" in ast.unparse(node).lower():
			return True
	return False


def places() -> dict[str, ast.FunctionDef]:
	return {
		f"{module.removeprefix('campus_safety.')}.{node.name}": node
		for module, tree in sources().items()
		if ".setup.demo" not in module and floor_of(module)
		for node in ast.walk(tree)
		if isinstance(node, ast.FunctionDef) and deletes(node)
	}


class TestHeld(TestCase):
	def test_every_place_that_deletes_says_why_it_may(self) -> None:
		self.assertEqual(sorted(places()), sorted(DELETES))

	def test_who_says_it_asks_does(self) -> None:
		found = places()
		silent = [
			place
			for place, why in DELETES.items()
			if (why == ASKS) != any(question in ast.unparse(found[place]) for question in QUESTIONS)
		]
		self.assertEqual(silent, [])

	def test_deleting_a_document_asks_for_every_doctype_of_ours(self) -> None:
		events = hooks.doc_events
		for doctype, rule in RULES.items():
			if not rule.parent:
				self.assertIn("campus_safety.records.holds.refuse_deletion", events.get(doctype)["on_trash"])
		for doctype in ("File", "Version"):
			self.assertIn("campus_safety.records.holds.refuse_copy_deletion", events.get(doctype)["on_trash"])

	def test_each_way_is_seen(self) -> None:
		for text in (
			"frappe.db.delete('A')",
			"frappe.qb.from_(t).delete().where(1).run()",
			"frappe.db.sql('delete from `tabA`')",
		):
			self.assertTrue(deletes(ast.parse(text)), text)
		self.assertFalse(deletes(ast.parse("doc.delete(); frappe.db.sql('select 1')")))
