"""How much an account without a Desk may write in one day, through whatever endpoint: the app's, or any of the framework's.

A student's account files, comments, uploads and follows through the framework, too; each of these leaves rows, versions and
files. Reading is not counted. The key of a gate device has a limit of its own (`services.gate.push`).
"""

import frappe
from frappe import _
from frappe.utils import nowdate

from campus_safety.access.settings import get_most_writes
from campus_safety.domain.roles import DESK_ROLES, GATE_DEVICE, STUDENT_USER
from campus_safety.exceptions import TooManyTodayError

READING = ("GET", "HEAD", "OPTIONS")
SIGNING = ("/api/method/login", "/api/method/logout")  # in again, and out, on the fullest day
A_DAY = 24 * 60 * 60


def limit_writes() -> None:
	"""`auth_hooks`. Errors: TooManyTodayError."""
	user = frappe.session.user
	if frappe.request.method in READING or frappe.request.path in SIGNING:
		return
	if user in ("Guest", "Administrator"):
		return
	roles = set(frappe.get_roles(user))
	if STUDENT_USER not in roles or roles & {GATE_DEVICE, *DESK_ROLES}:
		return
	key = frappe.cache.make_key(key_of(user))
	written = frappe.cache.incrby(key, 1)
	if written == 1:
		frappe.cache.expire(key, A_DAY)
	if written > get_most_writes():
		frappe.throw(
			_("This account has sent very much today. Come back tomorrow, or call your counsellor."),
			TooManyTodayError,
			title=_("Too many today"),
		)


def key_of(user: str) -> str:
	return f"campus_writes|{user}|{nowdate()}"
