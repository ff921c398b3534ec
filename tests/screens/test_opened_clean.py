"""A record that is only opened is not changed by it: no form says 尚未保存, and no time shows its seconds.

The framework's picker counts no seconds in some versions, and takes what it shows for what a person has typed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from http_client import Refused

APP = Path(__file__).resolve().parents[2] / "campus_safety"
ACCOUNTS = ("affairs", "counsellor", "dorm", "psychhead", "security", "itcentre", "safety", "quality")
OPEN = "name => window.cur_frm?.docname === name && !frappe.request.ajax_count"
TIMES = """() => [
	...$(".form-page:visible .control-value:visible, .form-page:visible .static-area:visible").get().map((one) => one.textContent),
	...$(".form-page:visible input:visible").get().map((one) => one.value),
].filter((text) => /\\d{1,2}:\\d{2}:\\w{2}/.test(text))"""


def with_times() -> list[str]:
	"""DocTypes that have a form and on it a moment that somebody may write, or a table of them."""
	found = []
	for path in sorted(APP.glob("*/doctype/*/*.json")):
		given = json.loads(path.read_text(encoding="utf-8"))
		if given.get("doctype") != "DocType" or given.get("istable") or given.get("issingle"):
			continue
		written = (field for field in given["fields"] if not field.get("read_only"))
		if any(field["fieldtype"] in ("Datetime", "Time") for field in written):
			found.append(given["name"])
	return found


def a_record(sessions, doctype: str) -> tuple[str, str] | None:
	"""(account, name) of the newest that somebody may open."""
	for account in ACCOUNTS:
		try:
			rows = sessions(account).list(doctype, limit=1)
		except Refused:
			continue  # no right on it
		if rows:
			return account, rows[0]["name"]
	return None


def test_no_record_opens_changed(desk, sessions):
	windows, opened, wrong = {}, 0, []
	for doctype in with_times():
		found = a_record(sessions, doctype)
		if not found:
			continue
		account, name = found
		if account not in windows:
			windows[account] = desk(account)
			windows[account].open("/app/campus-student")
		window = windows[account]
		window.page.evaluate("([doctype, name]) => frappe.set_route('Form', doctype, name)", [doctype, name])
		window.page.wait_for_function(OPEN, arg=name)
		window.settle()
		opened += 1
		if not window.page.locator(".form-page:visible .form-section:visible").count():
			wrong.append((doctype, name, "empty"))
		if window.is_dirty():
			wrong.append((doctype, name, "changed"))
		seconds = [text for text in window.page.evaluate(TIMES) if re.search(r"\d:\d\d:", text)]
		if seconds:
			wrong.append((doctype, name, seconds[:2]))
	assert opened > 8, opened
	assert not wrong, wrong
