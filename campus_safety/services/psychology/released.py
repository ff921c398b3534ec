"""Figures of a campaign: live for the centre, for everybody else as they were released, so that no difference tells of a student."""

import json
from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.psychology.figures import Person, make_table
from campus_safety.domain.psychology.released_table import Release, Table, release
from campus_safety.exceptions import ScreeningError
from campus_safety.services.psychology import kept_releases
from campus_safety.services.psychology.campaigns import CAMPAIGN, DRAFT
from campus_safety.services.psychology.scales import as_json
from campus_safety.services.psychology.store import RESULT

INTERVIEW = "Campus Screening Interview"
SEES_ALL = (r.STUDENT_AFFAIRS, r.SCHOOL_LEADER, r.SAFETY_OFFICE, r.QUALITY_OFFICE)
FLAGS = {"None": "unflagged", "General": "general", "Key": "key", "Urgent": "urgent"}
LEVELS = {
	"Normal": "level_normal",
	"General": "level_general",
	"Severe": "level_severe",
	"Medical Assessment Advised": "level_medical",
}
OUTSIDE = ("Hospital",)
NO_COLLEGE = "--"


class Shown(NamedTuple):
	"""values: {(class, college or "*", column): number, None where it is not told}.

	is_live: the centre's own numbers, handfuls among them; they are not for others before they are released.
	"""

	values: dict[tuple[str, str], int | None]
	parents: dict[str, str]
	is_live: bool = False


def get_people(campaign: str) -> list[Person]:
	"""Everybody of the campaign by class, without a name."""
	result, interview = frappe.qb.DocType(RESULT), frappe.qb.DocType(INTERVIEW)
	rows = (
		frappe.qb.from_(result)
		.left_join(interview)
		.on((interview.result == result.name) & (interview.status != "Cancelled"))
		.select(
			result.unit,
			result.status,
			result.validity,
			result.auto_flag,
			result.in_statistics,
			interview.status,
			interview.risk_level,
			interview.refer_to,
		)
		.where(result.campaign == campaign)
		.run()
	)
	return [_person(row) for row in rows]


def _person(row: tuple) -> Person:
	group, status, validity, flag, counted, interview, level, refer_to = row
	talk = {"Open": "waiting", "Held": "held", "Graded": "held"}.get(interview, "")
	return Person(
		group or "-",
		_part(status, validity, flag, counted),
		talk if counted else "",
		LEVELS.get(level, "") if interview == "Graded" else "ungraded",
		refer_to in OUTSIDE,
	)


def _part(status: str, validity: str | None, flag: str, counted: int) -> str:
	if status in ("Excused", "Untested", "Declined"):
		return status.lower()
	if validity != "Valid":
		return "doubtful"
	return FLAGS[flag] if counted else "uncounted"


def get_table(campaign: str) -> Table:
	return make_table(get_people(campaign), get_parents(campaign))


def get_parents(campaign: str) -> dict[str, str]:
	"""{class: college} of everybody who is asked."""
	result = frappe.qb.DocType(RESULT)
	rows = (
		frappe.qb.from_(result)
		.select(result.unit, result.college)
		.distinct()
		.where(result.campaign == campaign)
		.orderby(result.college, result.unit)
		.run()
	)
	return {unit or "-": college or NO_COLLEGE for unit, college in rows}


# releases: [{"at", "parents": {class: college}, "values": [[group, column, number, null where it is not told]]}]


def release_figures(campaign, now: datetime) -> None:
	"""From now on everybody with the right to figures reads these. Errors: PermissionError, ScreeningError."""
	if not has_any_role(frappe.session.user, (r.PSYCH_HEAD,)):
		frappe.throw(_("The head of the centre releases figures."), frappe.PermissionError)
	if campaign.status == DRAFT:
		frappe.throw(_("Publish the campaign first."), ScreeningError)
	kept = json.loads(campaign.releases or "[]")
	found = release(get_table(campaign.name), [_read(each) for each in kept])
	now = now.replace(microsecond=0)
	kept.append({"at": str(now), "parents": get_parents(campaign.name), "values": kept_releases.keep(found)})
	campaign.releases, campaign.released_at = as_json(kept), now
	with campaign.as_app():
		campaign.save()


def _read(kept: dict) -> Release:
	return kept_releases.read(kept["values"], make_table([], kept["parents"]).equations)


def get_shown(campaign: str, user: str) -> Shown:
	"""Within the user's reach: live for the centre, else as released last; of a college its lead reads its own lines."""
	if has_any_role(user, r.PSYCH_STAFF):
		return Shown(dict(get_table(campaign).values), get_parents(campaign), is_live=True)
	kept = json.loads(frappe.db.get_value(CAMPAIGN, campaign, "releases") or "[]")
	if not kept:
		return Shown({}, {})
	values = {(each[0], each[1]): each[2] for each in kept[-1]["values"]}
	parents = kept[-1]["parents"]
	if has_any_role(user, SEES_ALL):
		return Shown(values, parents)
	own = held_units(user)
	return Shown(
		{cell: value for cell, value in values.items() if cell[0] in own},
		{unit: college for unit, college in parents.items() if unit in own},
	)
