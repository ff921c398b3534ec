"""What the workspace 校园安全 needs beside its own file: the block that greets everyone, and a tidy sidebar."""

import frappe

BLOCK = "Campus Workbench"
# a slot lets the desk's own styles reach what the script puts into the host
HTML = "<slot></slot>"
SCRIPT = "campus_safety.show_workbench(root_element.host);"
PROFILE = "Campus Staff"
APP = "campus_safety"


def create_missing_parts() -> None:
	create_missing_block()
	create_missing_module_profile()


def create_missing_block() -> None:
	"""Its content is in public/js/workbench.js."""
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
