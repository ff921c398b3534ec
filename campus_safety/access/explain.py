"""Who reads a record about a student, found by asking its rule: what it gives to somebody with a role, who looks after them or not.

Nothing is said a second time here: the reach that opens the list and the document is the one that is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import frappe
from frappe.permissions import get_doctype_roles

from campus_safety.access.rules import RULES
from campus_safety.access.scopes import Supposed
from campus_safety.domain.roles import DESK_ROLES, SYSTEM_MANAGER

STUDENT, CLASS, COLLEGE, ROOM = "student", "class", "college", "room"
# what whoever looks after a student may hold
NODES = {
	"Campus Unit": frozenset((CLASS, COLLEGE)),
	"Campus Dormitory": frozenset((ROOM,)),
	"Campus Student": frozenset((STUDENT,)),
}


@dataclass(frozen=True)
class Readers:
	"""Roles, in the order of domain.roles. whole: of the whole school. own: who looks after this student. named: who has it in hand."""

	whole: tuple[str, ...] = ()
	own: tuple[str, ...] = ()
	named: tuple[str, ...] = ()

	def __contains__(self, role: str) -> bool:
		return role in (*self.whole, *self.own, *self.named)


@dataclass(frozen=True)
class Explained:
	"""in_emergency: somebody who looks after the student may open it for some hours. encrypted: some of it is ciphertext."""

	readers: Readers
	in_emergency: bool
	encrypted: bool


def explain(
	doctype: str, row: Mapping[str, str | int] | None = None, named: tuple[str, ...] = ()
) -> Explained:
	"""row: fields on which the rule depends, beside those of every record. named: fields with the account of who has it."""
	rule = RULES[doctype]
	found: dict[str, list[str]] = {"whole": [], "own": [], "named": []}
	for role in _reading_roles(doctype):
		if how := _how(doctype, role, row or {}, named):
			found[how].append(role)
	return Explained(
		Readers(**{how: tuple(roles) for how, roles in found.items()}),
		in_emergency=rule.opens_in_emergency,
		encrypted=bool(rule.secrets or rule.child_secrets),
	)


def _reading_roles(doctype: str) -> list[str]:
	reading = set(get_doctype_roles(doctype, "read"))
	return [role for role in (*DESK_ROLES, SYSTEM_MANAGER) if role in reading]


def _how(doctype: str, role: str, row: Mapping, named: tuple[str, ...]) -> str | None:
	about = frappe._dict(name="record", student=STUDENT, unit=CLASS, college=COLLEGE, dormitory=ROOM)
	about.update(row)
	reach, stranger = RULES[doctype].reach, Supposed.somebody((role,))
	if reach(stranger, doctype).covers(about):
		return "whole"
	if reach(Supposed.somebody((role,), NODES), doctype).covers(about):
		return "own"
	in_hand = frappe._dict(about, **dict.fromkeys(named, str(stranger)))
	return "named" if named and reach(stranger, doctype).covers(in_hand) else None
