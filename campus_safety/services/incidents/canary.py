"""A report of the app's own that goes the whole way and is taken back: does the channel without a name still work tonight?

It is written as a guest's, and found by its code; who would be told and can open it is asked. Then it is undone: nobody is told,
nothing of it stays.
"""

from datetime import datetime
from enum import Enum

import frappe

from campus_safety.access.secrets import decrypt
from campus_safety.declared import ALERTS
from campus_safety.engines.sets.transactions import taken_back
from campus_safety.services.incidents import alerts, filing, floods, intake, receipts, senders
from campus_safety.services.incidents.nobody import NOBODY, as_nobody

CANARY = "CANARY"  # with its moment: it joins no other report
REPORT, POINT = filing.REPORT, "campus_canary"


class Fault(Enum):
	"""Why tonight's report would be heard by nobody."""

	CLOSED = "nobody takes reports"
	NOT_WRITTEN = "it does not stand as it was sent"
	NO_WAY_BACK = "its code does not lead back to it"
	NOT_OPENED = "who takes reports cannot open it"
	NO_CALL = "no alarm was raised"


def try_channel(now: datetime) -> Fault | None:
	"""None where all is well. Errors: whatever stops a guest's report would stop it, too."""
	if not intake.is_open():
		return Fault.CLOSED
	with taken_back(POINT):
		token = floods.begin(floods.REPORT, now)["token"]
		text = f"{CANARY} {now}"
		filed = filing.file_nameless(filing.Told(text), "", token, now)
		return _look(filed.code, text)


def _look(code: str, text: str) -> Fault | None:
	name = senders.find_by_code(code).report
	report = frappe.get_doc(REPORT, name)
	if decrypt(report.facts) != text or report.recorded_by != NOBODY or not report.anonymous:
		return Fault.NOT_WRITTEN
	with as_nobody():
		if receipts.get_one(name)["state"] != "Received":
			return Fault.NO_WAY_BACK
	if not any(_can_open(user, report) for user in alerts.get_people(report)):
		return Fault.NOT_OPENED
	kinds = [source.kind for source in ALERTS if source.doctype == REPORT]
	if not report.tray and not frappe.db.exists(
		"Campus Alert", {"reference_name": name, "kind": ("in", kinds)}
	):
		return Fault.NO_CALL
	return None


def _can_open(user: str, report) -> bool:
	return bool(frappe.has_permission(REPORT, "read", doc=report, user=user))
