"""What an uninstall takes along beside our tables: no copy of anybody's data stays on the site."""

import os

import frappe

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import KNOWN
from campus_safety.engines import daily
from campus_safety.engines.sheets import stalled
from campus_safety.setup import seeded

# the framework's own records about ours: (DocType, field that names our DocType)
COPIES = (
	("Version", "ref_doctype"),
	("Comment", "reference_doctype"),
	("Communication", "reference_doctype"),
	("Notification Log", "document_type"),
	("Deleted Document", "deleted_doctype"),
	("Error Log", "reference_doctype"),
	("Email Queue", "reference_doctype"),
	("ToDo", "reference_type"),
	("DocShare", "share_doctype"),
	("Tag Link", "document_type"),
	("View Log", "reference_doctype"),
	("Document Follow", "ref_doctype"),
)
SETTINGS = "Campus Safety Settings"


def remove_copies() -> None:
	"""Files first, on disk and in the table; then what the framework has written down about our records."""
	ours = list(RULES)
	remove_files(ours)
	for doctype, field in COPIES:
		if frappe.db.table_exists(doctype) and frappe.get_meta(doctype).has_field(field):
			frappe.db.delete(doctype, {field: ("in", ours)})
	for report in frappe.get_all("Report", filters={"ref_doctype": ("in", ours)}, pluck="name"):
		if frappe.db.table_exists("Prepared Report"):
			frappe.db.delete("Prepared Report", {"report_name": report})
	frappe.db.delete("Singles", {"doctype": SETTINGS})
	for marks in (daily.MARKS, stalled.TRIES):
		frappe.db.delete("DefaultValue", {"parent": marks})
	frappe.db.delete("DefaultValue", {"parent": "__global", "defkey": ("like", "campus_%")})
	frappe.db.set_global(KNOWN, None)
	seeded.forget()


def remove_files(doctypes: list[str]) -> None:
	"""Uploaded lists, photos, diagnosis papers, marked copies; on disk unless another record shares them."""
	ours = {"attached_to_doctype": ("in", doctypes)}
	for name in frappe.get_all("File", filters=ours, pluck="name"):
		file = frappe.get_doc("File", name)
		frappe.db.delete("File", {"name": name})
		path = None if file.is_folder or file.is_remote_file else file.get_full_path()
		if path and os.path.exists(path) and not frappe.db.exists("File", {"file_url": file.file_url}):
			os.remove(path)
