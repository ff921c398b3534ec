"""The code of a patrol point: a printed QR, or the same address on an NFC sticker. The phone's own scanner opens it.

The code proves that somebody stood there, or has a picture of it: walking times and questions are asked beside it. A new code
makes every older print worthless at once; what was passed before stays.
"""

import base64
import hashlib
import hmac
import io
import secrets

import frappe
from frappe import _
from frappe.utils import get_url

from campus_safety.exceptions import PatrolError

POINT = "Campus Patrol Point"
PAGE = "/campus-patrol"
CODE_LENGTH = 20


def new_secret() -> str:
	return secrets.token_urlsafe(24)


def get_address(point) -> str:
	return get_url(f"{PAGE}?p={frappe.utils.quote(point.name)}&c={get_code(point)}")


def get_qr_svg(point) -> str:
	"""The QR as a data address for an image; the library is the framework's own (two-factor)."""
	from pyqrcode import create

	held = io.BytesIO()
	create(get_address(point), error="M").svg(held, scale=8, quiet_zone=4)
	return f"data:image/svg+xml;base64,{base64.b64encode(held.getvalue()).decode()}"


def get_code(point) -> str:
	signing_key = point.get_password("secret")
	return hmac.new(signing_key.encode(), point.name.encode(), hashlib.sha256).hexdigest()[:CODE_LENGTH]


def get_point(name: str, code: str):
	"""The point whose code was scanned. Errors: PatrolError, the same for unknown, old and taken down."""
	point = frappe.get_doc(POINT, name) if name and frappe.db.exists(POINT, name) else None
	if (
		not point
		or not point.enabled
		or not hmac.compare_digest(get_code(point).encode(), str(code or "").encode())
	):
		frappe.throw(
			_("This code is not valid any more. Tell the Security Office that it has to be printed anew."),
			PatrolError,
		)
	return point
