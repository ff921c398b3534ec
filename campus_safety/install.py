"""Install, migrate, uninstall: each step may run any number of times."""

import frappe

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import ensure_key
from campus_safety.engines.seal import keys, leaves, old_chain
from campus_safety.setup.defaults import create_missing_defaults
from campus_safety.setup.desk import remove_parts
from campus_safety.setup.indexes import create_missing_indexes
from campus_safety.setup.roles import create_missing_roles
from campus_safety.setup.workflows import create_missing_workflows


def before_install() -> None:
	create_missing_roles()
	ensure_key()
	keys.ensure_key()


def after_install() -> None:
	old_chain.begin()
	create_missing_indexes()
	create_missing_defaults()
	create_missing_workflows()
	leaves.begin()


def before_migrate() -> None:
	create_missing_roles()
	ensure_key()
	keys.ensure_key()


def after_migrate() -> None:
	"""Whatever a new version brings and the school has not made itself; nothing existing is touched.

	The old chain's end is the first leaf of the seal; what stands there of each DocType that is evidence comes last.
	"""
	old_chain.begin()
	create_missing_indexes()
	create_missing_defaults()
	create_missing_workflows()
	leaves.begin()


def before_uninstall() -> None:
	"""What hangs on our DocTypes goes with them; roles, users and what other apps share stay."""
	remove_parts()
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
