"""An emergency incident is opened: by anybody on the staff in two facts, or at once by a lost contact or a danger."""

from datetime import datetime
from itertools import chain

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.scopes.incidents import COMMAND_OFFICES
from campus_safety.access.secrets import own_key
from campus_safety.domain.incidents.emergency import OPEN, RECEIVED, earliest
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.exceptions import EmergencyStepError
from campus_safety.records import roster
from campus_safety.records.named import may_be_named
from campus_safety.records.posts import get_users_with_role
from campus_safety.records.states import put
from campus_safety.services.incidents.emergency import log

INCIDENT, TYPE, PLAN = "Campus Emergency Incident", "Campus Incident Type", "Campus Emergency Plan"
CASE, CRISIS, REPORT = "Campus Absence Case", "Campus Crisis Case", "Campus Abnormal Report"
# since when what an incident is opened from was known to be one; of a danger in a crisis since it was said
KNOWN_BY = {CASE: "lost_contact_at", REPORT: "reported_at"}
LOST, DANGER = "Lost Contact", "Immediate Danger"


def open_incident(
	incident_type: str, place: str, facts: str, now: datetime, source: tuple[str, str] | None = None
):
	"""By the session user. Two facts make it complete; it waits for no approval. Errors: EmergencyStepError."""
	if not (incident_type and place.strip()):
		frappe.throw(_("Say what it is and where help has to come."), EmergencyStepError)
	incident = frappe.get_doc(
		{
			"doctype": INCIDENT,
			"incident_type": incident_type,
			"grade": frappe.db.get_value(TYPE, incident_type, "default_grade") or "General",
			"place": place.strip(),
			"facts": facts.strip(),
		}
	)
	if not source:
		return incident.insert()
	doctype, name = source
	incident.source_key = key_of(doctype, name)
	incident.flags.known_since = get_datetime(frappe.db.get_value(doctype, name, KNOWN_BY[doctype]))
	put(incident, RECEIVED)
	with incident.as_app():
		return incident.insert()


def set_opened(incident, now: datetime) -> None:
	"""Known since the earliest record, and the first line of the log. `incident` is new."""
	incident.known_at = earliest(now, incident.flags.known_since).replace(microsecond=0)
	log.write_down(incident, "Opened", incident.facts or incident.incident_type, now)


def propose_command(incident, now: datetime) -> None:
	"""Whoever the plan names, else who is on duty at the school, else who has opened it, else an office that answers for it.

	An account that cannot command is passed over: an alarm never fails because of a list that nobody has kept.
	"""
	if not incident.plan:
		incident.plan = get_plan(incident.incident_type, now)
	if incident.commander:
		return
	named = frappe.db.get_value(PLAN, incident.plan, ["commander", "deputy"]) if incident.plan else ()
	found = [*(named or ()), *roster.get_on_duty("School", now), frappe.session.user]
	offices = (user for role in COMMAND_OFFICES for user in get_users_with_role(role))
	incident.commander = next(
		(user for user in chain(found, offices) if may_be_named(INCIDENT, "commander", user)), None
	)


def key_of(doctype: str, name: str) -> str:
	"""Tells the app, and nobody who reads it, which record it is: under the site's key, for numbers are soon tried out."""
	return own_key("incident-source", f"{doctype}|{name}")[:40]


def get_plan(incident_type: str, now: datetime) -> str | None:
	"""The newest one in force."""
	rows = frappe.get_all(
		PLAN,
		filters={"incident_type": incident_type, "disabled": 0},
		fields=["name", "valid_from"],
		order_by="valid_from desc, creation desc",
	)
	return next((row.name for row in rows if not row.valid_from or row.valid_from <= now.date()), None)


# at once, by what another room notices


def follow_lost_contact(case, method: str | None = None) -> None:
	"""`on_lost_contact` of an absence case (domain §18)."""
	_open_from(case, LOST, get_datetime(case.lost_contact_at))


def follow_danger(crisis, method: str | None = None) -> None:
	"""`on_update` of a crisis case: danger now opens an incident before any approval (domain §12)."""
	before = crisis.get_doc_before_save()
	if crisis.danger_now and crisis.status != "Closed" and not (before and before.danger_now):
		_open_from(crisis, DANGER, get_datetime(crisis.modified))


def _open_from(record, kind: str, now: datetime) -> None:
	"""Once, while one from this record is open. Of the record nothing is copied but whom it is about, not even which it is."""
	key = key_of(record.doctype, record.name)
	if frappe.db.exists(INCIDENT, {"source_key": key, "status": ("in", OPEN)}):
		return
	incident = frappe.get_doc(
		{
			"doctype": INCIDENT,
			"incident_type": _type_for(kind),
			"grade": "General",
			"place": _place_of(record),
			"source_key": key,
			"people": [
				{"student": record.student, "harm": "Not Known", "added_at": now.replace(microsecond=0)}
			],
		}
	)
	since = KNOWN_BY.get(record.doctype)
	incident.flags.known_since = get_datetime(record.get(since)) if since else None
	put(incident, RECEIVED)
	incident.flags.ignore_mandatory = (
		True  # a school may have taken every type out: the alarm comes all the same
	)
	with incident.as_app():
		incident.insert(ignore_permissions=True)  # whoever notices the danger need have no right to open one


def _type_for(kind: str) -> str | None:
	wanted = {"disabled": 0, "opened_by": kind}
	return frappe.db.get_value(TYPE, wanted) or frappe.db.get_value(
		TYPE, {"disabled": 0}, order_by="creation desc"
	)


def _place_of(record) -> str:
	with in_school_language():
		room = record.get("dormitory") or record.get("room")
		lived = room and frappe.db.get_value("Campus Dormitory", room, "dormitory_name")
		if record.doctype == CASE:
			return _("Last known: {0}").format(lived) if lived else _("Not known: see the absence case")
		return _("Not known: ask who reported it")
