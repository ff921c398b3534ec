"""The base of every server test: a real site, and nothing left behind.

v15 rolls back once per class only (frappe-facts), so each test gets a savepoint of its own.

Tests pass on any day: those that count from today (`nowdate()`) must hold on every one, and a class that speaks of
fixed dates stands at a `moment` of its own.
"""

import copy
import time
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
from frappe.cache_manager import user_cache_keys
from frappe.utils import get_system_timezone, now_datetime
from freezegun import freeze_time

from campus_safety.tests import told

try:
	from frappe.tests import IntegrationTestCase as _FrameworkTestCase
except ImportError:
	from frappe.tests.utils import FrappeTestCase as _FrameworkTestCase


# A Friday in the thirteenth week of the term 2026-2027-1: most fixed dates of the tests lie in the days before it.
TEACHING_DAY = "2026-11-27 10:00"


BEFORE, STAGE = "campus_before", "campus_stage"  # savepoints
# No test takes longer, so none begins on one day and ends on the next.
LONGEST_TEST = timedelta(seconds=20)


def at(moment: datetime):
	"""`with at(moment): …`: it is this moment in the school's time, and the clock goes on from there."""
	return freeze_time(
		moment.replace(tzinfo=ZoneInfo(get_system_timezone())), tick=True, ignore=["_pytest.timing"]
	)


class _AtAMoment(_FrameworkTestCase):
	"""A class with a `moment`, "2026-11-27 10:00" in the school's time, begins then; the clock goes on from there."""

	moment: str | None = None

	@classmethod
	def setUpClass(cls) -> None:
		if cls.moment:
			frozen = at(datetime.fromisoformat(cls.moment))
			frozen.start()
			cls.addClassCleanup(frozen.stop)
		wait_out_midnight()
		super().setUpClass()

	def setUp(self) -> None:
		wait_out_midnight()
		super().setUp()

	def watch_who_is_told(self) -> None:
		"""Called last in `setUp`: what its cleanup finds out, it finds out before anything is rolled back."""
		watch = told.Watch()
		watch.start()
		self.addCleanup(lambda: self.assertEqual(watch.stop(), [], "told about what they cannot open"))

	@contextmanager
	def as_user(self, user: str):
		"""`with self.as_user(counsellor): …`."""
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(before)


def wait_out_midnight() -> None:
	"""What a test finds out about today must hold until its end."""
	now = now_datetime()
	if (now + LONGEST_TEST).date() > now.date():
		time.sleep(LONGEST_TEST.total_seconds())


class CampusTestCase(_AtAMoment):
	"""Begins each test as Administrator and rolls back what it wrote, caches included.

	What `set_up_once` makes stands for all tests of the class: made by the first, found by each as it was made.
	"""

	stage: dict | None = None  # the attributes that it set
	stage_day: date | None = None

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
		frappe.flags.campus_settle_uncommitted = True  # nothing is ever committed here
		if "stage" not in vars(type(self)) or not self._stage_stands():
			self._set_the_stage()
		vars(self).update(copy.deepcopy(type(self).stage))
		self.addCleanup(self._roll_back)
		self.watch_who_is_told()

	def set_up_once(self) -> None:
		"""Makes records and names them by attributes; what must happen before each test belongs into `setUp`."""

	def _set_the_stage(self) -> None:
		known = set(vars(self))
		_return_to(BEFORE)
		frappe.db.savepoint(BEFORE)
		try:
			self.set_up_once()
		except BaseException:
			frappe.db.rollback(save_point=BEFORE)
			raise
		frappe.set_user("Administrator")
		type(self).stage = {name: value for name, value in vars(self).items() if name not in known}
		type(self).stage_day = now_datetime().date()
		frappe.db.savepoint(STAGE)

	def _stage_stands(self) -> bool:
		"""Not on the next day, nor after a commit in a test, nor on newer frameworks, which roll back everything between tests."""
		return self.stage_day == now_datetime().date() and _return_to(STAGE)

	def _roll_back(self) -> None:
		frappe.flags.campus_settle_uncommitted = False
		frappe.set_user("Administrator")
		if not self._stage_stands():
			frappe.db.rollback()
		frappe.local.message_log = []
		forget_documents()


def _return_to(savepoint: str) -> bool:
	"""False where nobody has set it in this transaction."""
	try:
		frappe.db.rollback(save_point=savepoint)
	except frappe.db.OperationalError:
		return False
	return True


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


class WorldTestCase(_AtAMoment):
	"""For tests over HTTP: works on the committed world of `tests.world`, so each test names what it changes back."""

	@classmethod
	def setUpClass(cls) -> None:
		from campus_safety.tests.world import get_world

		frappe.set_user("Administrator")
		cls.world = get_world()  # shared by all, so at the real time, whatever the moment of this class
		super().setUpClass()

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
		self.watch_who_is_told()
