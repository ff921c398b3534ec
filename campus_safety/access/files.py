"""Files attached to L2 records and above: always private, read by whoever may read the record, nobody else.

The framework asks the record before it gives out a private file, but it trusts the client's flag, lists
every file of a DocType to whoever may read one of its rows, lets uploaders keep what they uploaded, and gives
a second File on the same address to whoever asks. These functions, named in hooks.py, close that.
"""

import mimetypes
import os

import frappe
from frappe import _
from frappe.core.doctype.file.file import has_permission as framework_has_permission
from frappe.utils import cstr

from campus_safety.access import conditions, endpoints
from campus_safety.access.checks import administers, list_condition
from campus_safety.access.rules import GUARDED_FILES, RULES
from campus_safety.access.settings import get_photo_limit
from campus_safety.domain.photo import MEGABYTE, PhotoFault, judge_photo
from campus_safety.domain.roles import ALL_ROLES
from campus_safety.exceptions import ClosedRecordError, PhotoError

PRIVATE = "/private/files/"
RUN_ON_A_DOCUMENT = "frappe.handler.run_doc_method"
AS_STORED = ("file_url", "file_name", "is_private", "attached_to_doctype", "attached_to_name", "owner")
KEEPER = "Administrator"  # owns files of guarded records, so that owning one gives nobody anything


# what a browser shows without running anything in it; all else that is public is kept from the school's people
PASSIVE = (
	"image/png",
	"image/jpeg",
	"image/gif",
	"image/webp",
	"image/bmp",
	"image/heic",
	"audio/",
	"video/",
)
PASSIVE += ("application/pdf", "text/plain", "text/csv", "application/zip", "application/msword")
PASSIVE += (
	"application/vnd.ms-",
	"application/vnd.openxmlformats-officedocument.",
	"application/wps-office.",
)

# who may see and make them


def file_condition(user: str | None = None, doctype: str = "File") -> str:
	"""`permission_query_conditions` of File: files of guarded records follow the rows of those records."""
	user = user or frappe.session.user
	if user == KEEPER:
		return ""
	guarded = ", ".join(frappe.db.escape(name) for name in sorted(GUARDED_FILES))
	ways = [
		f"ifnull(`tabFile`.attached_to_doctype, '') not in ({guarded})",
		f"`tabFile`.owner = {frappe.db.escape(user)}",
	]
	for name in sorted(GUARDED_FILES):
		if RULES[name].parent or not frappe.has_permission(name, "read", user=user):
			continue
		rows = list_condition(name, user) or "1=1"
		ways.append(
			f"(`tabFile`.attached_to_doctype = {frappe.db.escape(name)}"
			f" and `tabFile`.attached_to_name in (select `tab{name}`.name from `tab{name}` where {rows}))"
		)
	return f"({' or '.join(ways)})"


def covers_file(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""`has_permission` of File: denies, else the framework's own answer."""
	user = user or frappe.session.user
	if user != KEEPER:
		if ptype == "create" and not may_use_source(doc, user):
			return False
		if doc.attached_to_doctype in GUARDED_FILES and not _record_allows(doc, ptype or "read", user):
			return False
	return bool(framework_has_permission(doc, ptype, user))


def _record_allows(doc, ptype: str, user: str) -> bool:
	parent = get_record(doc)
	if parent is None:  # not saved yet: the uploader only, and only who may make such a record
		return doc.owner in (None, user) and bool(
			frappe.has_permission(doc.attached_to_doctype, "create", user=user)
		)
	if ptype == "delete" and getattr(parent, "keeps_files", False):  # what was shown stays to be seen
		return False
	wanted = "read" if ptype in ("read", "select", "print") else "write"
	if ptype == "write" and not doc.is_private:  # nobody opens it up
		return False
	if wanted == "write" and getattr(parent, "is_final", False):  # evidence of a closed record stays
		return False
	return bool(frappe.has_permission(parent.doctype, wanted, doc=parent, user=user))


def may_use_source(doc, user: str) -> bool:
	"""A File made on an address that exists already: only for who may read what lies there, and of a guarded record for nobody,
	since whoever deletes a file deletes the bytes at its address.
	"""
	url = (doc.file_url or "").split("?")[0]
	if PRIVATE not in url:
		return True
	url = url[url.index(PRIVATE) :]
	guarded = {"file_url": url, "attached_to_doctype": ("in", list(GUARDED_FILES))}
	return not frappe.db.exists("File", guarded) and may_read_address(url, user)


def may_read_address(url: str, user: str) -> bool:
	known = frappe.get_all("File", filters={"file_url": url}, fields=["*"])
	return any(framework_has_permission(file, "read", user) for file in map(_as_file, known))


def refuse_forged() -> None:
	"""`auth_hooks`: a File sent with a method that is run on it: only as it is stored, and without bytes of its own.

	The framework asks the sent document for the right, and writes where that one says.
	"""
	if endpoints.asked() != RUN_ON_A_DOCUMENT:
		return
	for argument in ("docs", "document"):
		sent = conditions.read(frappe.form_dict.get(argument))
		if isinstance(sent, dict) and str(sent.get("doctype")).strip().casefold() == "file":
			stored = frappe.db.get_value("File", str(sent.get("name")), AS_STORED)
			same = stored and all(
				cstr(sent.get(field)) == cstr(value) for field, value in zip(AS_STORED, stored, strict=True)
			)
			# a photo's name is not its address: made smaller, it would be written over whatever lies at its name
			if not same or sent.get("content") or sent.get("attached_to_doctype") in GUARDED_FILES:
				raise frappe.PermissionError


def _as_file(row):
	return frappe.get_doc({"doctype": "File", **row})


# what happens to them


def keep_private(doc, method: str | None = None) -> None:
	"""`File.before_insert`: the framework has just stored it; store it where no address can be guessed.

	The public copy, if the client asked for one, goes at once.
	"""
	if doc.is_folder:
		return
	if doc.attached_to_doctype not in GUARDED_FILES:
		keep_active_private(doc)
		return
	if not getattr(doc, "_content", None):
		frappe.throw(
			_("Upload the file itself: an address or an empty file cannot be kept here."), PhotoError
		)
	validate_photo(doc)
	validate_record_open(doc)
	stored, shown = doc.file_url, doc.file_name
	doc.update({"is_private": 1, "file_url": None, "file_name": _unguessable(shown)})
	doc.save_file(content=_content(doc), ignore_existing_file_check=True)
	# a hash of its own: nobody else's upload of the same picture is led to this address, or told of it
	doc.update({"file_name": shown, "content_hash": frappe.generate_hash(length=32)})
	if get_record(doc):
		doc.owner = KEEPER
	_forget_address(stored)


def keep_active_private(doc) -> None:
	"""A page, a drawing or a script that anybody may open would run as this site: from the school's people it is private.

	Those who administer the site or its public pages publish what they like.
	"""
	address = doc.file_url or doc.file_name or ""
	elsewhere = address.startswith(("http://", "https://"))  # a link, which runs there
	if doc.is_private or elsewhere or is_passive(address) or not _is_of_school(doc):
		return
	stored, content = doc.file_url, getattr(doc, "_content", None)
	if not content:  # an address of what lies there already
		frappe.throw(
			_("{0} may hold a script. Keep it private.").format(doc.file_name), frappe.PermissionError
		)
	doc.update({"is_private": 1, "file_url": None})
	doc.save_file(content=_content(doc), ignore_existing_file_check=True)
	_forget_address(stored)
	frappe.msgprint(_("{0} may hold a script, so it is kept private.").format(doc.file_name), alert=True)


def refuse_opening(doc, method: str | None = None) -> None:
	"""`File.before_validate`, before the framework moves it: the same for one that is private until now."""
	before = None if doc.is_folder or doc.is_new() else frappe.db.get_value("File", doc.name, "is_private")
	if before and not doc.is_private and not is_passive(doc.file_url) and _is_of_school(doc):
		frappe.throw(
			_("{0} may hold a script. Keep it private.").format(doc.file_name), frappe.PermissionError
		)


def is_passive(name: str | None) -> bool:
	"""By its last ending, which is what servers go by."""
	kind = mimetypes.guess_type((name or "").split("?")[0].lower())[0] or ""
	return kind.startswith(PASSIVE)


def _is_of_school(doc) -> bool:
	user = frappe.session.user
	if doc.attached_to_doctype in RULES:
		return True
	return not administers(user) and bool({*frappe.get_roles(user)} & {*ALL_ROLES})


def _content(doc) -> bytes:
	content = doc._content
	return content.encode() if isinstance(content, str) else content


def _unguessable(file_name: str) -> str:
	return frappe.generate_hash(length=32) + os.path.splitext(file_name)[1].lower()


def _forget_address(url: str | None) -> None:
	"""Remove what the framework had stored, unless another File lies on the same address."""
	if (
		url
		and url.startswith(("/files/", "/private/files/"))
		and not frappe.db.exists("File", {"file_url": url})
	):
		path = frappe.get_site_path("public" if url.startswith("/files/") else "", url.lstrip("/"))
		if os.path.exists(path):
			os.remove(path)


def validate_file(doc, method: str | None = None) -> None:
	"""`File.validate`: an existing File is not turned towards another address, record or openness."""
	if doc.is_folder or doc.is_new():
		return
	before = doc.get_doc_before_save()
	if not before or frappe.session.user == KEEPER:
		return
	guarded = {before.attached_to_doctype, doc.attached_to_doctype} & GUARDED_FILES
	turned = before.file_url != doc.file_url and not doc.flags.original_path  # the framework itself moved it
	user = frappe.session.user
	if turned and not (may_use_source(doc, user) and may_read_address(doc.file_url, user)):
		frappe.throw(_("You may not use this file."), frappe.PermissionError)
	if not guarded:
		return
	if not doc.is_private:
		frappe.throw(_("Files of {0} stay private.").format(_(guarded.pop())), frappe.PermissionError)
	validate_record_open(before)
	moved = (before.attached_to_doctype, before.attached_to_name) != (
		doc.attached_to_doctype,
		doc.attached_to_name,
	)
	if moved:
		frappe.throw(_("This file stays with the record it was attached to."), frappe.PermissionError)


def validate_record_open(doc) -> None:
	record = get_record(doc)
	if record is not None and getattr(record, "is_final", False):
		frappe.throw(
			_("{0} is closed: its files stay as they are.").format(record.name),
			ClosedRecordError,
			title=_("Record closed"),
		)


def validate_photo(doc) -> None:
	"""A file for an Attach Image field is a picture a browser can show, and no larger than the setting."""
	if not is_photo_field(doc.attached_to_doctype, doc.attached_to_field):
		return
	limit = get_photo_limit()
	fault = judge_photo(_content(doc), doc.file_name, limit)
	if fault is PhotoFault.TOO_LARGE:
		frappe.throw(
			_(
				"The photo {0} is {1} MB; {2} MB is the most. "
				"Choose a lower resolution in the camera, or crop it."
			).format(doc.file_name, round(len(_content(doc)) / MEGABYTE, 1), limit),
			PhotoError,
			title=_("Photo too large"),
		)
	if fault:
		frappe.throw(
			_(
				"{0} is not a photo that can be shown. Take a JPEG, PNG or WebP picture; "
				"on an iPhone choose “Most Compatible” under Camera, Formats."
			).format(doc.file_name),
			PhotoError,
			title=_("Not a photo"),
		)


def is_photo_field(doctype: str, fieldname: str | None) -> bool:
	"""An Attach Image field of the DocType or of one of its tables? The Desk names the parent for both."""
	metas = [
		frappe.get_meta(doctype),
		*(frappe.get_meta(table.options) for table in frappe.get_meta(doctype).get_table_fields()),
	]
	fields = [meta.get_field(fieldname) for meta in metas if fieldname]
	return any(field and field.fieldtype == "Attach Image" for field in fields)


def get_record(doc):
	"""The record a File is attached to; None while that is not saved yet."""
	doctype, name = doc.attached_to_doctype, doc.attached_to_name
	return frappe.get_doc(doctype, name) if doctype and name and frappe.db.exists(doctype, name) else None
