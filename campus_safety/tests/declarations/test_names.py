"""Whatever a person opens is called by something that they know, and not by a random number."""

from campus_safety.access.rules import RULES
from campus_safety.declared.names import NAMED_BY
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.test_every_doctype import doctype_files

NOT_SHOWN = (
	"Table",
	"Long Text",
	"Text Editor",
	"Code",
	"HTML",
	"Attach",
	"Attach Image",
	"Password",
	"Small Text",
	"Text",
)


def is_random(definition: dict) -> bool:
	return definition.get("autoname") == "hash" and not (
		definition.get("istable") or definition.get("issingle") or definition.get("title_field")
	)


class TestNames(CampusTestCase):
	def test_every_random_number_has_a_name_beside_it(self) -> None:
		wanted = set()
		for name, definition in doctype_files().items():
			student = next((field for field in definition["fields"] if field["fieldname"] == "student"), None)
			by_student = student and student["fieldtype"] == "Link" and student.get("reqd")
			if is_random(definition) and not by_student:
				wanted.add(name)
		self.assertEqual(wanted - set(NAMED_BY), set(), "nobody knows these by their number: name them")
		self.assertEqual(set(NAMED_BY) - wanted, set(), "these have a name of their own")

	def test_it_is_no_narrative_and_nobody_s_secret(self) -> None:
		definitions = doctype_files()
		for doctype, names in NAMED_BY.items():
			fields = {field["fieldname"]: field for field in definitions[doctype]["fields"]}
			for name in names:
				with self.subTest(doctype=doctype, field=name):
					self.assertIn(name, fields)
					self.assertNotIn(fields[name]["fieldtype"], NOT_SHOWN)
					self.assertFalse(fields[name].get("permlevel"))
					self.assertNotIn(name, RULES[doctype].secrets)
