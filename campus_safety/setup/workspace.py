"""The block of the workspace 校园安全 that greets everyone; its content is in public/js/workbench.js."""

import frappe

BLOCK = "Campus Workbench"
# a slot lets the desk's own styles reach what the script puts into the host
HTML = "<slot></slot>"
SCRIPT = "campus_safety.show_workbench(root_element.host);"


def create_missing_block() -> None:
	if not frappe.db.exists("Custom HTML Block", BLOCK):
		frappe.get_doc(
			{"doctype": "Custom HTML Block", "private": 0, "html": HTML, "script": SCRIPT, "style": ""}
		).insert(ignore_permissions=True, set_name=BLOCK)  # install runs without a person
