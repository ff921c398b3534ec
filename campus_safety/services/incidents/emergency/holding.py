"""What is evidence of an incident is preserved from its first minute 证据保全 (domain §0, §18)."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.incidents.emergency import GRAVE_HARM
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.records.holds import HOLD, OPEN
from campus_safety.services.incidents.emergency.opening import INCIDENT

DAYS_BEFORE = 30


def follow(incident) -> None:
	"""A hold on the incident itself; where it is grave, on every student it names and the files of the days before.

	What stands stays; releasing is for two persons. A false alarm preserves nothing more.
	"""
	if incident.false_alarm:
		return
	_hold(incident, "Record", reference_doctype=INCIDENT, reference_name=incident.name)
	if not is_grave(incident):
		return
	first = getdate(incident.known_at) - timedelta(days=DAYS_BEFORE)
	last = getdate(incident.known_at)
	for student in {row.student for row in incident.people if row.student}:
		_hold(incident, "Student", student=student, period_from=first, period_to=last)


def is_grave(incident) -> bool:
	return incident.grade != "General" or any(row.harm in GRAVE_HARM for row in incident.people)


def _hold(incident, kind: str, **values) -> None:
	"""Not again where one stands, nor where two persons have released the one for this incident."""
	about = {key: value for key, value in values.items() if not key.startswith("period")}
	with in_school_language():
		reason = _("Emergency incident {0}").format(incident.name)
	same = {"doctype": HOLD, "subject_type": kind, **about}
	if frappe.db.exists({**same, "status": ("in", OPEN)}) or frappe.db.exists({**same, "reason": reason}):
		return
	frappe.get_doc({"doctype": HOLD, "subject_type": kind, "reason": reason, **values}).insert(
		ignore_permissions=True  # whoever opens an incident need not be an office that preserves
	)
