"""Making a document of the world where it is not there yet."""

import frappe

from campus_safety.tests.world.subject import STUDENT


def find_or_insert(values: dict, by: str, as_app: bool = False) -> str:
	"""Name of the document with this value in `by`, made when it is not there yet."""
	found = frappe.db.get_value(values["doctype"], {by: values[by]})
	if found:
		return found
	document = frappe.get_doc(values)
	if not as_app:
		return document.insert().name
	with document.as_app():
		return document.insert(ignore_permissions=True).name


def make_import(doctype: str, word: str, **values) -> str:
	"""A cancelled import document with a word of its own in the error, the preview and a refused value."""
	frappe.set_user("Administrator")
	found = frappe.db.get_value(doctype, {"error": f"{word}-error"})
	if found:
		return found
	content = f"学号,姓名\n{STUDENT},{word}-file\n".encode()
	file = {"doctype": "File", "file_name": f"{word}.csv", "is_private": 1, "content": content}
	document = frappe.get_doc({"doctype": doctype, "file": frappe.get_doc(file).insert().file_url, **values})
	document.update(
		{"error": f"{word}-error", "preview": f'{{"x": "{word}-preview"}}', "status": "Cancelled"}
	)
	document.append("issues", {"row_no": 2, "reason": "x", "value": f"{word}-value"})
	with document.as_app():
		return document.insert().name
