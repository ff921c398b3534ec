"""What is sent to browsers by itself while others work: no name of a row to whoever has no more than a role for its kind."""

from unittest.mock import patch

import frappe
from frappe.model.base_document import get_controller

from campus_safety.access.rules import ROW_RESTRICTED, RULES
from campus_safety.records.document import CampusDocument
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.world import STUDENT

TO_LISTS, TO_FORMS = "list_update", "doc_update"


class TestLiveNews(WorldTestCase):
	def news_of(self, doctype: str, name: str) -> list[tuple]:
		"""(event, message, room) of one document's saving."""
		doc = frappe.get_doc(doctype, name)
		with patch("frappe.publish_realtime") as sent:
			doc.notify_update()
		return [call.args[0] for call in sent.call_args_list]

	def test_lists_are_told_of_no_row(self) -> None:
		for doctype, name in (
			("Campus Risk Ledger", self.world.ledger),
			("Campus Heart Talk", self.world.talk),
			("Campus Student", STUDENT),
		):
			with self.subTest(doctype=doctype):
				self.assertEqual(self.news_of(doctype, name), [TO_FORMS])
		note = frappe.get_doc({"doctype": "ToDo", "description": "x"}).insert()
		self.assertIn(TO_LISTS, self.news_of("ToDo", note.name))  # so it would be seen here

	def test_every_kind_whose_rows_differ_is_quiet(self) -> None:
		looked = [doctype for doctype in ROW_RESTRICTED if not RULES[doctype].parent]
		for doctype in looked:
			with self.subTest(doctype=doctype):
				self.assertTrue(issubclass(get_controller(doctype), CampusDocument))
		self.assertGreater(len(looked), 80)
