"""Who is qualified for what 人员资质 (domain §0): full-time counts here and nowhere else; gaps are listed by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.people import PERSONNEL, QUALIFICATIONS_OF
from campus_safety.domain.people import qualifications as q
from campus_safety.domain.roles import PSYCH_STAFF, SECURITY_GUARD
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.people.network_posts import get_open_posts

QUALIFICATION = "Campus Staff Qualification"


@dataclass(frozen=True)
class Staff:
	"""People of one kind: those in the post or role; of them, who counts as 专职, and of whom nothing is entered."""

	holders: frozenset[str]
	full_time: frozenset[str]
	unknown: frozenset[str]

	def among(self, holders: Iterable[str]) -> "Staff":
		part = frozenset(holders)
		return Staff(part, self.full_time & part, self.unknown & part)


@dataclass(frozen=True)
class Gap:
	"""What is wrong with one person's qualification for what they do. reason: one of domain.people.qualifications."""

	user: str
	kind: str
	reason: str
	name: str | None = None
	valid_until: date | None = None
	contractor: str | None = None


def get_staff(kind: str, today: date) -> Staff:
	"""kind: Counsellor, Psych Teacher or Guard."""
	holders = _doing(kind)
	rows = _rows(kind)
	full_time = frozenset(row.user for row in rows if row.full_time and q.is_valid(row.valid_until, today))
	entered = frozenset(row.user for row in rows)
	return Staff(holders, holders & full_time, holders - entered)


def get_gaps(user: str, today: date) -> list[Gap]:
	"""Guards, counsellors and psych teachers without a valid qualification, by kind and name, of the kinds `user` looks after."""
	found = []
	for kind in q.NEEDED:
		if not _may_see(user, kind):
			continue
		rows = _rows(kind)
		for person in sorted(_doing(kind)):
			own = [row for row in rows if row.user == person]
			reason = q.find_gap(kind, [q.Held(row.cert_no, row.valid_until) for row in own], today)
			if reason:
				latest = max(own, key=lambda row: row.valid_until or date.max) if own else frappe._dict()
				found.append(
					Gap(person, kind, reason, latest.name, latest.valid_until, latest.contractor or None)
				)
	return found


def _may_see(user: str, kind: str) -> bool:
	if user == "Administrator" or has_any_role(user, PERSONNEL):
		return True
	return has_any_role(user, [role for role, kinds in QUALIFICATIONS_OF.items() if kind in kinds])


def _doing(kind: str) -> frozenset[str]:
	"""Who does the work, qualified or not: by post or by role, Administrator aside."""
	if kind == q.COUNSELLOR:
		found = {row.holder_user for row in get_open_posts() if row.position == "Counsellor"}
	else:
		roles = PSYCH_STAFF if kind == q.PSYCH_TEACHER else (SECURITY_GUARD,)
		found = {user for role in roles for user in get_users_with_role(role)}
	return frozenset(found - {None, "", "Administrator"})


def _rows(kind: str) -> list:
	return frappe.get_all(
		QUALIFICATION,
		filters={"kind": kind},
		fields=["name", "user", "full_time", "cert_no", "valid_until", "contractor"],
		order_by="name asc",
	)
