"""Endpoints of guards and visits: a point passed, a visitor confirmed, in and out."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt, now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.defence import GUARDING
from campus_safety.services.defence import checks, patrols, points, visits

VISIT = visits.VISIT
LONGEST_WAIT = 30 * 24 * 3600  # seconds: longer ones are refused as well, and overflow nothing


@frappe.whitelist(methods=["POST"])
def pass_point(
	point: str, code: str, armed: int = 0, finding: str = "", key: str = "", waited: float = 0
) -> dict:
	"""By the code that hangs there; see services.defence.patrols.scan. waited: seconds that the phone kept it."""
	_validate_guard()
	found = points.get_point(point, code)
	return patrols.scan(
		found,
		frappe.session.user,
		bool(cint(armed)),
		str(finding)[:1000],
		now_datetime(),
		timedelta(seconds=min(max(flt(waited), 0), LONGEST_WAIT)),
		str(key)[:64],
	)


@frappe.whitelist(methods=["POST"])
def answer_point(point: str, code: str, text: str) -> None:
	"""To the question on site."""
	_validate_guard()
	patrols.answer(points.get_point(point, code), frappe.session.user, str(text), now_datetime())


@frappe.whitelist(methods=["GET"])
def get_equipment() -> list:
	"""What a new check asks for: the school's list."""
	frappe.has_permission(checks.CHECK, "create", throw=True)
	return checks.get_items()


@frappe.whitelist(methods=["POST"])
def get_visit_link(visit: str) -> str:
	"""For the host, from whoever stands at the gate."""
	_validate_guard()
	return visits.get_link(_visit(visit, "write"))


@frappe.whitelist(methods=["POST"])
def confirm_visit(visit: str, expected: int) -> None:
	"""By the host, in the Desk."""
	frappe.has_permission(VISIT, "read", throw=True)
	record = _visit(visit, "read")
	if record.host != frappe.session.user:
		frappe.throw(_("The host says whether they expect them."), frappe.PermissionError)
	visits.confirm(record, bool(cint(expected)), now_datetime())


@frappe.whitelist(allow_guest=True, methods=["POST"])
def confirm_by_link(visit: str, code: str, expected: int) -> None:
	"""By whoever has the link that the gate sent to the host; it is good for this visit and this day."""
	now = now_datetime()
	visits.confirm(visits.find(visit, code, now), bool(cint(expected)), now, by_link=True)


@frappe.whitelist(methods=["POST"])
def let_in(visit: str) -> None:
	_validate_guard()
	visits.enter(_visit(visit, "write"), now_datetime())


@frappe.whitelist(methods=["POST"])
def let_out(visit: str, note: str = "") -> None:
	_validate_guard()
	visits.leave(_visit(visit, "write"), str(note), now_datetime())


def _validate_guard() -> None:
	"""Errors: PermissionError, before anything is looked up."""
	user = frappe.session.user
	if user != "Administrator" and not has_any_role(user, GUARDING):
		frappe.throw(_("Only guards and the Security Office do this."), frappe.PermissionError)


def _visit(name: str, ptype: str) -> Document:
	return get_permitted(VISIT, name, ptype, _("You may not open this record."))
