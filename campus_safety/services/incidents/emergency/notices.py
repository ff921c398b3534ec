"""Who hears of an incident beside the alerts: a new commander, and at its end everybody who was called."""

from datetime import datetime

from frappe import _

from campus_safety.access.scopes.incidents import get_called
from campus_safety.domain.incidents.emergency import OVER
from campus_safety.engines.messages.telling import tell
from campus_safety.records.changes import has_changed


def follow(incident, now: datetime) -> None:
	"""After each save; a message is told once, it has its key."""
	if not incident.get_doc_before_save():
		return
	if has_changed(incident, "commander") and incident.status not in OVER:
		tell(
			[incident.commander],
			lambda: _("You command emergency incident {0}").format(incident.name),
			f"emergency|{incident.name}|command|{len(incident.response_log)}",
			incident,
			now=now,
		)
	if has_changed(incident, "status") and incident.status == "Ended":
		tell(
			{*get_called(incident.doctype, incident.name), incident.recorded_by, incident.commander},
			lambda: _("Emergency incident {0} has ended").format(incident.name),
			f"emergency|{incident.name}|ended",
			incident,
			now=now,
			is_end=True,
		)
