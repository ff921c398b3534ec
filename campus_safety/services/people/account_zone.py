"""Accounts live in the school's time zone: the framework gives new ones that of whoever makes them, and Administrator's is India's.

A counsellor in another zone types 20:00 and another hour is stored, printed and counted.
"""

import frappe
from frappe.utils import get_system_timezone

from campus_safety.domain.roles import ALL_ROLES

OF_THE_FRAMEWORK = "Asia/Kolkata"  # what it gives Administrator before anybody has said where the school is


def follow_account(doc, method: str | None = None) -> None:
	"""`User.before_validate`: whoever gets the first role of the app is put into the school's zone; afterwards it is their own choice."""
	before = doc.get_doc_before_save() or frappe._dict(roles=_stored_roles(doc))
	had = {row.role for row in before.get("roles") or []}
	has = {row.role for row in doc.get("roles") or []}
	if has.intersection(ALL_ROLES) and not had.intersection(ALL_ROLES):
		doc.time_zone = get_system_timezone()


def _stored_roles(doc) -> list:
	"""Before validation the framework has not loaded what stands there."""
	if doc.is_new():
		return []
	return frappe.get_all("Has Role", filters={"parenttype": "User", "parent": doc.name}, fields=["role"])


def follow_wizard(args: dict | None = None) -> None:
	"""`setup_wizard_complete`: now the school has said where it is."""
	set_zone_of_administrator()


def set_zone_of_administrator() -> None:
	"""Only away from what the framework gave it; another zone somebody has chosen."""
	zone = get_system_timezone()
	if (
		zone != OF_THE_FRAMEWORK
		and frappe.db.get_value("User", "Administrator", "time_zone") == OF_THE_FRAMEWORK
	):
		put_into_zone("Administrator")


def put_into_zone(user: str) -> None:
	zone = get_system_timezone()
	frappe.db.set_value("User", user, "time_zone", zone)
	frappe.defaults.set_default("time_zone", zone, user)
	frappe.clear_cache(user=user)
