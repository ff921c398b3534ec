"""The key under which a phone keeps what it has of the roll call: with the person's session, and gone with it."""

from datetime import datetime, timedelta

import frappe

from campus_safety.access.secrets import own_key

COOKIE = "campus_store_key"
LIFE = timedelta(days=30)  # a phone without a network still opens its queue


def give_key(now: datetime) -> None:
	"""To the page of the session user: the same each time, so that what was not sent is still theirs afterwards."""
	if cookies := getattr(frappe.local, "cookie_manager", None):
		cookies.set_cookie(
			COOKIE, own_key("roll call store", frappe.session.user), expires=now + LIFE, samesite="Strict"
		)


def take_key(login_manager=None) -> None:
	"""`on_logout`."""
	if cookies := getattr(frappe.local, "cookie_manager", None):
		cookies.delete_cookie(COOKIE)
