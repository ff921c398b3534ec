"""Install, migrate, uninstall: each step may run any number of times."""

import frappe
from frappe.utils import now_datetime

from campus_safety.access import secrets
from campus_safety.access.rules import RULES
from campus_safety.engines.opening import key_rotation
from campus_safety.engines.seal import keys, leaves, old_chain
from campus_safety.records import numbers
from campus_safety.setup.defaults import create_missing_defaults
from campus_safety.setup.desk import remove_parts
from campus_safety.setup.host import create_missing_mappings
from campus_safety.setup.indexes import create_missing_indexes
from campus_safety.setup.removal import remove_copies
from campus_safety.setup.roles import create_missing_roles
from campus_safety.setup.workflows import create_missing_workflows


def before_install() -> None:
	create_missing_roles()
	secrets.ensure_key()
	keys.ensure_key()


def after_install() -> None:
	old_chain.begin()
	create_missing_indexes()
	numbers.make_missing(now_datetime().year)
	create_missing_defaults()
	create_missing_workflows()
	leaves.begin()


def before_migrate() -> None:
	"""Errors: MissingKeyError on a site that was written with keys that are not there: put site_config.json back first."""
	refuse_lost_keys()
	create_missing_roles()
	secrets.ensure_key()
	keys.ensure_key()


def refuse_lost_keys() -> None:
	"""A new key would part old text from new, and what the old one has signed from what the new one signs."""
	if not frappe.conf.get(secrets.CONFIG_KEY) and key_rotation.get_places():
		secrets.refuse_lost_key()
	if not frappe.conf.get(keys.CONFIG_KEY) and keys.have_signed():
		keys.refuse_lost_key()


def after_migrate() -> None:
	"""Whatever a new version brings and the school has not made itself; nothing existing is touched.

	The old chain's end is the first leaf of the seal; what stands there of each DocType that is evidence comes last.
	"""
	old_chain.begin()
	create_missing_indexes()
	numbers.make_missing(now_datetime().year)
	create_missing_defaults()
	create_missing_workflows()
	leaves.begin()


def after_app_install(app_name: str) -> None:
	"""Another app came to the site: an ERP among them brings lists that can be read."""
	create_missing_mappings()


def before_uninstall() -> None:
	"""What hangs on our DocTypes goes with them, copies of what people wrote among it; roles, users and what other apps share stay."""
	remove_parts()
	remove_copies()
	frappe.db.delete(
		"Scheduled Job Type", {"method": ("like", "campus_safety.%")}
	)  # else run until the next migrate
	ours = ("in", list(RULES))
	for doctype, field in (
		("Workflow", "document_type"),
		("Custom Field", "dt"),
		("Property Setter", "doc_type"),
		("Custom DocPerm", "parent"),
	):
		for name in frappe.get_all(doctype, filters={field: ours}, pluck="name"):
			frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
