"""Who hears of a hazard's steps: whoever has to act, and whoever found it hears the end."""

from datetime import datetime

from frappe import _

from campus_safety.engines.messages.telling import tell
from campus_safety.records.changes import has_changed
from campus_safety.services.hazards import due


def follow(hazard, now: datetime) -> None:
	"""After each save; a message is told once, it has its key."""
	due.settle(hazard, now)
	if hazard.status == "Assigned" and (
		has_changed(hazard, "status") or has_changed(hazard, "responsible_person")
	):
		_tell_mender(hazard, now)
	if not has_changed(hazard, "status"):
		return
	if hazard.status == "Rectifying" and hazard.returned:
		tell(
			[hazard.responsible_person],
			lambda: _("Hazard {0} was returned: read why, and mend it again").format(hazard.name),
			f"hazard|{hazard.name}|returned|{hazard.returned}",
			hazard,
			now=now,
		)
	if hazard.status == "Closed":
		tell(
			{hazard.recorded_by, hazard.responsible_person},
			lambda: (
				_("Hazard {0} was closed: it is none")
				if hazard.mistaken
				else _("Hazard {0} is gone: somebody else has looked at it on the spot")
			).format(hazard.name),
			f"hazard|{hazard.name}|closed",
			hazard,
			now=now,
			is_end=True,
		)


def _tell_mender(hazard, now: datetime) -> None:
	tell(
		[hazard.responsible_person],
		lambda: _("Hazard {0} is yours to mend").format(hazard.name),
		f"hazard|{hazard.name}|assigned|{len(hazard.events)}",
		hazard,
		now=now,
	)
