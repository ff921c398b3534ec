"""A College Lead reminds somebody of the college now, instead of waiting for tomorrow's digest."""

from datetime import date

import frappe
from frappe import _
from pypika.functions import Count

from campus_safety.access import scopes
from campus_safety.domain import roles
from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties import digest
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.messages.telling import About, tell


def validate_may_remind(user: str) -> None:
	"""Only about duties of the college one leads. Whoever has none there is answered like somebody unknown."""
	lead = frappe.session.user
	owes = (
		scopes.has_any_role(lead, (roles.COLLEGE_LEAD,))
		and user != lead
		and frappe.db.exists(
			OBLIGATION,
			{
				"responsible_user": user,
				"unit": ("in", sorted(scopes.held_units(lead)) or [""]),
				"state": ("in", (State.OPEN.value, State.OVERDUE.value)),
			},
		)
	)
	if not owes:
		frappe.throw(_("There is nothing in your college to remind this person of."), frappe.PermissionError)


def send(user: str, today: date) -> bool:
	"""One message with rules and numbers, no names of students. False when the person was reminded today already."""
	found = digest.Digest()
	for rule, *numbers in _count(user, today):
		found.add(rule, *numbers)
	lead = frappe.utils.get_fullname(frappe.session.user)

	def write() -> tuple[str, str]:
		text = "\n".join(
			_("{0}: {1} overdue, {2} due today, {3} due later").format(rule, *numbers)
			for rule, numbers in list(found.rules.items())[: digest.LINES]
		)
		subject = _("{0} reminds you of your duties: {1} overdue, {2} still open").format(
			lead, *_totals(found)
		)
		return subject, text

	return bool(tell([user], write, f"reminder|{today}", About(OBLIGATION)))


def _count(user: str, today: date) -> list[tuple]:
	duty = frappe.qb.DocType(OBLIGATION)
	return (
		frappe.qb.from_(duty)
		.select(duty.rule, *digest.count_by_urgency(duty, today))
		.where(
			(duty.responsible_user == user)
			& duty.unit.isin(sorted(scopes.held_units(frappe.session.user)))
			& duty.state.isin((State.OPEN.value, State.OVERDUE.value))
		)
		.groupby(duty.rule)
		.orderby(Count("*"), order=frappe.qb.desc)
		.run()
	)


def _totals(found: digest.Digest) -> tuple[int, int]:
	overdue = sum(numbers[0] for numbers in found.rules.values())
	return overdue, sum(sum(numbers) for numbers in found.rules.values()) - overdue
