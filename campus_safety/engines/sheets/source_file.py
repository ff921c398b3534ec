"""The uploaded file: found only where the person may read it, measured before it is opened."""

import hashlib
import os

import frappe
from frappe import _

from campus_safety.engines.sheets.file_check import FileRefused, Limits, check_size
from campus_safety.engines.sheets.messages import file_texts
from campus_safety.exceptions import ImportRefusedError

PRIVATE = "/private/files/"


def validate_file_url(url: str | None) -> None:
	"""No address elsewhere, nothing public: a list of people belongs to nobody else."""
	if not (url or "").startswith(PRIVATE):
		frappe.throw(
			_("Upload the file here with “Attach”, as a private file."),
			ImportRefusedError,
			title=_("File cannot be used"),
		)


def read_content(document, limits: Limits) -> bytes:
	"""Errors: ImportRefusedError when the file is not this document's or too large to be opened."""
	validate_file_url(document.file)
	path = _find(document).get_full_path()
	if not os.path.isfile(path):
		frappe.throw(_("The uploaded file is gone. Upload it again."), ImportRefusedError)
	try:
		check_size(os.path.getsize(path), limits)
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


def refuse(error: FileRefused, texts: dict[str, str] | None = None) -> None:
	"""texts: sentences of the kind of list, where they differ from the common ones."""
	text = {**file_texts(), **(texts or {})}[error.code].format(*error.args_)
	frappe.throw(text, ImportRefusedError, title=_("File cannot be used"))
