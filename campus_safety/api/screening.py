"""Endpoints of the student's screening page. Whose data it is comes from the session alone: no argument names a student."""

import frappe
from frappe.utils import cint, now_datetime

from campus_safety.access.arguments import a_dict, a_list
from campus_safety.api.student import own_student
from campus_safety.services.psychology import student_page


@frappe.whitelist(methods=["GET"])
def get_home() -> dict:
	"""The student's screenings: what each asks, what they agreed to, what can be done now; and whom to call."""
	return student_page.get_home(own_student(), now_datetime())


@frappe.whitelist(methods=["POST"])
def agree(campaign: str, wanted: str | dict) -> None:
	"""Each purpose by itself: {permission: true}; nothing ticked is declining."""
	student_page.agree(own_student(), campaign, a_dict(wanted, "wanted"), now_datetime())


@frappe.whitelist(methods=["POST"])
def take_back(campaign: str, permission: str) -> None:
	"""A consent is taken back; of the screening, scores and answers are deleted at once."""
	student_page.take_back(own_student(), campaign, permission, now_datetime())


@frappe.whitelist(methods=["POST"])
def begin(campaign: str, scale: str) -> dict:
	"""The questions; only while somebody is on watch."""
	return student_page.begin(own_student(), campaign, scale, now_datetime())


@frappe.whitelist(methods=["POST"])
def send(campaign: str, scale: str, answers: str | list, seen_help: int = 0) -> dict:
	"""{"stored", "help"}: an answer about self-harm is stored after the help lines were on the screen."""
	return student_page.send(
		own_student(), campaign, scale, a_list(answers, "answers"), bool(cint(seen_help)), now_datetime()
	)
