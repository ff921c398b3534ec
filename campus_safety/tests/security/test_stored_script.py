"""What people type is text wherever it is shown (found/security.md C4).

A tag without its end passes the framework's cleaning, and a list's first column is markup: with a name of their own
anybody ran script in the session of the Psych Head.
"""

import frappe
from frappe.utils import nowdate

from campus_safety.access.rules import RULES
from campus_safety.records import harmless
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

PAYLOAD = "甲<img src=x onerror=window.__xss=1//"
PAYLOADS = (
	PAYLOAD,
	"<svg/onload=window.__xss=1//",
	"乙<script>window.__xss=1</script>",
	"丙\n<iframe src=javascript:window.__xss=1 ",
	'丁"><img src=x onerror=window.__xss=1//',
	"戊<!--><img src=x onerror=window.__xss=1//",
)


class TestEveryLine(CampusTestCase):
	"""Every DocType × every field that holds typed words, rows of tables included."""

	def documents(self):
		for doctype, rule in RULES.items():
			if not rule.parent:
				document = frappe.new_doc(doctype)
				for table in document.meta.get_table_fields():
					document.append(table.fieldname, {})
				yield document

	def test_the_door_stands_at_each(self) -> None:
		events = frappe.get_hooks("doc_events")
		for doctype, rule in RULES.items():
			if not rule.parent:
				self.assertIn(
					"campus_safety.records.harmless.make_harmless", events[doctype]["validate"], doctype
				)

	def test_no_line_keeps_a_bracket_and_no_text_an_open_tag(self) -> None:
		lines = texts = 0
		for document in self.documents():
			for payload in PAYLOADS:
				for row in (document, *document.get_all_children()):
					for field in row.meta.fields:
						if field.fieldtype in harmless.LINES | harmless.TEXTS:
							row.set(field.fieldname, payload)
				harmless.make_harmless(document)
				for row in (document, *document.get_all_children()):
					for field in row.meta.fields:
						value, where = row.get(field.fieldname), f"{row.doctype}.{field.fieldname}"
						if field.fieldtype in harmless.LINES:
							self.assertNotRegex(value, "[<>]", where)
							lines += 1
						elif field.fieldtype in harmless.TEXTS:
							self.assertNotRegex(value, r"<[^>]*$", where)
							texts += 1
		self.assertGreater(lines, 300)
		self.assertGreater(texts, 300)

	def test_every_typed_field_is_a_line_or_a_text(self) -> None:
		"""A new kind of field is decided on: it is cleaned, or it is no words."""
		no_words = {
			"Code",
			"JSON",
			"Select",
			"Link",
			"Dynamic Link",
			"Check",
			"Int",
			"Float",
			"Password",
			"Percent",
			"Date",
		}
		no_words |= {
			"Datetime",
			"Time",
			"Attach",
			"Attach Image",
			"Table",
			"Table MultiSelect",
			"Color",
			"Signature",
		}
		no_words |= {
			"Section Break",
			"Column Break",
			"Tab Break",
			"HTML",
			"Button",
			"Heading",
			"Duration",
			"Rating",
		}
		for doctype in RULES:
			for field in frappe.get_meta(doctype).fields:
				self.assertIn(
					field.fieldtype,
					no_words | harmless.LINES | harmless.TEXTS,
					f"{doctype}.{field.fieldname}",
				)

	def test_what_is_saved(self) -> None:
		unit = make.make_unit(f"班{PAYLOAD}", "Class")
		student = make.make_student("XSS001", unit, student_name=PAYLOAD, home_address=PAYLOAD)
		talk = make.make_talk(student, content=PAYLOAD, topics=PAYLOAD)
		for doctype, name in (
			("Campus Unit", unit),
			("Campus Student", student),
			("Campus Heart Talk", talk.name),
		):
			stored = frappe.db.get_value(doctype, name, "*", as_dict=True)
			self.assertNotIn("<img", str(stored), doctype)
			self.assertIn("＜img", str(stored), "nothing that was typed is lost")


class TestOverHttp(WorldTestCase):
	def test_the_name_of_an_account(self) -> None:
		administrator = HttpClient(self.world.users["administrator_of_site"])
		for who in ("pupil", "far_counsellor"):
			user = self.world.users[who]
			before = frappe.db.get_value("User", user, ["first_name", "last_name", "full_name"], as_dict=True)
			answer = administrator.put(f"/api/resource/User/{user}", first_name=PAYLOAD, last_name=PAYLOAD)
			try:
				self.assertEqual(answer.status_code, 200, answer.text[-300:])
				after = frappe.db.get_value("User", user, list(before), as_dict=True)
				self.assertNotRegex("".join(filter(None, after.values())), "[<>]", who)
				self.assertIn("甲", after.full_name)
			finally:
				frappe.db.set_value("User", user, {**before, "api_key": None})  # saving took its secret away
				frappe.db.commit()

	def test_a_note(self) -> None:
		answer = HttpClient(self.world.users["counsellor"]).post(
			"/api/resource/Campus Parent Contact",
			student=STUDENT,
			contact_time=f"{nowdate()} 00:00:01",
			channel="Phone",
			initiated_by="School",
			result="Reached",
			guardian_name=PAYLOAD,
			relation=PAYLOAD,
			school_feedback=PAYLOAD,
			home_info=PAYLOAD,
		)
		self.assertEqual(answer.status_code, 200, answer.text[-500:])
		name = answer.get_json()["data"]["name"]
		self.addCleanup(
			lambda: (frappe.db.delete("Campus Parent Contact", {"name": name}), frappe.db.commit())
		)
		self.assertNotIn("<img", answer.text)
		self.assertNotIn("<img", str(frappe.db.get_value("Campus Parent Contact", name, "*", as_dict=True)))
