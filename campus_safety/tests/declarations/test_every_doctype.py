"""Walks over every DocType of the app by itself: a new one is held to every rule from its first commit (decision 9)."""

import json
from pathlib import Path

import frappe

import campus_safety
from campus_safety.access.hooks import function_name
from campus_safety.access.rules import RULES
from campus_safety.declared import WORKFLOWS
from campus_safety.domain.roles import ALL_ROLES, SYSTEM_MANAGER
from campus_safety.domain.visibility import Level
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.tested import find_tested_doctypes

PACKAGE = Path(campus_safety.__file__).parent
OUTSIDE_REPORTING = ("report", "export", "import", "share", "email", "delete")
LONG_TEXT = ("Small Text", "Text", "Long Text")


def doctype_files() -> dict[str, dict]:
	"""{DocType: its JSON}, from the files and not from the site: what is not migrated is checked, too."""
	found = {}
	for path in sorted(PACKAGE.glob("campus_*/doctype/*/*.json")):
		definition = json.loads(path.read_text(encoding="utf-8"))
		definition["_folder"] = path.parent
		found[definition["name"]] = definition
	return found


def for_each(condition=lambda definition: True):
	"""Make a test of a check that runs for every DocType file which fits the condition."""

	def make_test(check):
		def test(self) -> None:
			for name, definition in self.doctypes.items():
				if condition(definition):
					with self.subTest(doctype=name):
						check(self, name, definition)

		test.__doc__ = check.__doc__
		return test

	return make_test


def is_table(definition: dict) -> bool:
	return bool(definition.get("istable"))


class TestEveryDocType(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.doctypes = doctype_files()
		cls.tested = find_tested_doctypes()

	def test_there_are_doctypes_and_all_are_declared(self) -> None:
		self.assertGreater(len(self.doctypes), 20)
		self.assertEqual(
			set(self.doctypes), set(RULES), "access/rules has one line per DocType, no more and no less"
		)

	@for_each()
	def test_name_carries_the_prefix(self, name: str, definition: dict) -> None:
		self.assertTrue(name.startswith("Campus "))

	@for_each()
	def test_both_permission_hooks(self, name: str, definition: dict) -> None:
		conditions = frappe.get_hooks("permission_query_conditions")
		checks = frappe.get_hooks("has_permission")
		path = f"campus_safety.access.hooks.{function_name(name)}"
		self.assertIn(path, conditions.get(name, []))
		self.assertTrue(callable(frappe.get_attr(path)))
		self.assertIn("campus_safety.access.checks.covers", checks.get(name, []))

	@for_each(lambda d: RULES[d["name"]].restricts_rows)
	def test_row_restricted_ones_have_a_search_of_ours(self, name: str, definition: dict) -> None:
		queries = frappe.get_hooks("standard_queries")
		self.assertEqual(queries.get(name), ["campus_safety.access.search.permitted_rows"])

	@for_each(lambda d: not is_table(d))
	def test_explicit_roles(self, name: str, definition: dict) -> None:
		roles = {row["role"] for row in definition["permissions"]}
		self.assertTrue(roles, f"{name}: nobody may do anything")
		self.assertLessEqual(roles, {*ALL_ROLES, SYSTEM_MANAGER})

	@for_each(lambda d: not is_table(d) and not d.get("issingle"))
	def test_sort_column_is_indexed(self, name: str, definition: dict) -> None:
		column = definition["sort_field"].split(",")[0].split()[0]
		if column == "name":
			return
		first_columns = {
			row.Column_name
			for row in frappe.db.sql(f"show index from `tab{name}`", as_dict=True)
			if row.Seq_in_index == 1
		}
		self.assertIn(column, first_columns, f"{name} is sorted by {column}, which has no index")

	@for_each()
	def test_mandatory_fields_explain_themselves(self, name: str, definition: dict) -> None:
		for field in definition["fields"]:
			if field.get("reqd"):
				self.assertTrue(
					field.get("description"), f"{field['fieldname']} is mandatory and has no help text"
				)

	@for_each()
	def test_links_to_people_do_not_filter(self, name: str, definition: dict) -> None:
		"""A User Permission on User (some schools set one) must not hide a class's records."""
		for field in definition["fields"]:
			if field["fieldtype"] == "Link" and field.get("options") in ("User", "Campus Student"):
				self.assertTrue(
					field.get("ignore_user_permissions"), f"{field['fieldname']} filters rows by itself"
				)

	@for_each(lambda d: RULES[d["name"]].level is not Level.L1)
	def test_personal_data_is_not_in_global_search(self, name: str, definition: dict) -> None:
		self.assertFalse([f["fieldname"] for f in definition["fields"] if f.get("in_global_search")])

	@for_each(lambda d: RULES[d["name"]].level.is_protected and not is_table(d))
	def test_protected_ones_close_the_side_doors(self, name: str, definition: dict) -> None:
		for row in definition["permissions"]:
			self.assertNotEqual(row["role"], SYSTEM_MANAGER)
			self.assertFalse([right for right in OUTSIDE_REPORTING if row.get(right)], row["role"])
		self.assertEqual(definition.get("autoname"), "hash", "a protected record's name tells nothing")
		for switch in (
			"track_changes",
			"allow_import",
			"title_field",
			"show_title_field_in_link",
			"track_views",
		):
			self.assertFalse(definition.get(switch), switch)
		pointing = [
			f"{other}.{field['fieldname']}"
			for other, other_definition in self.doctypes.items()
			for field in other_definition["fields"]
			if field["fieldtype"] == "Link" and field.get("options") == name
		]
		self.assertFalse(pointing, "a link from elsewhere reads hidden rows (frappe-facts 5)")

	@for_each(lambda d: RULES[d["name"]].secrets or RULES[d["name"]].child_secrets)
	def test_secret_fields_can_hold_ciphertext(self, name: str, definition: dict) -> None:
		fields = {field["fieldname"]: field for field in definition["fields"]}
		secrets = [(name, fieldname, fields.get(fieldname)) for fieldname in RULES[name].secrets]
		for table, names in RULES[name].child_secrets.items():
			child = self.doctypes[fields[table]["options"]]
			child_fields = {field["fieldname"]: field for field in child["fields"]}
			secrets += [(child["name"], fieldname, child_fields.get(fieldname)) for fieldname in names]
		for doctype, fieldname, field in secrets:
			self.assertIsNotNone(field, f"{doctype}.{fieldname} is declared secret and does not exist")
			self.assertIn(field["fieldtype"], LONG_TEXT, f"{doctype}.{fieldname}")

	@for_each(lambda d: d["name"] in WORKFLOWS)
	def test_status_follows_the_state_table(self, name: str, definition: dict) -> None:
		fields = {field["fieldname"]: field for field in definition["fields"]}
		options = fields["status"]["options"].split("\n")
		self.assertEqual(options, [state.status for state in WORKFLOWS[name].states])
		self.assertTrue(fields["status"].get("read_only"))
		self.assertIn("workflow_state", fields)

	@for_each(lambda d: not is_table(d))
	def test_each_has_a_test(self, name: str, definition: dict) -> None:
		self.assertIn(name, self.tested, f"no test works with {name}")
