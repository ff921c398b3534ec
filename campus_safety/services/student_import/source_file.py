"""The uploaded file: found only where the person may read it, measured before it is opened."""

import hashlib
import os

import frappe
from frappe import _
from frappe.utils import cint

from campus_safety.exceptions import ImportRefusedError
from campus_safety.services.student_import.file_check import MEGABYTE, FileRefused, Limits, check_size
from campus_safety.services.student_import.messages import refusal_text

PRIVATE = "/private/files/"


def get_limits() -> Limits:
	settings = frappe.get_cached_doc("Campus Safety Settings")
	return Limits(
		file_bytes=(cint(settings.get("import_max_mb")) or 20) * MEGABYTE,
		rows=cint(settings.get("import_max_rows")) or 50_000,
		columns=cint(settings.get("import_max_columns")) or 100,
	)


def validate_file_url(url: str | None) -> None:
	"""No address elsewhere, nothing public: a list of students belongs to nobody else."""
	if not (url or "").startswith(PRIVATE):
		frappe.throw(
			_("Upload the file here with “Attach”, as a private file."),
			ImportRefusedError,
			title=_("File cannot be used"),
		)


def read_content(document) -> bytes:
	"""Errors: ImportRefusedError when the file is not this document's or too large to be opened."""
	validate_file_url(document.file)
	path = _find(document).get_full_path()
	if not os.path.isfile(path):
		frappe.throw(_("The uploaded file is gone. Upload it again."), ImportRefusedError)
	try:
		check_size(os.path.getsize(path), get_limits())
	except FileRefused as error:
		refuse(error)
	with open(path, "rb") as file:
		return file.read()


def _find(document):
	"""The File record behind the address. An address alone opens nothing: it might be anybody's
	attachment."""
	names = frappe.get_all(
		"File", filters={"file_url": document.file, "is_folder": 0}, pluck="name", order_by="creation desc"
	)
	for name in names:
		file = frappe.get_doc("File", name)
		is_ours = (file.attached_to_doctype, file.attached_to_name) == (document.doctype, document.name)
		if is_ours or frappe.has_permission("File", "read", doc=file):
			return file
	frappe.throw(
		_("The uploaded file is gone. Upload it again."), ImportRefusedError, title=_("File cannot be used")
	)


def checksum(content: bytes) -> str:
	return hashlib.sha256(content).hexdigest()


def refuse(error: FileRefused) -> None:
	frappe.throw(refusal_text(error), ImportRefusedError, title=_("File cannot be used"))
