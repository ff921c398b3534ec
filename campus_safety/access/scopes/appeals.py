"""Complaints: who takes them reads all; a unit what it handles; whom one is about never reads it, whatever office they are in."""

import frappe

from campus_safety.access.scopes import Supposed, has_any_role, held_units, own_departments
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import NOTHING, Match, Reach

TICKET = "Campus Appeal Ticket"
SCHOOL_OFFICE, DISCIPLINE_OFFICE = "School Office", "Discipline Office"
ETHICS = "Ethics"
NOT_PERSONAL = {0}
ABOUT = ("about_user", "about_others")
# who takes complaints and says who handles them
TAKERS = (r.SCHOOL_OFFICE, r.DISCIPLINE_OFFICE)


def tickets(user: str, doctype: str) -> Reach:
	"""Appeal Ticket. Personal ones (about somebody, or ethics): whoever has it in hand, and the offices, never whom it is about."""
	reach = Reach.of(Match.on(handler={user}))
	if has_any_role(user, (r.SCHOOL_OFFICE,)):
		reach |= Reach.of(Match.on(personal=NOT_PERSONAL), _personal(user, concerns_intake=0))
	if has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(personal=NOT_PERSONAL), _personal(user))
	if has_any_role(user, (r.DISCIPLINE_OFFICE,)):
		reach |= Reach.of(_personal(user, category=ETHICS), _personal(user, concerns_intake=1))
	if has_any_role(user, (r.HR_OFFICE,)):
		reach |= Reach.of(_personal(user, category=ETHICS, concerns_intake=0))
	units = own_units(user)
	return reach | Reach.of(Match.on(handler_unit=units, personal=NOT_PERSONAL))


def senders(user: str, doctype: str) -> Reach:
	"""Appeal Sender, L4: the office that takes the complaint; what is about that office, or ethics, the Discipline Office alone."""
	if isinstance(user, Supposed):
		held = {name for role, name in _KEEPERS if has_any_role(user, (role,))}
		return Reach.of(Match.on(kept_by=held)) if held else NOTHING
	if has_any_role(user, (r.SYSTEM_MANAGER,)):
		return NOTHING  # an account that administers takes no complaints
	held = [name for role, name in _KEEPERS if has_any_role(user, (role,))]
	about = _about(user)
	if not about:
		return Reach.of(Match.on(kept_by=held))
	names = frappe.get_all(
		"Campus Appeal Sender",
		filters={"kept_by": ("in", held or [""]), "ticket": ("not in", about)},
		pluck="name",
	)
	return Reach.of(Match.on(name=names))


_KEEPERS = ((r.SCHOOL_OFFICE, SCHOOL_OFFICE), (r.DISCIPLINE_OFFICE, DISCIPLINE_OFFICE))


def own_units(user: str) -> frozenset[str]:
	"""Units whose complaints somebody answers: the lead's college with its classes, the office's department."""
	units = own_departments(user)
	return units | held_units(user) if has_any_role(user, (r.COLLEGE_LEAD,)) else units


def takes(user: str, ticket) -> bool:
	"""Who says what kind it is and who handles it. Whom it is about never does."""
	if user == "Administrator":
		return True
	if is_about(user, ticket):
		return False
	if ticket.get("concerns_intake"):
		return has_any_role(user, (r.DISCIPLINE_OFFICE,))
	if has_any_role(user, (r.SCHOOL_OFFICE,)):
		return True
	return ticket.get("category") == ETHICS and has_any_role(user, (r.DISCIPLINE_OFFICE, r.HR_OFFICE))


def _personal(user: str, **values) -> Match:
	"""Those not about the user."""
	if isinstance(user, Supposed):
		return Match.on(personal={1}, **{field: {value} for field, value in values.items()})
	names = frappe.get_all(TICKET, filters={"personal": 1, **values}, fields=["name", *ABOUT])
	return Match.on(name=[row.name for row in names if not is_about(user, row)])


def _about(user: str) -> list[str]:
	rows = frappe.get_all(TICKET, filters={"personal": 1}, fields=["name", *ABOUT])
	return [row.name for row in rows if is_about(user, row)]


def is_about(user: str, ticket) -> bool:
	"""Whom it is about, or one of several. They neither read nor handle it."""
	return user == ticket.get("about_user") or user in get_others(ticket)


def get_others(ticket) -> list[str]:
	"""Accounts that stand under Also About."""
	return (ticket.get("about_others") or "").split()
