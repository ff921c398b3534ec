"""The students' page for phones: a shell without any data in it; what it shows comes by api/student.py."""

from urllib.parse import quote

import frappe
from frappe.utils import now_datetime

from campus_safety.api.student import own_student
from campus_safety.engines.page_words import get_words
from campus_safety.exceptions import ReturnError
from campus_safety.services.counselling import hotline
from campus_safety.services.leave import return_points

no_cache = 1


def get_context(context) -> None:
	if frappe.session.user == "Guest":
		address = "/campus-student" + (
			f"?{frappe.request.query_string.decode()}" if frappe.request.query_string else ""
		)
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(address)}"
		raise frappe.Redirect
	if is_suspended():
		frappe.local.flags.redirect_location = "/campus-safety-plan"
		raise frappe.Redirect
	own_student()
	context.csrf_token = frappe.sessions.get_csrf_token()
	frappe.db.commit()  # a GET is rolled back, and the token made for this session with it
	context.words = get_words("phone", "Phone")
	context.hotline = hotline.get_card(now_datetime())
	context.scan = get_scan(frappe.form_dict.get("p"), frappe.form_dict.get("c"))


def is_suspended() -> bool:
	"""Whoever is on leave has no leave to ask for; the way to help stays open."""
	return bool(frappe.db.exists("Campus Student", {"user": frappe.session.user, "status": "Suspended"}))


def get_scan(name: str | None, code: str | None) -> dict | None:
	"""What was scanned at the gate: the place, whether its position is asked for, or why the code is worth nothing."""
	if not name:
		return None
	try:
		point = return_points.get_point(name, code)
	except ReturnError as error:
		frappe.clear_messages()
		return {"error": str(error)}
	return {
		"point": point.name,
		"code": code,
		"place": point.place,
		"wants_position": return_points.has_position(point),
	}
