"""Endpoints of the psychological centre: campaigns, interviews, one sitting opened with a reason."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from campus_safety.access import checks
from campus_safety.access.checks import get_permitted
from campus_safety.access.scopes import has_any_role
from campus_safety.declared.psych_board import BOARD
from campus_safety.domain.roles import PSYCH_STAFF
from campus_safety.engines.sets.jobs import enqueue_once, say_if_no_queue
from campus_safety.engines.workbench import workbench
from campus_safety.services.crisis import watch_tonight
from campus_safety.services.psychology import (
	access_requests,
	campaigns,
	consents,
	destruction,
	excuses,
	interviews,
	released,
	sitting_view,
	store,
)

SHOWN_ON_BOARD = 12  # rows of one kind


@frappe.whitelist(methods=["GET"])
def get_board() -> dict:
	"""The centre's board, from the caller's own lists: {now, crises, due, asked, unowned, watch}."""
	_validate_centre()
	now = now_datetime()
	with checks.worked_out_once():
		return {
			"now": now.replace(microsecond=0),
			**workbench.read_lines(BOARD, frappe.session.user, now.date(), SHOWN_ON_BOARD),
			"watch": watch_tonight.get_watch(now),
		}


@frappe.whitelist(methods=["POST"])
def plan_waves(campaign: str) -> None:
	"""The forecast of interviews, and waves by college, put on the draft."""
	campaigns.plan_waves(_campaign(campaign, "write"), getdate())


@frappe.whitelist(methods=["POST"])
def publish(campaign: str) -> None:
	"""Everybody asked gets a row; needs an approved impact assessment."""
	campaigns.publish(_campaign(campaign, "write"), now_datetime())


@frappe.whitelist(methods=["POST"])
def close(campaign: str) -> None:
	campaigns.close(_campaign(campaign, "write"))


@frappe.whitelist(methods=["POST"])
def release_figures(campaign: str) -> None:
	"""What everybody outside the centre reads from now on."""
	released.release_figures(_campaign(campaign, "write"), now_datetime())


@frappe.whitelist(methods=["GET"])
def get_progress(campaign: str) -> dict:
	"""{college: {status: how many}}, for the centre alone: so few at a time would point at somebody."""
	_validate_centre()
	return campaigns.get_progress(campaign)


@frappe.whitelist(methods=["POST"])
def open_sitting(interview: str, reason: str) -> dict:
	"""Scores, answers and history of the student, with a line in the access log."""
	return sitting_view.open_sitting(interview, reason)


@frappe.whitelist(methods=["POST"])
def hold(interview: str) -> None:
	"""The interview was held and written down."""
	interviews.hold(_interview(interview), now_datetime())


@frappe.whitelist(methods=["POST"])
def grade(interview: str) -> None:
	"""The level is in force; where the student agreed, the counsellor is told level and advice."""
	interviews.grade(_interview(interview), now_datetime())


@frappe.whitelist(methods=["POST"])
def finish_todo(interview: str) -> None:
	interviews.finish_todo(_interview(interview), now_datetime())


@frappe.whitelist(methods=["POST"])
def reassign(interview: str, user: str) -> None:
	"""Another member of the centre holds it."""
	interviews.reassign(_interview(interview), user)


@frappe.whitelist(methods=["POST"])
def excuse(result: str, reason: str) -> None:
	"""A student who cannot take part leaves the denominator."""
	_validate_centre()
	excuses.excuse(get_permitted(store.RESULT, result, "read", _refusal()), reason, now_datetime())


@frappe.whitelist(methods=["POST"])
def record_guardian(consent: str, guardian: str) -> None:
	"""A parent of a minor has agreed, on paper or by telephone."""
	_validate_centre()
	get_permitted(consents.CONSENT, consent, "read", _refusal())
	consents.record_guardian(consent, guardian, now_datetime())


@frappe.whitelist(methods=["POST"])
def approve_reading(request: str) -> None:
	"""Somebody may read one psychological file for the hours they asked for."""
	access_requests.approve(_request(request), now_datetime())


@frappe.whitelist(methods=["POST"])
def refuse_reading(request: str, reason: str) -> None:
	access_requests.refuse(_request(request), reason, now_datetime())


@frappe.whitelist(methods=["POST"])
def close_incident(incident: str) -> None:
	"""Authority and persons were told, or it is said why not."""
	get_permitted("Campus Data Incident", incident, "write", _refusal()).close()


def _request(name: str) -> Document:
	return get_permitted(access_requests.REQUEST, name, "read", _refusal())


def _campaign(name: str, ptype: str) -> Document:
	return get_permitted(campaigns.CAMPAIGN, name, ptype, _refusal())


def _interview(name: str) -> Document:
	return get_permitted(interviews.INTERVIEW, name, "write", _refusal())


def _validate_centre() -> None:
	if not has_any_role(frappe.session.user, PSYCH_STAFF):
		frappe.throw(_refusal(), frappe.PermissionError)


def _refusal() -> str:
	return _("This is for the psychological centre.")


@frappe.whitelist(methods=["POST"])
def begin_destruction(record: str) -> None:
	"""Signed by two: destroy the files, in a job; a run that was cut off goes on."""
	refused = _("You may not open this record.")
	if not frappe.has_permission(destruction.RECORD, "write"):
		frappe.throw(refused, frappe.PermissionError)
	document = get_permitted(destruction.RECORD, record, "write", refused)
	destruction.begin(document, now_datetime())
	enqueue_once(
		"campus_safety.jobs.campus_psych_files.destroy",
		f"campus_destruction_{document.name}",
		missed=f"destruction {document.name} is left to the night",
		record=document.name,
	)
	say_if_no_queue()
