"""The review of an incident as a Word file: the notice's sections in its order, actions, course and duties as tables."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.chinese_numbers import numeral
from campus_safety.domain.incidents.review import SECTIONS
from campus_safety.engines.ledgers.export import get_layout, get_mark, get_printable, get_signature_line
from campus_safety.engines.ledgers.wording import campus_moment, plain_text, title_of
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import access_log
from campus_safety.engines.papers.docx import Paper, Section, Table, write_paper
from campus_safety.engines.seal import checkpoints
from campus_safety.records import numbers
from campus_safety.records.school import get_school_name
from campus_safety.services.incidents.review.opening import ACTION, REVIEW

MOMENT, DUTY = "Campus Review Moment", "Campus Review Duty"
UNSEALED = "—"


def export(name: str, now: datetime) -> tuple[str, bytes]:
	"""(number, Word file) of a review whose form the user may print. Errors: PermissionError; PaperError."""
	layout = get_layout(REVIEW)
	review = get_printable(layout, name)
	number = numbers.take(numbers.EXPORT)
	access_log.record("Export", REVIEW, review.name, reason=number)
	with in_school_language():
		return number, write_paper(_paper(review, number, get_mark(layout)), now)


def _paper(review, number: str, mark: str) -> Paper:
	parts = [(_label(review, field), plain_text(review.get(field)), None) for field in SECTIONS]
	parts += [
		(_label(review, "actions"), "", _actions(review)),
		(_label(review, "timeline"), "", _timeline(review)),
		(_label(review, "duties"), "", _duties(review)),
	]
	seal = checkpoints.for_print()
	state = _(review.status, context=REVIEW)
	return Paper(
		title=f"{get_school_name()}{_('Review of an Incident')}",
		mark=mark,
		sections=[
			Section(f"{numeral(at)}、{heading}", text or ("" if table else _("(nothing written yet)")), table)
			for at, (heading, text, table) in enumerate(parts, 1)
		],
		below=[
			title_of("User", review.responsible_person) if review.responsible_person else "",
			f"{review.name}（{state}）",
		],
		foot=[
			_("Incident {0}    {1}    No. {2}").format(review.incident, get_signature_line(), number),
			*([seal["words"], seal["text"]] if seal else []),
		],
	)


def _actions(review) -> Table:
	return Table(
		[(_("No.", context="Ledger"), 1), *_heads(ACTION, (("action", 5), ("responsible_unit", 3), ("due", 2)))],
		[
			(str(row.idx), plain_text(row.action), title_of("Campus Unit", row.responsible_unit), str(row.due))
			for row in review.actions
		],
	)  # fmt: skip


def _timeline(review) -> Table:
	return Table(
		_heads(MOMENT, (("happened_at", 3), ("what", 6), ("written_at", 3), ("sealed_at", 3))),
		[
			(
				campus_moment(row.happened_at),
				plain_text(row.what),
				campus_moment(row.written_at),
				f"{campus_moment(row.sealed_at)} #{row.leaf}" if row.leaf else UNSEALED,
			)
			for row in review.timeline
		],
	)


def _duties(review) -> Table:
	return Table(
		_heads(DUTY, (("due_date", 2), ("rule", 5), ("responsible_user", 2), ("state", 2))),
		[
			(
				str(row.due_date or ""),
				plain_text(row.rule),
				title_of("User", row.responsible_user) if row.responsible_user else "",
				_(row.state, context=DUTY) if row.state else "",
			)
			for row in review.duties
		],
	)


def _heads(doctype: str, fields) -> list[tuple[str, int]]:
	meta = frappe.get_meta(doctype)
	return [(_(meta.get_label(field), context=doctype), share) for field, share in fields]


def _label(review, field: str) -> str:
	return _(review.meta.get_label(field), context=REVIEW)
