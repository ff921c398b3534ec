"""How the demo makes records: found by a key, else inserted as the person who would write them."""

from contextlib import contextmanager

import frappe


def make(doctype: str, key: dict, values: dict) -> str:
	"""The name of the record with `key`; inserted when there is none, never changed when there is."""
	return (
		frappe.db.get_value(doctype, key)
		or frappe.get_doc({"doctype": doctype, **key, **values}).insert().name
	)


@contextmanager
def acting_as(user: str):
	"""The demo's people do their own work, so that permissions, workflow and access log are real."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)
