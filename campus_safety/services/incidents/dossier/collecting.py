"""What a dossier says: read through the maker's own lists alone, so that nobody learns from it what they cannot open.

Records of the timeline, calls, duties, incidents and, about a member of staff, what cases of accountability have collected.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.rules import RULES
from campus_safety.declared import TIMELINE
from campus_safety.domain.incidents.dossier import CALLED_HOME, Section, place_of
from campus_safety.domain.timeline import CONTEXT, Moment, Source
from campus_safety.domain.visibility import Level
from campus_safety.services.incidents.dossier import happenings
from campus_safety.services.incidents.dossier.lines import MOST, Line, as_moment, list_own, within
from campus_safety.services.incidents.dossier.subject import Subject
from campus_safety.services.incidents.review.collecting import first_after, get_seals

BY_HOLDER = {"Campus Network Assignment": "holder_user"}


@dataclass
class Found:
	"""lines: in the order in which courts ask. cut: kinds of which there are more than one dossier holds."""

	lines: list[Line]
	cut: list[str]


def collect(subject: Subject) -> Found:
	cut: list[str] = []
	lines = [
		*_records(subject, cut),
		*happenings.get_calls_home(subject),
		*happenings.get_alerts(subject, cut),
		*happenings.get_duties(subject, cut),
		*happenings.get_incidents(subject),
		*happenings.get_cases(subject),
	]
	order = list(Section)
	lines.sort(key=lambda line: (order.index(line.section), as_moment(line.happened), line.name))
	return Found(_sealed(lines), cut)


def _records(subject: Subject, cut: list[str]) -> Iterable[Line]:
	"""Of L4 not a word; of every other kind those that the maker may open."""
	readable = [source for source in TIMELINE if RULES[source.doctype].level is not Level.L4]
	return chain.from_iterable(
		_moments(source, moment, subject, cut) for source in readable for moment in source.moments
	)


def _moments(source: Source, moment: Moment, subject: Subject, cut: list[str]) -> Iterable[Line]:
	doctype, field = source.doctype, moment.date_field
	meta = frappe.get_meta(doctype)
	author = "recorded_by" if meta.has_field("recorded_by") else None
	whose = _whose(source, author, subject)
	if whose is None:
		return
	extra = [name for name in ("recorded_by", "late_entry") if meta.has_field(name)]
	filters, or_filters = whose
	rows = list_own(
		doctype,
		("name", f"{field} as at", "creation", *extra),
		[*within(subject, field), *filters],
		or_filters,
		field,
	)
	if len(rows) > MOST:
		cut.append(_(doctype))
	for row in rows[:MOST]:
		late = f" · {_('Late Entry', context=doctype)}" if row.get("late_entry") else ""
		yield Line(
			place_of(doctype, field),
			row.at,
			f"{_(doctype)}：{_(moment.label, context=CONTEXT)}{late}",
			row.get(author) if author else None,
			_written(row.at, get_datetime(row.creation)),
			doctype,
			row.name,
			(doctype, field) in CALLED_HOME,
		)


def _whose(source: Source, author: str | None, subject: Subject) -> tuple[list, list] | None:
	"""(filters, or_filters); None where the kind says nothing of the person."""
	if subject.student:
		return [], [[field, "=", subject.student] for field in source.student_fields]
	field = BY_HOLDER.get(source.doctype) or author
	return ([[field, "=", subject.person]], []) if field else None


def _written(at: date | datetime, created: datetime) -> datetime:
	"""A moment that came after the record was begun was not in its first version."""
	return max(at, created) if isinstance(at, datetime) else created


def _sealed(lines: list[Line]) -> list[Line]:
	seals = get_seals([line for line in lines if line.name])
	return [_seal(line, seals.get((line.doctype, line.name), ())) for line in lines]


def _seal(line: Line, leaves) -> Line:
	found = line.written and first_after(leaves, line.written)
	if not found:
		return line
	newest = leaves[-1]
	is_changed = newest[1] != found[1] or newest[0] != found[0]
	return replace(
		line,
		sealed=found[0],
		leaf=found[1] or None,
		changed=newest[0] if is_changed else None,
		changed_leaf=(newest[1] or None) if is_changed else None,
	)
