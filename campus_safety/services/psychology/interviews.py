"""Interviews 访谈 (domain §6): opened for whoever is flagged, shared out by load, held, graded. A level comes from a talk alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.psychology.deadlines import due_at, share_out
from campus_safety.domain.psychology.flags import Flag
from campus_safety.domain.roles import PSYCH_HEAD, PSYCH_STAFF, PSYCH_TEACHER
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.exceptions import ScreeningError
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.psychology import urgent
from campus_safety.services.psychology.settings import get_interview_times

INTERVIEW, RESULT = "Campus Screening Interview", "Campus Screening Result"
OPEN, HELD, GRADED, CANCELLED = "Open", "Held", "Graded", "Cancelled"


@dataclass(frozen=True)
class Case:
	"""A flagged result, and whose it is."""

	result: str
	student: str
	unit: str | None
	college: str | None
	flag: Flag


def get_due_of(now: datetime) -> dict[Flag, datetime | None]:
	times = get_interview_times()
	return {flag: due_at(flag, now, times) for flag in Flag}


def get_loads() -> dict[str, int]:
	"""{psych teacher: interviews that wait for them}."""
	loads = dict.fromkeys(get_users_with_role(PSYCH_TEACHER), 0)
	for row in frappe.get_all(
		INTERVIEW, filters={"status": OPEN, "interviewer": ("is", "set")}, fields=["interviewer"]
	):
		if row.interviewer in loads:
			loads[row.interviewer] += 1
	return loads


def open_for(campaign, cases: Sequence[Case], now: datetime) -> list[str]:
	"""One interview for each result; one that is open already becomes as grave as the new flag. Names of those opened."""
	if not cases:
		return []
	columns = ("name", "result", "status", "flag")
	there = {
		row[1]: row for row in select_rows(INTERVIEW, columns, "result", [case.result for case in cases])
	}
	new = sorted(
		(case for case in cases if case.result not in there), key=lambda case: (-case.flag.rank, case.result)
	)
	people = share_out([case.result for case in new], get_loads())
	due_of, user, lines = get_due_of(now), frappe.session.user, []
	for case in new:
		lines.append(
			(
				token_hex(5),
				*(now, now, user, user, 0),
				*(case.student, case.unit, case.college, campaign.term, campaign.name, case.result),
				*(case.flag.value, due_of[case.flag], people.get(case.result), OPEN, user),
			)
		)
	insert_rows(
		INTERVIEW,
		(
			*("name", "creation", "modified", "owner", "modified_by", "docstatus"),
			*("student", "unit", "college", "term", "campaign", "result"),
			*("flag", "due", "interviewer", "status", "recorded_by"),
		),
		lines,
	)
	names = [line[0] for line in lines]
	follow_rows(INTERVIEW, names, lock=False)
	raised = [_raise(there[case.result], case.flag, now) for case in cases if case.result in there]
	urgent.call([name for name, case in zip(names, new, strict=True) if case.flag is Flag.URGENT], now)
	urgent.call([name for name in raised if name], now)
	return names


def _raise(row: tuple, flag: Flag, now: datetime) -> str | None:
	"""Name of an open interview that has become urgent."""
	name, _result, status, before = row
	if status != OPEN or flag.rank <= Flag(before).rank:
		return None
	values = {"flag": flag.value, "due": get_due_of(now)[flag]}
	frappe.db.set_value(INTERVIEW, name, values, update_modified=False)
	follow_rows(INTERVIEW, [name])
	return name if flag is Flag.URGENT else None


def cancel_open(result: str) -> None:
	"""The student has taken the consent back: nobody is asked to speak with them because of it."""
	for name in frappe.get_all(INTERVIEW, filters={"result": result, "status": OPEN}, pluck="name"):
		interview = frappe.get_doc(INTERVIEW, name)
		interview.status = CANCELLED
		with interview.as_app():
			interview.save(ignore_permissions=True)  # a consequence of what the student has decided


# what people do


def reassign(interview, user: str) -> None:
	"""Psych Head; to a member of the centre. Errors: PermissionError, ScreeningError."""
	if not has_any_role(frappe.session.user, (PSYCH_HEAD,)):
		frappe.throw(_("The head of the centre names who holds an interview."), frappe.PermissionError)
	if interview.status != OPEN or not has_any_role(user, PSYCH_STAFF):
		frappe.throw(_("Name a member of the centre, while the interview is open."), ScreeningError)
	interview.interviewer = user
	access_log.record("Write", INTERVIEW, interview.name, student=interview.student, reason=f"→ {user}")
	with interview.as_app():
		interview.save(ignore_permissions=True)  # checked above


def hold(interview, now: datetime) -> None:
	"""The talk was held and written down. Errors: ScreeningError naming what is missing; PermissionError."""
	_validate_own(interview)
	if interview.status != OPEN:
		frappe.throw(_("This interview is {0} already.").format(_word(interview.status)), ScreeningError)
	_validate_complete(interview)
	interview.status = HELD
	with interview.as_app():
		interview.save()
	_move_result(interview, "Interviewed")


def grade(interview, now: datetime) -> None:
	"""The level is in force. Ideation or worse is graded by the second interviewer. Errors: ScreeningError, PermissionError."""
	if interview.status != HELD:
		frappe.throw(_("Hold the interview first, then grade it."), ScreeningError)
	_validate_complete(interview)
	user = frappe.session.user
	if interview.needs_second():
		if not interview.second_interviewer:
			frappe.throw(
				_("Name the second interviewer: another member of the centre speaks with the student, too."),
				ScreeningError,
			)
		if user != interview.second_interviewer:
			frappe.throw(_("The second interviewer grades this one."), frappe.PermissionError)
	elif user != interview.interviewer and not has_any_role(user, (PSYCH_HEAD,)):
		frappe.throw(_("Whoever held the interview grades it, or the head."), frappe.PermissionError)
	interview.status, interview.graded_by, interview.graded_at = GRADED, user, now.replace(microsecond=0)
	with interview.as_app():
		interview.save()
	_move_result(interview, "Graded")


def finish_todo(interview, now: datetime) -> None:
	_validate_own(interview)
	if interview.todo_due and not interview.todo_done_at:
		interview.todo_done_at = now.replace(microsecond=0)
		with interview.as_app():
			interview.save()


def _validate_own(interview) -> None:
	if frappe.session.user not in (interview.interviewer, interview.second_interviewer) and not has_any_role(
		frappe.session.user, (PSYCH_HEAD,)
	):
		frappe.throw(
			_("This interview is another member's. Ask the head to give it to you."), frappe.PermissionError
		)


def _validate_complete(interview) -> None:
	missing = [
		_(interview.meta.get_label(field), context=interview.doctype)
		for field in ("interviewer", "held_at", "risk_level", "advice")
		if not interview.get(field)
	]
	if not interview.inquiry:
		missing.append(_(interview.meta.get_label("suicide_inquiry"), context=interview.doctype))
	if missing:
		frappe.throw(_("Still missing: {0}.").format(", ".join(missing)), ScreeningError)


def _move_result(interview, status: str) -> None:
	result = interview.result and frappe.db.exists(RESULT, interview.result)
	if result:
		document = frappe.get_doc(RESULT, result)
		document.status = status
		with document.as_app():
			document.save(ignore_permissions=True)  # follows the interview, whose writer was checked


def _word(status: str) -> str:
	return _(status, context=INTERVIEW)
