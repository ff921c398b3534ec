"""The base of every server test: a real site, and nothing left behind.

v15 rolls back once per class only (frappe-facts), so each test gets a savepoint of its own.
"""

from contextlib import contextmanager

import frappe
from frappe.cache_manager import user_cache_keys

try:
	from frappe.tests import IntegrationTestCase as _FrameworkTestCase
except ImportError:
	from frappe.tests.utils import FrappeTestCase as _FrameworkTestCase


class CampusTestCase(_FrameworkTestCase):
	"""Begins each test as Administrator and rolls back what it wrote, caches included."""

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
		frappe.db.savepoint("campus_test")
		frappe.flags.campus_settle_uncommitted = True  # nothing is ever committed here
		self.addCleanup(self._roll_back)

	def _roll_back(self) -> None:
		frappe.flags.campus_settle_uncommitted = False
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="campus_test")
		frappe.local.message_log = []
		forget_documents()

	@contextmanager
	def as_user(self, user: str):
		"""`with self.as_user(counsellor): …`."""
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(before)


def forget_documents() -> None:
	"""Drop what the caches hold of documents and users that were just rolled back.

	Not `frappe.clear_cache()`: it drops every DocType's meta as well, which costs half a second a test. A test that
	changes DocTypes, Custom Fields or Property Setters calls that itself.
	"""
	for key in (*user_cache_keys, "workflow"):
		frappe.cache.delete_value(key)
	frappe.cache.delete_keys("document_cache::")
	frappe.cache.delete_keys("user:")
	frappe.local.role_permissions = {}
	frappe.local.document_cache = {}
	frappe.local.cache = {}


class WorldTestCase(_FrameworkTestCase):
	"""For tests over HTTP: works on the committed world of `tests.world`, so each test names what it changes back."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		from campus_safety.tests.world import get_world

		frappe.set_user("Administrator")
		cls.world = get_world()

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
