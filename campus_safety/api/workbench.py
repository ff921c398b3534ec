"""Endpoints of the page 我的工作台. Permission on the first line; what they do is in services."""

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.access import arguments
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.duties.burden import by_post
from campus_safety.domain.duties.obligation import Span
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.engines.calendar import get_term_on
from campus_safety.engines.duties import burden, mine, overview
from campus_safety.engines.duties import remind as reminder
from campus_safety.engines.workbench import agenda, workbench
from campus_safety.services.governance import matrix


@frappe.whitelist(methods=["GET", "POST"])
def get_workbench() -> dict:
	"""The whole page in one request; see engines.workbench.workbench.get_page."""
	if not has_any_role(frappe.session.user, DESK_ROLES):
		raise frappe.PermissionError
	today = getdate()
	page = workbench.get_page(today)
	if page["heat"]:
		matrix.complete(page["heat"], today)
	return page


@frappe.whitelist(methods=["GET", "POST"])
def get_agenda(start: str, end: str) -> list[dict]:
	"""The caller's own calendar between two days; see engines.workbench.agenda."""
	if not has_any_role(frappe.session.user, DESK_ROLES):
		raise frappe.PermissionError
	first, last = arguments.a_day(start, "start"), arguments.a_day(end, "end")
	return agenda.get_events(frappe.session.user, first, last, getdate())


@frappe.whitelist(methods=["GET", "POST"])
def get_heat_cell(clause: str, college: str = "", department: str | None = None) -> list[dict]:
	"""What a cell of the school's tables is made of, a college's or a department's, by rule and class: counts, no rows."""
	validate_sees_school()
	where = (
		overview.in_cell_of_department(department, mine.get_rules())
		if department
		else overview.InCell(college)
	)
	return overview.get_cell(frappe.session.user, clause, where, getdate(nowdate()))


@frappe.whitelist(methods=["GET", "POST"])
def get_burden() -> dict | None:
	"""{"posts": [{post, typed}], "unread"}: fields that one holder of a post types in this term, rules nobody reads; None outside terms."""
	validate_sees_school()
	term = get_term_on(getdate())
	if not term:
		return None
	lines = burden.get_lines(term)
	posts = [{"post": post, "typed": typed} for post, typed in by_post(lines) if typed]
	return {"posts": posts, "unread": sum(line.is_unread for line in lines)}


@frappe.whitelist(methods=["GET", "POST"])
def get_gaps(
	rule: str,
	unit: str | None = None,
	person: str | None = None,
	first: str | None = None,
	last: str | None = None,
) -> list[dict]:
	"""Open and overdue duties of one rule in a class, or in one person's list: those the caller may read."""
	frappe.has_permission(mine.OBLIGATION, "read", throw=True)
	within = Span(arguments.a_day(first, "first"), arguments.a_day(last, "last")) if first and last else None
	return mine.get_gaps(rule, unit, person, within)


@frappe.whitelist(methods=["POST"])
def remind(user: str) -> bool:
	"""One message to somebody of the caller's college; False when it went out today already."""
	reminder.validate_may_remind(user)
	return reminder.send(user, getdate(nowdate()))


def validate_sees_school() -> None:
	if not overview.sees_school(frappe.session.user):
		raise frappe.PermissionError
