"""Visitors at the gate: the host confirms by a link or in the Desk, then belongings are checked, then they go in.

Nobody is signed out by the app: who was not seen leaving stays so until somebody says how it was found out.
"""

import hmac
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, get_url

from campus_safety.access.queries import dated
from campus_safety.access.secrets import own_key
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import VisitError
from campus_safety.records.posts import get_dorm_managers, get_staff_of, get_users_with_role
from campus_safety.records.scope import nodes_of
from campus_safety.services.defence.settings import get_closing

VISIT = "Campus Gate Visit"
PAGE = "/campus-visit"
WAITING, YES, NO = "Waiting", "Yes", "No"
INSIDE, NOT_SEEN = "Inside", "Not Seen Leaving"
CODE_LENGTH = 32


def get_link(visit) -> str:
	"""For the host, over whatever they read: it confirms this visit on this day and nothing else."""
	return get_url(f"{PAGE}?v={visit.name}&c={_code(visit.name)}")


def _code(name: str) -> str:
	return own_key("gate-visit", name)[:CODE_LENGTH]


def find(name: str, code: str, now: datetime):
	"""The visit of a link. Errors: VisitError, the same for forged, unknown, and over."""
	fits = hmac.compare_digest(_code(str(name)).encode(), str(code or "").encode())
	if not fits or not frappe.db.exists(VISIT, name):
		_refuse(_("This link leads to no visit of today."))
	visit = frappe.get_doc(VISIT, name, for_update=True)
	if get_datetime(visit.occurred_on).date() != now.date() or visit.out_at:
		_refuse(_("This link leads to no visit of today."))
	return visit


def confirm(visit, says: bool, now: datetime, by_link: bool = False) -> None:
	"""Once: who is inside stays inside. by_link: the host hears that it was used. Errors: VisitError."""
	if visit.host_confirmed != WAITING:
		_refuse(_("You have answered already."))
	visit.host_confirmed = YES if says else NO
	visit.host_confirmed_at = now.replace(microsecond=0)
	visit.status = "Confirmed" if says else "Refused"
	_save(visit)
	if by_link:
		_tell_of_link(visit, now)
	tell(
		[visit.recorded_by],
		lambda: (
			_("Visit {0}: the host expects them").format(visit.name)
			if says
			else _("Visit {0}: the host does not expect them").format(visit.name)
		),
		f"visit|{visit.name}|confirmed",
		visit,
		now=now,
	)


def enter(visit, now: datetime) -> None:
	"""Errors: VisitError."""
	if visit.host_confirmed != YES:
		_refuse(_("The host has not confirmed: send them the link, or call them."))
	if get_datetime(visit.occurred_on).date() != now.date():
		_refuse(_("It was confirmed for another day. Write down another visit."))
	if not visit.belongings_checked:
		_refuse(_("Check their belongings first, and tick it."))
	if visit.in_at:
		_refuse(_("They are inside already."))
	visit.in_at, visit.status = now.replace(microsecond=0), INSIDE
	_save(visit)


def leave(visit, note: str, now: datetime) -> None:
	"""Errors: VisitError. Of somebody not seen leaving it says how it was found out; that they were not seen stays."""
	if visit.status not in (INSIDE, NOT_SEEN):
		_refuse(_("They are not inside."))
	if visit.status == NOT_SEEN and not note.strip():
		_refuse(_("Write who says so, and when they left."))
	visit.out_at, visit.status = now.replace(microsecond=0), "Left"
	visit.left_note = note.strip() or visit.left_note
	_save(visit)


def get_inside_at_closing(now: datetime) -> list[str]:
	"""Names of visits whose visitor is inside, after closing."""
	before = now if now.time() >= get_closing() else datetime.combine(now.date(), datetime.min.time())
	return frappe.get_all(VISIT, filters=dated({"status": INSIDE, "in_at": ("<", before)}), pluck="name")


def mark_not_seen(name: str) -> int:
	visit = frappe.get_doc(VISIT, name, for_update=True)
	if visit.status != INSIDE:
		return 0  # somebody was faster
	visit.status, visit.not_seen_leaving = NOT_SEEN, 1
	_save(visit)
	return 1


def tell_host(visit, now: datetime) -> None:
	tell(
		[visit.host],
		lambda: _("Somebody at the gate wants to see you: say whether you expect them"),
		f"visit|{visit.name}|asked",
		visit,
		now=now,
	)


def _tell_of_link(visit, now: datetime) -> None:
	"""The gate has the link, too: whoever did not answer themselves says so."""
	tell(
		[visit.host],
		lambda: _(
			"Visit {0} was answered by your link. If that was not you, tell the Security Office"
		).format(visit.name),
		f"visit|{visit.name}|by-link",
		visit,
		now=now,
	)


def get_inside(place: str, now: datetime) -> list[str]:
	"""Visitors in this building, for a muster: inside, or today not seen leaving. Where it was not written down which building they
	go to, and of a class, college or department, those of whoever works there."""
	inside = frappe.get_all(
		VISIT,
		filters=dated({"status": ("in", (INSIDE, NOT_SEEN)), "in_at": ("<=", now)}),
		fields=["visitor", "host", "building", "status", "in_at"],
		order_by="in_at asc, name asc",
	)
	here = [row for row in inside if row.status == INSIDE or get_datetime(row.in_at).date() == now.date()]
	hosts = _get_hosts(place) if here else set()
	return [row.visitor for row in here if (row.building == place if row.building else row.host in hosts)]


def _get_hosts(place: str) -> set[str]:
	hosts = set(get_dorm_managers(place)) if frappe.db.exists("Campus Dormitory", place) else set()
	if not frappe.db.exists("Campus Unit", place):
		return hosts
	units = nodes_of("Campus Unit", place)
	roles = frappe.get_all("Campus Unit", filters={"name": ("in", units)}, pluck="office_role", distinct=True)
	offices = (get_users_with_role(role) for role in roles if role)
	return hosts.union(get_staff_of(units), *offices)


def _save(visit) -> None:
	with visit.as_app():
		visit.save(ignore_permissions=True)  # who may was checked by the endpoint; written by the app alone


def _refuse(text: str) -> None:
	frappe.throw(text, VisitError)
