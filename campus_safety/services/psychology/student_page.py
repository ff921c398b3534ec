"""The student's own side of a screening: what it is, agreeing by purpose, answering, taking back. Whose it is comes from the session.

Nothing a student answers about self-harm is stored before the help lines were on the screen, and none is taken while nobody is
on watch (domain §6, anchors §2.1).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import formatdate, get_datetime

from campus_safety.domain.psychology.scales import ScaleError, asks_for_help, check_answers
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import NobodyOnWatchError, ScreeningConsentError, ScreeningError
from campus_safety.services.counselling.settings import get_duty_phone, get_hotline
from campus_safety.services.psychology import campaigns, consents, store
from campus_safety.services.psychology.campaigns import CAMPAIGN, PUBLISHED
from campus_safety.services.psychology.plan import counted_in_statistics
from campus_safety.services.psychology.scales import get_questions, get_scale, text_of
from campus_safety.services.psychology.settings import get_validity_limits
from campus_safety.services.psychology.sittings import Said, judge_sitting
from campus_safety.services.psychology.store import RESULT
from campus_safety.services.psychology.urgent import get_watch

SHOWN = 6
DONE = ("Interviewed", "Graded")
NOT_TAKEN = ("Untested", "Excused", "Declined")


def get_help() -> dict:
	"""Whom to call now."""
	return {"hotline": get_hotline(), "centre": get_duty_phone()}


def get_home(student: str, now: datetime) -> dict:
	person = frappe.db.get_value(
		"Campus Student", student, ["student_name", "unit", "is_minor"], as_dict=True
	)
	rows = frappe.get_all(
		RESULT,
		filters={"student": student},
		fields=["name", "campaign", "status", "college", "validity"],
		order_by="creation desc",
		limit=SHOWN,
	)
	is_watched = bool(get_watch(now))
	shown = [_campaign(row, student, bool(person.is_minor), now, is_watched) for row in rows]
	return {
		"student": {"name": person.student_name, "unit": person.unit},
		"help": get_help(),
		"watched": is_watched,
		"campaigns": [each for each in shown if each],
	}


def _campaign(row, student: str, is_minor: bool, now: datetime, is_watched: bool) -> dict | None:
	campaign = frappe.get_cached_doc(CAMPAIGN, row.campaign)
	given = consents.get_given(campaign.name, [student]).get(student, {})
	is_open = campaigns.is_open_for(campaign, row.college, now.date())
	here = [each.scale for each in campaign.scales if each.answered_here]
	sat = set(frappe.get_all(store.SCORE, {"parent": row.name, "parenttype": RESULT}, pluck="scale"))
	is_done = row.status not in NOT_TAKEN and sat.issuperset(here)
	if not is_open and not given and not is_done:
		return None
	agreed = consents.holds_for(given, consents.SCREENING, False)
	waits_for_guardian = agreed and is_minor and not given[consents.SCREENING].guardian_agreed_at
	may_answer = is_open and agreed and not waits_for_guardian and row.status not in DONE
	return {
		"name": campaign.name,
		"title": campaign.campaign_title,
		"text": campaign.consent_text,
		"until": formatdate(campaign.window_to, "yyyy-MM-dd"),
		"open": is_open,
		"done": is_done,
		"here": campaign.consent_on == "This Page",
		"answered": bool(given),
		"waits_for_guardian": waits_for_guardian,
		"given": {permission: given[permission].status for permission in given},
		"scales": [
			{"scale": scale, "sat": scale in sat, "open": may_answer and is_watched and scale not in sat}
			for scale in here
		],
	}


def agree(student: str, campaign: str, wanted: Mapping[str, bool], now: datetime) -> None:
	"""Errors: ScreeningError outside its days."""
	document, _row = _get_open(student, campaign, now)
	consents.answer(document, student, {key: bool(wanted.get(key)) for key in consents.PERMISSIONS}, now)


def take_back(student: str, campaign: str, permission: str, now: datetime) -> None:
	"""Whenever the student likes, also when the campaign is over. Errors: ScreeningConsentError, HeldError."""
	if not frappe.db.exists(RESULT, {"campaign": campaign, "student": student}):
		frappe.throw(_("There is nothing to take back."), ScreeningConsentError)
	consents.withdraw(frappe.get_doc(CAMPAIGN, campaign), student, permission, now)


def begin(student: str, campaign: str, scale: str, now: datetime) -> dict:
	"""The questions; the clock runs from here. Errors: NobodyOnWatchError, ScreeningConsentError, ScreeningError."""
	document, row = _get_open(student, campaign, now)
	_validate_may_answer(document, row, student, scale)
	if not get_watch(now):
		frappe.throw(
			_(
				"At this hour nobody of the centre is on duty for what you might write. Come back when the centre is open. If you need somebody now, call {0}."
			).format(get_hotline()),
			NobodyOnWatchError,
			title=_("Not open now"),
		)
	frappe.db.set_value(RESULT, row.name, "started_at", now.replace(microsecond=0), update_modified=False)
	follow_rows(RESULT, [row.name])
	return get_questions(scale)


def send(student: str, campaign: str, scale: str, answers: Sequence, seen_help: bool, now: datetime) -> dict:
	"""{"stored", "help"}: with an answer about self-harm nothing is stored until the help lines were seen.

	Sent twice, stored once. Errors: ScreeningError, ScreeningConsentError.
	"""
	document, row = _get_open(student, campaign, now)
	known = get_scale(scale)
	if _has_sat(row.name, scale):
		return {"stored": True, "help": get_help()}
	_validate_may_answer(document, row, student, scale)
	items = _read_answers(known, answers)
	if not row.started_at:
		frappe.throw(_("Open the questions again, then send them."), ScreeningError)
	if asks_for_help(known.structure, items) and not seen_help:
		return {"stored": False, "help": get_help()}
	seconds = (now - get_datetime(row.started_at)).total_seconds()
	judged = judge_sitting(known, Said(now, seconds, items=items), get_validity_limits())
	given = consents.get_given(campaign, [student]).get(student, {})
	found = store.get_rows(campaign, [student])[student]
	taken = store.Taken(
		row.name,
		student,
		found.unit,
		found.college,
		judged,
		given[consents.SCREENING].name,
		counted_in_statistics(document, given),
		others=tuple(tuple(score[1:4]) for score in found.scores if score[0] != scale),
	)
	store.write(document, [taken], "Own Page", now)
	return {"stored": True, "help": get_help()}


def _get_open(student: str, campaign: str, now: datetime):
	"""(campaign, the student's row, locked). Nothing tells whether there is such a campaign for others."""
	row = frappe.db.get_value(
		RESULT,
		{"campaign": str(campaign), "student": student},
		["name", "status", "college", "started_at"],
		as_dict=True,
		for_update=True,
	)
	document = row and frappe.get_doc(CAMPAIGN, campaign)
	if (
		not document
		or document.status != PUBLISHED
		or not campaigns.is_open_for(document, row.college, now.date())
	):
		frappe.throw(_("This is not open for you now."), ScreeningError)
	return document, row


def _validate_may_answer(campaign, row, student: str, scale: str) -> None:
	if not any(each.scale == scale and each.answered_here for each in campaign.scales):
		frappe.throw(_("This is not open for you now."), ScreeningError)
	if not consents.is_given(campaign.name, student, consents.SCREENING):
		frappe.throw(
			_("Agree to the screening first; if you are under age, a parent agrees, too."),
			ScreeningConsentError,
		)
	if row.status in DONE or _has_sat(row.name, scale):
		frappe.throw(_("You have answered this already. Thank you."), ScreeningError)


def _has_sat(result: str, scale: str) -> bool:
	return bool(frappe.db.exists(store.SCORE, {"parent": result, "parenttype": RESULT, "scale": scale}))


def _read_answers(known, answers: Sequence) -> dict[int, int]:
	"""Errors: ScreeningError naming the question."""
	if not known.structure:
		frappe.throw(_("This is not open for you now."), ScreeningError)
	try:
		check_answers(known.structure, answers)
	except ScaleError as error:
		frappe.throw(text_of(error), ScreeningError)
	return dict(enumerate(answers, 1))
