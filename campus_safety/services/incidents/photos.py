"""A reporter's photo: painted anew, under a name and a time that tell nothing, kept privately with the report."""

import base64
import binascii
import os
from datetime import datetime, time

import frappe
from frappe import _

from campus_safety.access.settings import get_photo_limit
from campus_safety.domain.incidents.photo import MOST_PIXELS, without_traces
from campus_safety.domain.photo import judge_photo
from campus_safety.exceptions import PhotoError

FIELD = "photo"


def read(content: str) -> bytes | None:
	"""Of what the page sends; None for no photo. Errors: PhotoError, before anything is stored."""
	if not content:
		return None
	try:
		photo = base64.b64decode(str(content).rpartition(",")[2], validate=True)
	except (binascii.Error, ValueError):
		frappe.throw(_("The photo did not arrive whole. Send it again."), PhotoError)
	limit = get_photo_limit()
	if all(judge_photo(photo, f"a{ending}", limit, MOST_PIXELS) for ending in (".jpg", ".png", ".webp")):
		frappe.throw(_("Attach a photo (JPG or PNG) of at most {0} MB.").format(limit), PhotoError)
	try:
		return without_traces(photo)
	except (OSError, SyntaxError, ValueError):  # its head is a photo's, the rest is not
		frappe.throw(_("The photo did not arrive whole. Send it again."), PhotoError)


def attach(report, photo: bytes, now: datetime) -> None:
	"""`photo` is what `read` gave."""
	report.photo = keep(report, photo, "jpg", FIELD, now)


def keep(report, content: bytes, ending: str, field: str, now: datetime) -> str:
	"""Its address. All files of a day carry the same time."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"report-{frappe.generate_hash(length=10)}.{ending}",
			"content": content,
			"is_private": 1,
			"attached_to_doctype": report.doctype,
			"attached_to_name": report.name,
			"attached_to_field": field,
		}
	)
	file.insert(ignore_permissions=True)  # who reports has rights on nothing
	midnight = datetime.combine(now.date(), time())
	file.db_set({"creation": midnight, "modified": midnight}, update_modified=False)
	os.utime(file.get_full_path(), (midnight.timestamp(),) * 2)
	return file.file_url
