"""Open duties that a record names somebody for go to whoever the record names now, without waiting for the night."""

import frappe

from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import RULE


def hand_on(student: str, position: str, old: str, new: str) -> None:
	"""position: as a rule names it, Responsible Person or Lead in Charge. Done again it changes nothing."""
	duty, rule = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType(RULE)
	(
		frappe.qb.update(duty)
		.join(rule)
		.on(rule.name == duty.rule)
		.set(duty.responsible_user, new)
		.where((duty.student == student) & (duty.responsible_user == old))
		.where((rule.responsible_position == position) & (duty.state == State.OPEN.value))
		.run()
	)
