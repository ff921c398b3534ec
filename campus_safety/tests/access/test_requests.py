"""What holds for every request, whichever endpoint it goes to."""

import frappe
from frappe.utils import set_request

from campus_safety.access.requests import answer_in_ones_language
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient


class TestLanguage(CampusTestCase):
	def answered_in(self, user: str, form: dict | None = None, **headers) -> str:
		"""The language of an answer to a request that the framework began in English."""
		lang = frappe.local.lang
		try:
			with self.as_user(user):
				set_request(method="GET", path="/", headers=headers)
				frappe.local.form_dict = frappe._dict(form or {})
				frappe.local.lang = "en"
				answer_in_ones_language()
				return frappe.local.lang
		finally:
			del frappe.local.request  # printing asks whether there is one
			frappe.local.lang = lang

	def test_a_key_is_answered_in_the_language_of_its_account(self) -> None:
		user = make.make_user("speaker@requests.test", r.COUNSELLOR)
		frappe.db.set_value("User", user, "language", "zh")
		frappe.cache.delete_value("lang")
		frappe.clear_document_cache("User", user)
		self.assertEqual(self.answered_in(user, Authorization="token a:b"), "zh")
		self.assertEqual(self.answered_in(user), "en", "a session has its language already")
		self.assertEqual(self.answered_in(user, {"_lang": "en"}, Authorization="token a:b"), "en")
		self.assertEqual(self.answered_in("Guest", Authorization="token a:b"), "en")


class TestLanguageOverHttp(WorldTestCase):
	def test_a_key_speaks_the_sites_language(self) -> None:
		pupil = HttpClient(self.world.outsiders["pupil"])
		answer = pupil.call("campus_safety.api.student.extend_leave", key="x", name="x", to_time="never")
		self.assertRegex(answer.text, r"\\u[4-9]|[\u4e00-\u9fff]")
