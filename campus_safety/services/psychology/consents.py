"""Consent by purpose 知情同意 (domain §6): given, declined, taken back, each by itself. Without it nothing is kept."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import frappe
from frappe import _

from campus_safety.engines.alerts import loop
from campus_safety.engines.alerts.told import source_of
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.exceptions import ScreeningConsentError
from campus_safety.records import holds
from campus_safety.services.psychology import advice, interviews
from campus_safety.services.psychology.store import RESULT, STAMPS, new_name

CONSENT = "Campus Screening Consent"
SCREENING, SHARE, PARENTS, STATISTICS = (
	"Screening",
	"Share Level and Advice",
	"Tell Parents in Danger",
	"Statistics",
)
PERMISSIONS = (SCREENING, SHARE, PARENTS, STATISTICS)
GIVEN, DECLINED, WITHDRAWN = "Given", "Declined", "Withdrawn"
OWN_PAGE, PLATFORM, PAPER = "Own Page", "Platform", "Paper"
TALK = ("Talk to Offer", CONSENT)
# of the statuses of a result, those after which nothing is asked any more
SPOKEN = ("Interviewed", "Graded")


def version_of(text: str) -> str:
	"""Fingerprint of the words that were read."""
	return hashlib.sha256(" ".join((text or "").split()).encode()).hexdigest()[:16]


def get_given(campaign: str, students: Sequence[str]) -> dict[str, dict[str, frappe._dict]]:
	"""{student: {permission: row}} of what stands today, whatever the answer was."""
	columns = ("name", "student", "permission", "status", "guardian_agreed_at")
	found: dict[str, dict[str, frappe._dict]] = {}
	for row in select_rows(CONSENT, columns, "student", list(students), campaign=campaign):
		found.setdefault(row[1], {})[row[2]] = frappe._dict(zip(columns, row, strict=True))
	return found


def holds_for(rows: Mapping[str, frappe._dict], permission: str, is_minor: bool) -> bool:
	"""Is this given, and by a guardian, too, where the student is under age?"""
	row = rows.get(permission)
	return bool(row) and row.status == GIVEN and (not is_minor or bool(row.guardian_agreed_at))


def is_given(campaign: str, student: str, permission: str) -> bool:
	minor = bool(frappe.db.get_value("Campus Student", student, "is_minor"))
	return holds_for(get_given(campaign, [student]).get(student, {}), permission, minor)


# the student's own answer


def answer(
	campaign, student: str, wanted: Mapping[str, bool], now: datetime, given_on: str = OWN_PAGE
) -> None:
	"""What the student ticks on their page, all purposes at once; asked again, the new answer stands.

	Errors: ScreeningConsentError where the screening itself has been spoken about already.
	"""
	known = get_given(campaign.name, [student]).get(student, {})
	if not wanted.get(SCREENING) and known.get(SCREENING) and known[SCREENING].status == GIVEN:
		withdraw(campaign, student, SCREENING, now)
		known = get_given(campaign.name, [student])[student]
	for permission in PERMISSIONS:
		agreed = bool(wanted.get(permission)) and bool(wanted.get(SCREENING))
		before = known.get(permission)
		if before and (before.status == GIVEN) == agreed:
			continue
		if before and before.status == GIVEN:
			withdraw(campaign, student, permission, now)
		else:
			_write(campaign, student, permission, agreed, before, now, given_on)
	if wanted.get(SCREENING):
		_set_status(campaign, student, "Declined", "Untested", None)
	else:
		_decline(campaign, student, now)


def _write(
	campaign, student: str, permission: str, agreed: bool, before, now: datetime, given_on: str
) -> None:
	row = frappe.get_doc(CONSENT, before.name) if before else frappe.new_doc(CONSENT)
	if not before:
		row.update({"student": student, "campaign": campaign.name, "permission": permission})
	row.update(
		{
			"status": GIVEN if agreed else DECLINED,
			"text_version": campaign.consent_version,
			"given_on": given_on,
			"given_at": now.replace(microsecond=0) if agreed else row.given_at,
			"declined_at": None if agreed else now.replace(microsecond=0),
			"withdrawn_at": None if agreed else row.withdrawn_at,
			"occurred_on": now.date(),
		}
	)
	with row.as_app():
		row.save(ignore_permissions=True)  # students have no rights, only these functions


def _decline(campaign, student: str, now: datetime) -> None:
	"""Nothing follows but an offer to talk; who is asked to talk is not told why."""
	_set_status(campaign, student, "Untested", "Declined", now)
	consent = frappe.db.get_value(
		CONSENT, {"campaign": campaign.name, "student": student, "permission": SCREENING}
	)
	loop.raise_alert(source_of(*TALK), frappe.get_doc(CONSENT, consent), now)


def _set_status(campaign, student: str, before: str, after: str, settled_at: datetime | None) -> None:
	name = frappe.db.get_value(RESULT, {"campaign": campaign.name, "student": student, "status": before})
	if name:
		result = frappe.get_doc(RESULT, name)
		result.status, result.settled_at = after, settled_at and settled_at.replace(microsecond=0)
		with result.as_app():
			result.save(ignore_permissions=True)  # the student's own answer


def withdraw(campaign, student: str, permission: str, now: datetime) -> None:
	"""Taken back. Of the screening: scores and answers are deleted at once. Errors: ScreeningConsentError, HeldError."""
	name = frappe.db.get_value(
		CONSENT, {"campaign": campaign.name, "student": student, "permission": permission}
	)
	row = name and frappe.get_doc(CONSENT, name, for_update=True)
	if not row or row.status != GIVEN:
		frappe.throw(_("There is nothing to take back."), ScreeningConsentError)
	row.status, row.withdrawn_at = WITHDRAWN, now.replace(microsecond=0)
	with row.as_app():
		row.save(ignore_permissions=True)  # it is their own: found by the student of the session
	if permission == SCREENING:
		for other in (SHARE, PARENTS, STATISTICS):
			if is_given(campaign.name, student, other):
				withdraw(campaign, student, other, now)
		_delete_scores(campaign.name, student)
	elif permission == SHARE:
		advice.end(student, now.date())
	elif permission == STATISTICS:
		_leave_statistics(campaign.name, student)


def _delete_scores(campaign: str, student: str) -> None:
	"""Scores, answers, flag and doubts of this campaign; that the student was asked and declined stays.

	What was said in an interview is the centre's record of a talk and is not the screening's any more.
	"""
	name = frappe.db.get_value(RESULT, {"campaign": campaign, "student": student})
	if not name:
		return
	result = frappe.get_doc(RESULT, name, for_update=True)
	holds.validate_not_held(result)
	result.set("scores", [])
	for field in ("validity", "validity_reasons", "sheet_identity", "interview_due", "retest_due"):
		result.set(field, None)
	result.auto_flag, result.in_statistics = "None", 0
	if result.status not in SPOKEN:
		result.status = "Declined"
	with result.as_app():
		result.save(ignore_permissions=True)  # the student's own decision
	interviews.cancel_open(name)


def _leave_statistics(campaign: str, student: str) -> None:
	name = frappe.db.get_value(RESULT, {"campaign": campaign, "student": student})
	if name:
		result = frappe.get_doc(RESULT, name)
		result.in_statistics = 0
		with result.as_app():
			result.save(ignore_permissions=True)  # the student's own decision


def record_guardian(name: str, guardian: str, now: datetime) -> None:
	"""A parent of a minor has agreed, on paper or by telephone; by the centre. Errors: ScreeningConsentError."""
	row = frappe.get_doc(CONSENT, name)
	if row.status != GIVEN or not (guardian or "").strip():
		frappe.throw(_("Write who agreed, to a consent that the student has given."), ScreeningConsentError)
	row.guardian_name, row.guardian_agreed_at = guardian.strip(), now.replace(microsecond=0)
	with row.as_app():
		row.save(ignore_permissions=True)  # the endpoint has asked for the centre's role


# what a platform's export says


def permissions_of(campaign) -> tuple[str, ...]:
	"""What a consent given on the platform covers."""
	more = ((SHARE, campaign.platform_shares), (STATISTICS, campaign.platform_statistics))
	return (SCREENING, *(permission for permission, covered in more if covered))


def write_platform(campaign, students: Iterable[tuple[str, str, str]], now: datetime) -> dict[str, str]:
	"""Consents that were given there, as rows: {student: name of the one to the screening}. students: (student, unit, college)."""
	user, lines, names = frappe.session.user, [], {}
	now = now.replace(microsecond=0)
	for student, unit, college in students:
		for permission in permissions_of(campaign):
			name = new_name()
			if permission == SCREENING:
				names[student] = name
			lines.append(
				(
					*(name, now, now, user, user, 0),
					*(student, unit, college, campaign.term, campaign.name, permission),
					*(GIVEN, now, campaign.consent_version, PLATFORM, now.date(), user),
				)
			)
	insert_rows(
		CONSENT,
		(
			*STAMPS,
			*("student", "unit", "college", "term", "campaign", "permission"),
			*("status", "given_at", "text_version", "given_on", "occurred_on", "recorded_by"),
		),
		lines,
	)
	follow_rows(CONSENT, [line[0] for line in lines], lock=False)
	return names
