"""What a preview has read and checked, kept for the import that follows, so that the sheet is not read a second time.

It holds plain identity numbers. So it lies in the cache only, sealed with the site's own keys, for two hours at most, shorter
than any uploaded file is kept, and goes with the file, with the document, or when another preview takes its place. Nothing
depends on it: where it is gone, the file is read again.
"""

import pickle
import zlib
from typing import Any

import frappe
from redis.exceptions import RedisError

import campus_safety
from campus_safety.access.secrets import seal, unseal
from campus_safety.exceptions import MissingKeyError

KEPT_SECONDS = 2 * 60 * 60
MOST_BYTES = 32 * 1024 * 1024


def keep(document, key: str, found: Any) -> None:
	"""key: everything that decided what was found; only the same key gets it back."""
	packed = zlib.compress(pickle.dumps((_bound(key), found)), level=1)
	forget(document.doctype, document.name)
	if len(packed) > MOST_BYTES:
		return
	try:
		place = _place(document.doctype, document.name)
		frappe.cache.set_value(place, seal(packed), expires_in_sec=KEPT_SECONDS)
	except (MissingKeyError, RedisError):
		return  # the import reads the file again


def recall(document, key: str) -> Any:
	"""None: nothing is kept, or it was found in another file, with other columns or choices, or by an older app."""
	try:
		sealed = frappe.cache.get_value(_place(document.doctype, document.name), expires=True)
		packed = unseal(sealed) if sealed else None
	except (MissingKeyError, RedisError):
		return None
	if not packed:
		return None
	try:
		bound, found = pickle.loads(zlib.decompress(packed))  # nobody but this site can have sealed it
	except (AttributeError, ImportError, TypeError, ValueError):  # by an app whose classes have changed
		return None
	return found if bound == _bound(key) else None


def forget(doctype: str, name: str) -> None:
	frappe.cache.delete_value(_place(doctype, name))


def forget_file(doc, method: str | None = None) -> None:
	"""`File.on_trash`: what was read from a list goes with the list."""
	if doc.attached_to_doctype and doc.attached_to_name:
		forget(doc.attached_to_doctype, doc.attached_to_name)


def _place(doctype: str, name: str) -> str:
	return f"campus_sheet_read|{doctype}|{name}"


def _bound(key: str) -> tuple[str, str]:
	return key, campus_safety.__version__
