"""Endpoints of the page 首次设置: for whom the page itself is open; what makes accounts is the system managers' alone."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access import arguments
from campus_safety.access.requests import validate_asked_for
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.people.staff_columns import is_mail_domain
from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.engines.sets.kept_jobs import enqueue_kept
from campus_safety.services.people import student_accounts
from campus_safety.services.people.first_day import fixes, page
from campus_safety.services.people.self_test import run as self_test

PAGE = "campus-first-day"
JOB = "campus_safety.jobs.campus_student_accounts.run"


@frappe.whitelist(methods=["GET", "POST"])
def get_page() -> dict:
	"""Steps and health; see services.people.first_day.page."""
	validate_page()
	return page.get_page(frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def confirm_keys(keys: dict | str) -> None:
	"""The last signs of the newest key of each list, read from the copy."""
	validate_manager()
	said = arguments.a_dict(keys, "keys")
	fixes.confirm_keys({str(name): str(signs) for name, signs in said.items()})


@frappe.whitelist(methods=["POST"])
def set_time_zone() -> int:
	validate_manager()
	return fixes.set_time_zone()


@frappe.whitelist(methods=["POST"])
def enable_scheduler() -> None:
	validate_manager()
	fixes.switch_on_scheduler()


@frappe.whitelist(methods=["POST"])
def test_channel() -> list[dict]:
	"""To the caller's own account over every channel in use."""
	validate_page()
	return fixes.test_channel(frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def run_self_test() -> str:
	"""Now instead of this evening; number of its document. Nobody but the offices hears of it."""
	validate_page()
	return self_test.run(now_datetime())


@frappe.whitelist(methods=["POST"])
def make_student_accounts(domain: str) -> None:
	"""In the background: an account number@domain for every student at school who has none."""
	validate_manager()
	domain = domain.strip().lstrip("@").lower()
	if not is_mail_domain(domain):
		frappe.throw(_("{0} is no mail domain; write it like school.edu.cn").format(domain or "“”"))
	student_accounts.announce(domain)
	enqueue_kept(JOB, "campus_student_accounts", now_datetime(), domain=domain, run_as=frappe.session.user)


@frappe.whitelist(methods=["POST"])
def hand_out_student_passwords(unit: str | None = None) -> None:
	"""Answer with the file of first passwords of a class, a college or the school."""
	validate_asked_for("campus_safety.api.first_day.hand_out_student_passwords")
	validate_manager()
	content = student_accounts.hand_out(unit or None)
	frappe.response.update({"type": "download", "filename": "passwords.xlsx", "filecontent": content})


def validate_page() -> None:
	"""Errors: PermissionError. Administrator is let in as everywhere in the Desk."""
	if not frappe.get_doc("Page", PAGE).is_permitted():
		raise frappe.PermissionError


def validate_manager() -> None:
	"""Errors: PermissionError for whoever does not administer the machine, whatever the page's roles are."""
	if frappe.session.user != "Administrator" and not has_any_role(frappe.session.user, (SYSTEM_MANAGER,)):
		raise frappe.PermissionError
