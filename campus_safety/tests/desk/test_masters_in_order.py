"""Choices that have an order are offered in it, by the words that people read."""

import frappe
from frappe.desk.search import search_link

from campus_safety.access.search import IN_ORDER
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.test_every_doctype import doctype_files


class TestMastersInOrder(CampusTestCase):
	def offered(self, doctype: str, txt: str = "") -> list[str]:
		frappe.local.lang = "zh"
		self.addCleanup(setattr, frappe.local, "lang", "en")
		with self.as_user(make.make_user("counsellor@order.test", r.COUNSELLOR)):
			answer = search_link(doctype, txt, page_length=20)
		rows = answer if answer is not None else frappe.response.get("results")
		return [row["value"] for row in rows]

	def test_levels_by_gravity_and_other_last(self) -> None:
		self.assertEqual(self.offered("Campus Risk Level"), ["Red", "Orange", "Yellow", "Green"])
		self.assertEqual(self.offered("Campus Risk Factor")[-1], "Other")

	def test_found_by_the_word_that_is_read(self) -> None:
		self.assertEqual(self.offered("Campus Risk Level", "橙"), ["Orange"])
		self.assertEqual(self.offered("Campus Risk Level", "%"), [])

	def test_every_translated_master_has_it(self) -> None:
		translated = {name for name, each in doctype_files().items() if each.get("translated_doctype")}
		self.assertEqual(translated, set(IN_ORDER))
