"""A probe of what is not there proves nothing: each name of the framework in the tests exists, or is known to be gone."""

import ast
import re
from pathlib import Path

import campus_safety
from campus_safety.api.replaced import OF_THE_QUERY_ENGINE, QUERY_ENGINE, REPLACED, is_there, overrides
from campus_safety.tests.base import CampusTestCase

PACKAGE = Path(campus_safety.__file__).parent
# endpoints that only some of the supported versions have; whoever adds one says where it went, and probes that
ONLY_ON = {
	"frappe.www.list.get": "v15",
	"frappe.client.validate_link": "v15",
	"frappe.core.doctype.user.user.impersonate": "v15.55",
	"frappe.client.validate_link_and_fetch": "v16",
	"frappe.model.qb_query.DatabaseQuery": "v16",
}
NAME = re.compile(r"frappe(\.\w+)+")


def names() -> dict[str, Path]:
	"""{dotted name of the framework that stands in a test or in what is replaced: where}."""
	found = {}
	for path in [
		*PACKAGE.glob("tests/**/*.py"),
		*PACKAGE.glob("campus_*/**/test_*.py"),
		PACKAGE / "api/replaced.py",
	]:
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
				found[node.value] = path
	return found


class TestProbes(CampusTestCase):
	def test_every_name_of_the_framework_is_there(self) -> None:
		found = names()
		self.assertGreater(len(found), 40)
		for name, path in found.items():
			if name not in ONLY_ON:
				self.assertTrue(is_there(name), f"{path}: {name}")
		self.assertFalse(set(ONLY_ON) - set(found), "probed no more")

	def test_what_is_replaced_is_there_or_known_to_be_gone(self) -> None:
		for endpoint in REPLACED:
			self.assertTrue(endpoint in overrides() or ONLY_ON.get(endpoint), endpoint)
		for endpoint in OF_THE_QUERY_ENGINE:
			self.assertEqual(endpoint in overrides(), is_there(QUERY_ENGINE))

	def test_what_does_not_exist_is_not_replaced(self) -> None:
		for name in ("client.no_such_thing", "no_such_module.get"):
			self.assertFalse(is_there(f"frappe.{name}"))
