"""The work report 落实情况报告 (domain §20): a round, each unit's draft with its live figures, approved, on paper, frozen.

Figures are counted from the duties and tasks of a clause; nothing in them names a student. They stand still from the
moment the report is sent.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.governance import drafts
from campus_safety.domain import roles as r
from campus_safety.domain.governance import work_report
from campus_safety.domain.governance.notice_text import read_notice
from campus_safety.engines.messages.telling import in_school_language, tell
from campus_safety.engines.papers.reading import read_file
from campus_safety.exceptions import ReportRoundError
from campus_safety.services.governance import notice_units, report_figures
from campus_safety.services.governance.clause_tasks import needed

NOTICE, ROUND, REPORT = "Campus Notice", "Campus Report Round", "Campus Implementation Report"
CLAUSE = "Campus Notice Clause"
DRAFTED, SENT, COMPLETE, FROZEN = "Drafted", "Sent", "Complete", "Frozen"
OFFICES = (r.SAFETY_OFFICE, r.SCHOOL_OFFICE)


# the notice


def read_text(notice) -> int:
	"""Clauses from the pasted text, or from the file without one, in place of what stands there; how many.

	Errors: ReportRoundError where there are none; PaperError where the file cannot be read.
	"""
	parts = read_notice((notice.body or "").strip() or read_file(NOTICE, notice.name, notice.file))
	if not parts:
		frappe.throw(
			_("No clause was found. Headings begin with 一、 and （一）, each on a line of its own."),
			ReportRoundError,
		)
	known = set(frappe.get_all(CLAUSE, pluck="name"))
	notice.set("parts", [])
	for part in parts:
		notice.append(
			"parts",
			{
				"number": part.number,
				"title": part.title,
				"text": part.text,
				"units": "、".join(part.units),
				"clause": part.number if part.number in known else None,
			},
		)
	return len(parts)


def get_units(part) -> list[str]:
	"""Units that a clause of a notice binds: by what stands in it, else by the school's own clause of that number."""
	words = [word for word in notice_units.BETWEEN.split(part.units or "") if word.strip()]
	if not words:
		return notice_units.get_bound().get(part.clause, []) if part.clause else []
	every = {notice_units.EVERY[word] for word in words if word in notice_units.EVERY}
	kinds = {kind for words_of in every for kind in words_of.split(" and ")}
	names = notice_units.get_names()
	named = {names.get(notice_units.plain(word)) for word in words} - {None}
	units = frappe.get_all(
		"Campus Unit",
		filters={"unit_type": ("in", notice_units.UNIT_TYPES), "disabled": 0},
		fields=["name", "unit_type"],
		order_by="lft asc",
	)
	return [unit.name for unit in units if unit.name in named or unit.unit_type in kinds]


def get_bound_units(notice) -> list[str]:
	"""Every unit that some clause binds, in the order of the tree."""
	found = {unit for part in notice.parts for unit in get_units(part)}
	return [unit for unit in _in_order() if unit in found]


def _in_order() -> list[str]:
	return frappe.get_all(
		"Campus Unit",
		filters={"unit_type": ("in", notice_units.UNIT_TYPES)},
		order_by="lft asc",
		pluck="name",
	)


# the round


def open_round(record, now: datetime) -> list[str]:
	"""A draft for each unit, with its figures; names of those made. Run again it makes those that are missing.

	Errors: ReportRoundError.
	"""
	if record.status == "Closed":
		frappe.throw(_("This round is closed."), ReportRoundError)
	notice = frappe.get_doc(NOTICE, record.notice)
	if not record.units:
		for unit in get_bound_units(notice):
			record.append("units", {"unit": unit})
	if not record.units:
		frappe.throw(
			_("No unit has to report: name them, or the units of the notice's clauses."), ReportRoundError
		)
	made = []
	for row in record.units:
		if not row.report:
			row.report = _make(record, notice, row.unit, now)
			made.append(row.report)
	record.status, record.opened_at = "Open", record.opened_at or now.replace(microsecond=0)
	_save(record)
	return made


def _make(record, notice, unit: str, now: datetime) -> str:
	report = frappe.get_doc(
		{
			"doctype": REPORT,
			"round": record.name,
			"unit": unit,
			"deadline": record.deadline,
			"occurred_on": now.date(),
			"status": DRAFTED,
		}
	)
	_fill(report, record, notice, now)
	with report.as_app():
		report.insert(ignore_permissions=True)  # the round's offices make one for each unit
	_tell_unit(
		report,
		lambda: _("Report {0} was drafted for your unit: read it, add what you did, send it").format(
			report.name
		),
		"drafted",
		now,
	)
	return report.name


def close_round(record, now: datetime) -> None:
	record.status, record.closed_at = "Closed", now.replace(microsecond=0)
	_save(record)


# the report


def refresh(report, now: datetime) -> None:
	"""Figures as they are now; what people wrote stays in its clause. Errors: ReportRoundError once it is sent."""
	if report.status != DRAFTED:
		frappe.throw(_("It has been sent: its figures stand still."), ReportRoundError)
	record = frappe.get_doc(ROUND, report.round)
	_fill(report, record, frappe.get_doc(NOTICE, record.notice), now)
	_save(report)


def _fill(report, record, notice, now: datetime) -> None:
	said = {
		row.number: {field: row.get(field) for field in ("done", "problems", "next")}
		for row in report.clauses
	}
	first, last = getdate(record.period_from), min(getdate(record.period_to), now.date())
	counted = report_figures.count(report.unit, first, last, now.date())
	report.set("clauses", [])
	with in_school_language():  # it is read by others than whoever opens the round
		for part in notice.parts:
			if report.unit in get_units(part):
				figures = counted.get(part.clause) or work_report.Figures()
				report.append(
					"clauses",
					{
						"number": part.number,
						"title": part.title,
						"clause": part.clause,
						"figures": report_figures.describe(figures),
						"unmet": report_figures.describe_unmet(figures),
						"evidence": figures.met,
						"owed": figures.owed,
						"met": figures.met,
						**said.get(part.number, {}),
					},
				)
	report.drafted_at = now.replace(microsecond=0)


def validate_writer(report, before, changed: set[str], user: str) -> None:
	"""The unit writes, until it is sent. Errors: PermissionError, ReportRoundError."""
	if not changed:
		return
	if before.status != DRAFTED:
		frappe.throw(_("It has been sent: nothing in it changes any more."), ReportRoundError)
	if not drafts(user, before.unit):
		frappe.throw(_("A report is written by its own unit."), frappe.PermissionError)


def approve(report, user: str, now: datetime) -> None:
	"""The unit's head approves, and it is there electronically. Errors: PermissionError, ReportRoundError."""
	if not drafts(user, report.unit):
		frappe.throw(_("A report is approved by its own unit."), frappe.PermissionError)
	if report.status != DRAFTED:
		frappe.throw(_("It has been sent already."), ReportRoundError)
	silent = [row.number for row in report.clauses if not (row.done or "").strip()]
	if silent:
		frappe.throw(
			_("What was done is not written yet for: {0}.").format("、".join(silent)), ReportRoundError
		)
	unexplained = [row.number for row in report.clauses if row.unmet and not (row.problems or "").strip()]
	if unexplained:
		frappe.throw(
			_("Something is not met, and Problems is empty, for: {0}.").format("、".join(unexplained)),
			ReportRoundError,
		)
	report.update({"status": SENT, "approved_by": user, "approved_at": now.replace(microsecond=0)})
	_settle(report)


def give_back(report, reason: str, user: str, now: datetime) -> None:
	"""Not what was asked for: it is a draft again, and the unit hears why."""
	_validate_office(user)
	if report.status not in (SENT, COMPLETE):
		frappe.throw(_("Only what was sent is given back."), ReportRoundError)
	report.update(
		{
			"status": DRAFTED,
			"approved_by": None,
			"approved_at": None,
			"paper_received_at": None,
			"paper_signed_by": None,
			"given_back": needed(reason),
		}
	)
	_settle(report)
	_tell_unit(
		report,
		lambda: _("Report {0} was given back: read why, and send it again").format(report.name),
		f"back|{now}",
		now,
	)


def receive_paper(report, signed_by: str, user: str, now: datetime) -> None:
	"""The paper lies on the table: by the offices of the round. Errors: PermissionError, ReportRoundError."""
	_validate_office(user)
	if report.paper_received_at or report.status == FROZEN:
		frappe.throw(_("The paper is there already."), ReportRoundError)
	if not signed_by.strip():
		frappe.throw(_("Write who signed the paper."), ReportRoundError)
	report.update(
		{"paper_received_at": now.replace(microsecond=0), "paper_signed_by": signed_by.strip()[:140]}
	)
	_settle(report)


def freeze(report, user: str, now: datetime) -> None:
	"""What it says has a seal from now on, and changes no more. Errors: PermissionError, ReportRoundError."""
	_validate_office(user)
	if report.status != COMPLETE:
		frappe.throw(_("Frozen is what has arrived electronically and on paper."), ReportRoundError)
	report.update(
		{"status": FROZEN, "frozen_at": now.replace(microsecond=0), "content_seal": get_seal(report)}
	)
	_save(report)


def get_seal(report) -> str:
	"""Of what the report says: the same for whoever works it out from the same words."""
	clauses = [
		{field: row.get(field) or "" for field in work_report.SEALED_OF_CLAUSE} for row in report.clauses
	]
	head = {field: str(report.get(field) or "") for field in work_report.SEALED}
	return work_report.seal(head, clauses)


def is_late(report, now: datetime) -> bool:
	return work_report.is_late(
		get_datetime(report.deadline),
		report.approved_at and get_datetime(report.approved_at),
		report.paper_received_at and get_datetime(report.paper_received_at),
		now,
	)


def _settle(report) -> None:
	if report.status == SENT and report.paper_received_at:
		report.status = COMPLETE
	_save(report)


# reminders


def remind(today: date, now: datetime) -> int:
	"""Three days before, the day before, on the day, and once when it is over. How many were told."""
	told = 0
	rows = frappe.get_all(
		REPORT,
		filters={"status": ("in", (DRAFTED, SENT))},
		fields=["name", "deadline"],
	)
	for row in rows:
		left = (getdate(row.deadline) - today).days
		if left not in work_report.REMIND_DAYS:
			continue
		report = frappe.get_doc(REPORT, row.name)
		told += len(_tell_unit(report, lambda report=report: _words(report), f"due|{left}", now))
	return told


def _words(report) -> str:
	day = frappe.format(report.deadline, {"fieldtype": "Datetime"})
	if report.status == SENT:
		return _("Report {0}: the paper is due by {1}").format(report.name, day)
	return _("Report {0} is due by {1}, electronically and on paper").format(report.name, day)


def _tell_unit(report, words, what: str, now: datetime) -> list[str]:
	return tell(
		report_figures.get_people(report.unit), words, f"report|{report.name}|{what}", report, now=now
	)


def _validate_office(user: str) -> None:
	if user != "Administrator" and not has_any_role(user, OFFICES):
		frappe.throw(_("This is the Safety Office's and the School Office's."), frappe.PermissionError)


def _save(record) -> None:
	with record.as_app():
		record.save(ignore_permissions=True)  # who may was checked above; written by the app alone
