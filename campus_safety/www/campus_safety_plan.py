"""The student's safety plan: a shell without any data in it; what it shows comes by api/safety_plan.py, behind a PIN."""

import frappe
from frappe.utils import now_datetime

from campus_safety.api.student import own_student
from campus_safety.engines.page_words import get_words
from campus_safety.records.students import AT_SCHOOL, NOT_LEFT
from campus_safety.services.counselling import hotline

no_cache = 1


def get_context(context) -> None:
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/campus-safety-plan"
		raise frappe.Redirect
	own_student(NOT_LEFT)
	status = frappe.db.get_value("Campus Student", {"user": frappe.session.user}, "status")
	context.at_school = 1 if status in AT_SCHOOL else ""
	context.csrf_token = frappe.sessions.get_csrf_token()
	frappe.db.commit()  # a GET is rolled back, and the token made for this session with it
	context.words = get_words("phone", "Phone")
	context.hotline = hotline.get_card(now_datetime())
