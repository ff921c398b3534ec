"""The response log 处置记录: lines are added and never changed, whoever writes at the same moment."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.sets.transactions import repeat_when_lost
from campus_safety.exceptions import EmergencyStepError

TRIES = 6
LONGEST = 1000


def write_down(incident, kind: str, entry: str, now: datetime, key: str = "") -> None:
	"""A line more; its time is the server's, to the microsecond, so that what came first stands first."""
	incident.append(
		"response_log",
		{
			"at": now,
			"kind": kind,
			"user": frappe.session.user,
			"entry": (entry or "")[:LONGEST],
			"key": key[:140],
		},
	)


def add(name: str, entry: str, key: str, now: datetime) -> None:
	"""By whoever reaches the incident while it is not reviewed. The same key again is the same line.

	Two at once wait for each other, a deadlock is tried again: nothing is lost. Errors: EmergencyStepError.
	"""
	text = without_markup(entry or "").strip()
	if not text:
		frappe.throw(_("Write what was done or seen."), EmergencyStepError)
	if len(text) > LONGEST:
		frappe.throw(
			_("A line holds {0} characters, yours has {1}: write two.").format(LONGEST, len(text)),
			EmergencyStepError,
		)
	act(name, lambda incident: _add(incident, text, key, now))


def _add(incident, text: str, key: str, now: datetime) -> None:
	if not key or all(row.key != key[:140] for row in incident.response_log):
		write_down(incident, "Note", text, now, key)


def act(name: str, work) -> None:
	"""`work(incident)` on the newest state of it, locked, and saved as the app; again where another took the lock along."""

	def whole() -> None:
		incident = frappe.get_doc("Campus Emergency Incident", name, for_update=True)
		work(incident)
		with incident.as_app():
			incident.save(
				ignore_permissions=True
			)  # the endpoint has asked; what is written only the app writes

	repeat_when_lost(whole, TRIES)
