"""What the Desk needs beside our files: the workspace's block, a tidy sidebar, staff names, list columns."""

import frappe

from campus_safety.access.rules import RULES
from campus_safety.services.people.account_zone import set_zone_of_administrator
from campus_safety.services.people.staff_import.write import PROFILE

BLOCK = "Campus Workbench"
# a slot lets the desk's own styles reach what the script puts into the host
HTML = "<slot></slot>"
SCRIPT = "campus_safety.show_workbench(root_element.host);"
APP = "campus_safety"
MODULE = "Campus People"
# on a small screen the framework shows four columns, and two of those are the title and the tags
BESIDE, FEWEST_COLUMNS, MOST_COLUMNS = 2, 4, 8


def create_missing_parts() -> None:
	create_missing_block()
	create_missing_module_profile()
	show_staff_by_name()
	set_up_lists()
	set_zone_of_administrator()


def remove_parts() -> None:
	"""Before uninstalling. The profile stays, accounts use it; what carries our module goes with it."""
	frappe.delete_doc("Custom HTML Block", BLOCK, force=True, ignore_permissions=True, ignore_missing=True)
	for doctype in _own_lists():
		frappe.delete_doc(
			"List View Settings", doctype, force=True, ignore_permissions=True, ignore_missing=True
		)


def create_missing_block() -> None:
	"""Its content is in public/js/desk/workbench.js."""
	if not frappe.db.exists("Custom HTML Block", BLOCK):
		frappe.get_doc(
			{"doctype": "Custom HTML Block", "private": 0, "html": HTML, "script": SCRIPT, "style": ""}
		).insert(ignore_permissions=True, set_name=BLOCK)  # install runs without a person


def create_missing_module_profile() -> None:
	"""A profile for accounts that work with this app only: other apps' workspaces leave their sidebar."""
	if frappe.db.exists("Module Profile", PROFILE):
		return
	others = frappe.get_all("Module Def", filters={"app_name": ("!=", APP)}, pluck="name")
	frappe.get_doc(
		{
			"doctype": "Module Profile",
			"module_profile_name": PROFILE,
			"block_modules": [{"module": module} for module in others],
		}
	).insert(ignore_permissions=True)  # install runs without a person


def show_staff_by_name() -> None:
	"""Links to accounts show the name, not the address; a school that decided otherwise keeps its choice."""
	setter = {"doc_type": "User", "property": "show_title_field_in_link"}
	if frappe.db.exists("Property Setter", setter):
		return
	frappe.get_doc(
		{
			"doctype": "Property Setter",
			"doctype_or_field": "DocType",
			"property_type": "Check",
			"value": "1",
			"module": MODULE,
			**setter,
		}
	).insert(ignore_permissions=True)  # install runs without a person


def set_up_lists() -> None:
	"""Room for our columns on v15; on v16, which shows all, no list that hides what is older than 90 days by itself."""
	known = frappe.get_meta("List View Settings").has_field
	values = {"doctype": "List View Settings", "disable_comment_count": 1}
	if known("disable_automatic_recency_filters"):
		values["disable_automatic_recency_filters"] = 1
	for doctype in _own_lists():
		if frappe.db.exists("DocType", doctype) and not frappe.db.exists("List View Settings", doctype):
			frappe.get_doc({**values, "total_fields": str(_count_columns(doctype))}).insert(
				ignore_permissions=True, set_name=doctype
			)  # install runs without a person


def _count_columns(doctype: str) -> int:
	"""Every column that the DocType names for its list, the title and the tags; on a wide screen more fit anyway."""
	meta = frappe.get_meta(doctype)
	listed = [field for field in meta.fields if field.in_list_view and field.fieldname != meta.title_field]
	return max(FEWEST_COLUMNS, min(MOST_COLUMNS, BESIDE + len(listed)))


def _own_lists() -> list[str]:
	return [doctype for doctype, rule in RULES.items() if not rule.parent]
