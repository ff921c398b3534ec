"""A photo of the hospital's paper, taken by the student's phone, kept privately with the leave."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.settings import get_photo_limit
from campus_safety.domain.leave import permits
from campus_safety.domain.photo import judge_photo
from campus_safety.exceptions import ClosedRequestError, PhotoError
from campus_safety.records.daily import validate_not_too_many


def attach(permit, content: bytes, file_name: str, now: datetime) -> None:
	"""Errors: PhotoError for what is not a photo, or too large; TooManyTodayError."""
	if permit.status in (*permits.BACK, permits.REJECTED, permits.CANCELLED):
		frappe.throw(
			_("This leave is {0}: nothing is added to it any more.").format(
				_(permit.status, context=permit.doctype)
			),
			ClosedRequestError,
		)
	limit = get_photo_limit()
	if judge_photo(content, file_name, limit_mb=limit):
		frappe.throw(_("Attach a photo (JPG or PNG) of at most {0} MB.").format(limit), PhotoError)
	validate_not_too_many(
		"File", {"attached_to_doctype": permit.doctype, "attached_to_name": permit.name}, now
	)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"proof-{frappe.generate_hash(length=10)}.{file_name.rsplit('.', 1)[-1].lower()}",
			"content": content,
			"is_private": 1,
			"attached_to_doctype": permit.doctype,
			"attached_to_name": permit.name,
			"attached_to_field": "proof",
		}
	)
	file.insert(ignore_permissions=True)  # the student has no right on the permit, only this way to it
	permit.proof = file.file_url
	with permit.as_app():
		permit.save()
