"""What the author of a talk is told about the step it took, and where they go on."""

import frappe
from frappe import _

from campus_safety.services.care.talk_escalation import Outcome, Taken
from campus_safety.services.risk.nomination import LEDGER


def show(taken: Taken | None) -> None:
	"""`on_update`: in the browser, with the way to what is still to be done."""
	if taken and taken.outcome:
		WORDS[taken.outcome](taken)


def _show_nomination(taken: Taken) -> None:
	frappe.msgprint(
		_(
			"The nomination is opened, with the lowest level and the factor Other. Set the level and the factors that fit, and at least one measure."
		),
		title=_("Risk Ledger"),
		indicator="orange",
		primary_action={
			"label": _("Complete the Nomination"),
			"client_action": "frappe.set_route",
			"args": ["Form", LEDGER, taken.record],
		},
	)


def _show_open_already(taken: Taken) -> None:
	frappe.msgprint(
		_(
			"This student already has an open ledger. Those in charge of it were told the number of this talk."
		),
		alert=True,
	)


def _show_asked_for(taken: Taken) -> None:
	frappe.msgprint(
		_("You cannot nominate yourself. The College Lead was told the number of this talk."), alert=True
	)


WORDS = {
	Outcome.NOMINATED: _show_nomination,
	Outcome.OPEN_ALREADY: _show_open_already,
	Outcome.ASKED_FOR: _show_asked_for,
}
