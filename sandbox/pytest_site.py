"""pytest plugin: binds the framework to the site named by CAMPUS_TEST_SITE, as the framework's own test runner does.

Without that variable nothing is bound and the framework is not even imported (domain tests).
"""

from __future__ import annotations

import os
import unittest

import pytest

SITE = os.environ.get("CAMPUS_TEST_SITE")
APP = "campus_safety"


def pytest_sessionstart(session: pytest.Session) -> None:
	"""Connect before collection: test modules may ask the framework for things while they are imported."""
	if not SITE:
		return
	import frappe
	from frappe.test_runner import set_test_email_config
	from frappe.utils.scheduler import disable_scheduler, is_scheduler_disabled

	# The framework finds files relative to `sites/`; pytest has noted its own starting folder before.
	os.chdir(os.environ["SITES_PATH"])
	frappe.init(SITE)
	frappe.connect()
	frappe.flags.in_test = True
	frappe.flags.mute_emails = True
	frappe.clear_cache()
	if not is_scheduler_disabled():
		disable_scheduler()
	set_test_email_config()
	for hook in frappe.get_hooks("before_tests", app_name=APP):
		frappe.get_attr(hook)()
	frappe.db.commit()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
	"""A test class of the framework rolls back by itself; a plain function is rolled back here."""
	if not SITE or (getattr(item, "cls", None) and issubclass(item.cls, unittest.TestCase)):
		return
	import frappe

	if getattr(frappe.local, "db", None):
		frappe.db.rollback()


def pytest_sessionfinish(session: pytest.Session) -> None:
	if not SITE:
		return
	import frappe

	if getattr(frappe.local, "db", None):
		frappe.db.rollback()
		frappe.clear_cache()
	frappe.destroy()
