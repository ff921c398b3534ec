"""Sittings and their interviews in the database, set-based: one statement for many, and the seal follows.

An import of a whole year and one student's own page write by the same road.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

import frappe

from campus_safety.access.secrets import encrypt
from campus_safety.domain.psychology.flags import Flag
from campus_safety.domain.psychology.validity import Validity
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.engines.sets.bulk_insert import insert_rows, upsert_rows
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.services.psychology import interviews
from campus_safety.services.psychology.scales import as_json
from campus_safety.services.psychology.settings import get_retest_time
from campus_safety.services.psychology.sittings import Judged, Whole, whole_of

RESULT, SCORE = "Campus Screening Result", "Campus Screening Score"
STAMPS = ("name", "creation", "modified", "owner", "modified_by", "docstatus")
OF_RESULT = (
	"student",
	"campaign",
	"unit",
	"college",
	"term",
	"recorded_by",
	"status",
	"auto_flag",
	"validity",
	"validity_reasons",
	"taken_at",
	"occurred_on",
	"settled_at",
	"imported_at",
	"source",
	"interview_due",
	"retest_due",
	"consent",
	"in_statistics",
	"sheet_identity",
)
FIXED = ("student", "campaign", "unit", "college", "term", "recorded_by")
OF_SCORE = (
	"parent",
	"parenttype",
	"parentfield",
	"idx",
	"scale",
	"total",
	"factors",
	"grade",
	"answers",
	"flag",
	"validity",
	"validity_reasons",
	"taken_at",
	"seconds",
	"content_key",
)


@dataclass(frozen=True)
class Taken:
	"""A judged sitting and whose it is. result: name of the row in the campaign. identity: what stands on a doubtful sheet.

	others: (flag, validity, reasons) of the other scales of the same result, as they are stored.
	"""

	result: str
	student: str
	unit: str | None
	college: str | None
	judged: Judged
	consent: str | None = None
	in_statistics: bool = False
	identity: str = ""
	others: tuple[tuple[str, str, str], ...] = ()


def write(campaign, taken: Sequence[Taken], source: str, now: datetime) -> None:
	"""Harmless when repeated. Urgent ones call at once; the caller decides about the transaction."""
	now = now.replace(microsecond=0)
	wholes = {each.result: _whole(each) for each in taken}
	_write_results(campaign, taken, wholes, source, now)
	_write_scores(taken, now)
	follow_rows(RESULT, [each.result for each in taken], lock=False)
	interviews.open_for(
		campaign,
		[
			interviews.Case(each.result, each.student, each.unit, each.college, wholes[each.result].flag)
			for each in taken
			if wholes[each.result].flag is not Flag.NONE
		],
		now,
	)


def _whole(taken: Taken) -> Whole:
	judged = taken.judged
	own = (judged.flag.value, judged.validity.value, "\n".join(judged.reasons))
	return whole_of((own, *taken.others))


def _write_results(
	campaign, taken: Sequence[Taken], wholes: dict[str, Whole], source: str, now: datetime
) -> None:
	user, due_of = frappe.session.user, interviews.get_due_of(now)
	retest = (now + get_retest_time()).date()
	lines = []
	for each in taken:
		whole, at = wholes[each.result], each.judged.taken_at or now
		lines.append(
			(
				each.result,
				now,
				now,
				user,
				user,
				0,
				each.student,
				campaign.name,
				each.unit,
				each.college,
				campaign.term,
				user,
				"Tested" if whole.flag is Flag.NONE else "To Interview",
				whole.flag.value,
				whole.validity.value,
				"\n".join(whole.reasons) or None,
				at,
				at.date(),
				at,
				now,
				source,
				due_of[whole.flag],
				None if whole.validity is Validity.VALID else retest,
				each.consent,
				int(each.in_statistics),
				encrypt(each.identity or None),
			)
		)
	changed = ("modified", "modified_by", *(column for column in OF_RESULT if column not in FIXED))
	upsert_rows(RESULT, (*STAMPS, *OF_RESULT), lines, changed)


def _write_scores(taken: Sequence[Taken], now: datetime) -> None:
	user, lines = frappe.session.user, []
	for each in taken:
		judged = each.judged
		lines.append(
			(
				score_name(each.result, judged.scale),
				now,
				now,
				user,
				user,
				0,
				each.result,
				RESULT,
				"scores",
				len(each.others) + 1,
				judged.scale,
				encrypt(_number(judged.total)),
				encrypt(as_json(judged.factors) if judged.factors else None),
				encrypt(judged.grade or None),
				encrypt(as_json(dict(judged.answers)) if judged.answers else None),
				judged.flag.value,
				judged.validity.value,
				"\n".join(judged.reasons) or None,
				judged.taken_at,
				int(judged.seconds or 0),  # 0: nobody knows
				judged.content_key(each.result),
			)
		)
	changed = ("modified", "modified_by", *(column for column in OF_SCORE if column not in ("idx",)))
	upsert_rows(SCORE, (*STAMPS, *OF_SCORE), lines, changed)


def score_name(result: str, scale: str) -> str:
	"""One row for a scale in a result, however often it is sat."""
	return f"{result}-{scale}"[:140]


def _number(value: float | None) -> str | None:
	return None if value is None else f"{value:g}"


def make_rows(campaign, students: Iterable[tuple], now: datetime) -> int:
	"""A row for everybody who is asked, before anybody has answered. students: (student, unit, college, excused)."""
	user = frappe.session.user
	lines = [
		(
			new_name(),
			now,
			now,
			user,
			user,
			0,
			student,
			campaign.name,
			unit,
			college,
			campaign.term,
			user,
			"Excused" if excused else "Untested",
			Flag.NONE.value,
			now if excused else None,
		)
		for student, unit, college, excused in students
	]
	columns = (*STAMPS, *FIXED, "status", "auto_flag", "settled_at")
	insert_rows(RESULT, columns, lines, ignore_duplicates=True)
	return len(lines)


def new_name() -> str:
	return token_hex(5)


def get_rows(campaign: str, students: Sequence[str]) -> dict[str, frappe._dict]:
	"""{student: row} of the campaign's results, with the (scale, flag, validity, reasons, content key, taken at) of each score."""
	columns = ("name", "student", "status", "validity", "consent", "in_statistics", "unit", "college")
	found = {
		row[1]: frappe._dict(zip(columns, row, strict=True), scores=[])
		for row in select_rows(RESULT, columns, "student", students, campaign=campaign)
	}
	by_name = {row.name: row for row in found.values()}
	of_score = ("parent", "scale", "flag", "validity", "validity_reasons", "content_key", "taken_at")
	for score in select_rows(SCORE, of_score, "parent", list(by_name)):
		by_name[score[0]].scores.append(score[1:])
	return found
