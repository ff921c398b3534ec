"""The code at the gate: a printed QR that opens the student's page and says where the return was reported.

The code proves that somebody stood where it hangs, or has a picture of it; so a return stays a claim until staff
verify it. A new code makes every older print worthless at once.
"""

import base64
import hashlib
import hmac
import io
import secrets

import frappe
from frappe import _
from frappe.utils import cint, flt, get_url

from campus_safety.domain.leave.geofence import distance_m, is_position
from campus_safety.exceptions import ReturnError

POINT = "Campus Return Point"
PAGE = "/campus-student"
NOT_GIVEN, THERE, ELSEWHERE = "Not Given", "At the Point", "Elsewhere"


def new_secret() -> str:
	return secrets.token_urlsafe(24)


def get_address(point) -> str:
	return get_url(f"{PAGE}?p={point.name}&c={_code(point)}")


def get_qr_svg(point) -> str:
	"""The QR as a data address for an image; the library is the framework's own (two-factor)."""
	from pyqrcode import create

	held = io.BytesIO()
	create(get_address(point), error="M").svg(held, scale=8, quiet_zone=4)
	return f"data:image/svg+xml;base64,{base64.b64encode(held.getvalue()).decode()}"


def _code(point) -> str:
	signing_key = point.get_password("secret")
	return hmac.new(signing_key.encode(), point.name.encode(), hashlib.sha256).hexdigest()[:20]


def get_point(name: str, code: str):
	"""The point whose code was scanned. Errors: ReturnError, the same for unknown, old and taken down."""
	point = frappe.get_doc(POINT, name) if name and frappe.db.exists(POINT, name) else None
	if (
		not point
		or not point.enabled
		or not hmac.compare_digest(_code(point).encode(), str(code or "").encode())
	):
		frappe.throw(
			_("This code is not valid any more. Use the button without the code, or ask at the gate."),
			ReturnError,
			title=_("Code not valid"),
		)
	return point


def judge_position(point, latitude: float | None, longitude: float | None) -> str:
	"""Only this word is kept. Without a position of the point, or of the student, nothing is said."""
	if latitude is None or longitude is None or not has_position(point):
		return NOT_GIVEN
	here = (flt(latitude), flt(longitude))
	if not is_position(*here):
		return NOT_GIVEN
	inside = distance_m(here, (flt(point.latitude), flt(point.longitude))) <= cint(point.radius_m)
	return THERE if inside else ELSEWHERE


def proves_presence(point: str | None, place: str) -> bool:
	"""Did the student stand where the code hangs? A picture of it is scanned anywhere, so a place that has a position wants one."""
	if place == THERE:
		return True
	return bool(point) and place == NOT_GIVEN and not has_position(frappe.get_doc(POINT, point))


def has_position(point) -> bool:
	return bool(flt(point.latitude) and flt(point.longitude) and cint(point.radius_m))
