"""A form can be filled by whom it is shown to: what it asks for has a place on it, or comes by itself.

The browser refuses an empty mandatory field before anything is sent, the hidden ones and the read-only ones as well; a
controller that would have written it is never asked. tests/test_every_form.py fills and saves each form in a browser.
"""

from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.test_every_doctype import doctype_files


def is_creatable(definition: dict) -> bool:
	return not definition.get("istable") and any(row.get("create") for row in definition["permissions"])


def dead_ends(definition: dict) -> list[str]:
	"""Fields that must be filled and that nobody can fill in a new form."""
	fields = {field["fieldname"]: field for field in definition["fields"]}
	return [name for name, field in fields.items() if _is_dead_end(field, fields)]


def _is_dead_end(field: dict, fields: dict) -> bool:
	if not (field.get("reqd") or field.get("mandatory_depends_on")):
		return False
	if field.get("reqd") and field.get("depends_on") and not field.get("default"):
		return True  # mandatory while it is not shown: `mandatory_depends_on` with the same condition
	if not (field.get("hidden") or field.get("read_only")):
		return False
	if field.get("default"):
		return False
	link = fields.get((field.get("fetch_from") or "").split(".")[0])
	# what is fetched comes with its link, if that one is asked for and can be filled
	return not (link and link.get("reqd") and not _is_dead_end(link, fields))


class TestFormsCanBeFilled(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.doctypes = doctype_files()

	def test_what_a_form_asks_for_can_be_given(self) -> None:
		creatable = {name: each for name, each in self.doctypes.items() if is_creatable(each)}
		self.assertGreater(len(creatable), 30)
		for name, definition in creatable.items():
			with self.subTest(doctype=name):
				self.assertEqual(dead_ends(definition), [])

	def test_who_may_begin_may_write(self) -> None:
		"""The Desk opens a new form read-only, without a button to save, for a role that may create and not write."""
		found = {
			name
			for name, each in self.doctypes.items()
			for row in each["permissions"]
			if row.get("create") and not (row.get("write") and row.get("read"))
		}
		self.assertEqual(found, set())

	def test_so_can_the_rows_that_people_add(self) -> None:
		"""Tables that the app alone writes are read-only as a whole."""
		for name, definition in self.doctypes.items():
			if not is_creatable(definition):
				continue
			for table in definition["fields"]:
				typed = not (table.get("read_only") or table.get("hidden"))
				if table["fieldtype"] != "Table" or not typed or table["options"] not in self.doctypes:
					continue
				with self.subTest(doctype=name, table=table["fieldname"]):
					self.assertEqual(dead_ends(self.doctypes[table["options"]]), [])

	def test_it_finds_them(self) -> None:
		unit = {"fieldname": "unit", "fieldtype": "Link", "reqd": 1}
		student = {"fieldname": "student", "fieldtype": "Link", "reqd": 1}
		fetched = {**unit, "read_only": 1, "fetch_from": "student.unit"}
		for fields, found in (
			([unit], []),
			([{**unit, "hidden": 1}], ["unit"]),
			([{**unit, "read_only": 1}], ["unit"]),
			([{**unit, "read_only": 1, "default": "x"}], []),
			([student, fetched], []),
			([{**student, "reqd": 0}, fetched], ["unit"]),
			([{**student, "hidden": 1}, fetched], ["student", "unit"]),
			([{**unit, "depends_on": "eval:doc.x"}], ["unit"]),
		):
			with self.subTest(fields=fields):
				self.assertEqual(dead_ends({"fields": fields}), found)
