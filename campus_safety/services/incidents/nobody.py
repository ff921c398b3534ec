"""Rows of a report carry nobody: neither owner nor writer of a record, an alert, a message or a seal's entry tells who reported.

By name or without, every report is written like this; the name, where there is one, stands in its Report Sender alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

NOBODY = "Guest"


@contextmanager
def as_nobody() -> Iterator[None]:
	"""Inside, the session is nobody's. Rights are asked before; what is written inside ignores them."""
	session = frappe.local.session
	before = session.user
	_become(session, NOBODY)
	try:
		yield
	finally:
		_become(session, before)


def _become(session, user: str) -> None:
	"""The framework remembers what the session user may."""
	session.user = user
	frappe.local.role_permissions = {}
	frappe.local.user_perms = None
