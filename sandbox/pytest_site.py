"""pytest plugin: binds the framework to the site in CAMPUS_TEST_SITE, as the framework's own runner does.

Without that variable nothing is bound and the framework is not even imported (domain tests).
"""

from __future__ import annotations

import gc
import json
import os
import unittest
from pathlib import Path

import pytest

from sandbox.remembered import for_a_fill

SITE = os.environ.get("CAMPUS_TEST_SITE")
COUNTS = os.environ.get("CAMPUS_TEST_COUNTS")
APP = "campus_safety"
# an account to send from, as tests of mail expect one; nothing is sent
MAIL = {
	"auto_email_id": "test@example.com",
	"mail_server": "smtp.example.com",
	"mail_login": "test@example.com",
	"mail_password": "test",
}


def pytest_sessionstart(session: pytest.Session) -> None:
	"""Connect before collection: test modules may ask the framework for things while they are imported."""
	if not SITE:
		return
	import frappe
	from frappe.utils.scheduler import disable_scheduler, is_scheduler_disabled

	# The framework finds files relative to `sites/`; pytest has noted its own starting folder before.
	os.chdir(os.environ["SITES_PATH"])
	frappe.init(SITE, sites_path=os.environ["SITES_PATH"])
	frappe.connect()
	for_a_fill()
	enter_test_mode()
	frappe.flags.mute_emails = True
	frappe.conf.update(MAIL)
	frappe.clear_cache()
	if not is_scheduler_disabled():
		disable_scheduler()
	for hook in frappe.get_hooks("before_tests", app_name=APP):
		frappe.get_attr(hook)()
	frappe.db.commit()


def enter_test_mode() -> None:
	"""v16 keeps the switch elsewhere, and tells those who ask."""
	import frappe

	try:
		from frappe.tests.utils import toggle_test_mode
	except ImportError:
		frappe.flags.in_test = True
	else:
		toggle_test_mode(True)


def pytest_collection_finish(session: pytest.Session) -> None:
	"""What was imported and collected stays until the end, and is not looked through for rubbish again and again."""
	gc.collect()
	gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
	"""A test class of the framework rolls back by itself; a plain function is rolled back here."""
	if not SITE or (getattr(item, "cls", None) and issubclass(item.cls, unittest.TestCase)):
		return
	import frappe

	if getattr(frappe.local, "db", None):
		frappe.db.rollback()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
	write_counts(session.config)
	if not SITE:
		return
	import frappe

	# pytest went back to its starting folder.
	os.chdir(os.environ["SITES_PATH"])
	if getattr(frappe.local, "db", None):
		frappe.db.rollback()
		frappe.clear_cache()
	frappe.destroy()


def write_counts(config: pytest.Config) -> None:
	"""For the closing line of `python3 sandbox test`: errors outside a test count as failures."""
	reporter = config.pluginmanager.get_plugin("terminalreporter")
	if not COUNTS or not reporter:
		return
	outcomes = {
		"passed": ("passed", "xpassed"),
		"failed": ("failed", "error"),
		"skipped": ("skipped", "xfailed"),
	}
	counts = {
		name: sum(len(reporter.stats.get(outcome, ())) for outcome in merged)
		for name, merged in outcomes.items()
	}
	Path(COUNTS).write_text(json.dumps(counts), "utf-8")
