"""The app opens a handover 转接 where somebody can no longer answer, and tells the college once (domain §9).

Looked for by what is so: whichever way it came about, the next look finds it. A draft that nothing is left for ends by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.checks import worked_out_once
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.exceptions import TRANSACTION_LOST, SecondHandoverError
from campus_safety.records.posts import get_newest_holder
from campus_safety.services.risk import handover, open_files, staff_leave
from campus_safety.services.risk.open_files import ALL, LEDGERS, PERSON, Files, is_enabled, may_answer
from campus_safety.services.risk.unowned import get_gone

HANDOVER = "Campus File Handover"
CLASS_POSTS = ("Counsellor", "Class Adviser")


class Whose(NamedTuple):
	"""student: of one who has moved; else everything that the person answers for in the college."""

	user: str
	college: str
	student: str | None


def key_of(user: str, college: str, student: str | None) -> str:
	return f"{user}|{college}|{student or ''}"


def look(
	now: datetime, students: Iterable[str] | None = None, users: Iterable[str] | None = None
) -> list[str]:
	"""Names of the handovers opened now: for everybody, or where these students or people are concerned."""
	today = now.date()
	opened, wanted = [], _group(today, students, users)
	for whose, rows in wanted.items():
		if frappe.db.exists(HANDOVER, {"open_key": key_of(*whose)}):
			continue
		if name := _try_to_open(whose, rows, today):
			opened.append(name)
	_follow_drafts(today, students, users, opened)
	return opened


def _group(today: date, students, users) -> dict[Whose, list]:
	found: dict[Whose, list] = defaultdict(list)
	away = staff_leave.get_long_away(today)
	with worked_out_once():
		for files in ALL:
			for row in open_files.read(files, students, users):
				for user in _gone(files, row, away):
					moved = row.student if row.unit_now != row.unit else None
					found[Whose(user, row.college, moved)].append(row)
	return found


def _gone(files: Files, row, away: set[str]) -> Iterator[str]:
	"""Who can no longer answer, and who is away for long."""
	if row.college and not (files is LEDGERS and handover.is_settled(row)):
		gone = {row[post] for post in get_gone(files, row)}
		yield from (gone | away.intersection(row[post] for post in files.posts)) - {None, ""}


def _try_to_open(whose: Whose, rows: list, today: date) -> str | None:
	"""What goes wrong here keeps nobody from ending a post or disabling an account: what nobody answers for is marked already."""
	frappe.db.savepoint("campus_handover")
	try:
		return _open(whose, rows, today)
	except TRANSACTION_LOST:
		raise  # the savepoint is gone with it
	except SecondHandoverError:  # somebody was faster
		frappe.clear_last_message()
	except Exception:
		frappe.db.rollback(save_point="campus_handover")
		frappe.log_error(title=f"{HANDOVER} {whose.college}")
	return None


def _open(whose: Whose, rows: list, today: date) -> str:
	document = frappe.get_doc(
		{
			"doctype": HANDOVER,
			"from_user": whose.user,
			"to_user": _suggest(whose, rows),
			"reason": _reason(whose, today),
			"student": whose.student,
			"college": whose.college,
			"opened_by_app": 1,
			"status": "Draft",
			"workflow_state": "Draft",
		}
	)
	with document.as_app():
		document.insert(ignore_permissions=True)  # whoever ends a post or moves a student need not reach it
	return document.name


def _reason(whose: Whose, today: date) -> str:
	if not is_enabled(whose.user):
		return "Account Disabled"
	if not whose.student and whose.user in staff_leave.get_long_away(today, whose.user):
		return "On Leave"
	return "Changed Class" if whose.student else "Post Ended"


def _suggest(whose: Whose, rows: list) -> str | None:
	"""Of one class whoever has it now; the college names anybody else."""
	units = {row.unit_now for row in rows}
	holders = (
		[get_newest_holder(post, unit) for unit in units for post in CLASS_POSTS] if len(units) == 1 else []
	)
	return next(
		(
			user
			for user in holders
			if user and user != whose.user and may_answer(LEDGERS, PERSON, user, rows[0])
		),
		None,
	)


def _follow_drafts(today: date, students, users, opened: list[str]) -> None:
	"""What has come to be open since stands in the draft; what was settled otherwise is gone, and with the last item the draft."""
	for name in _drafts(students, users):
		if name not in opened:
			_follow(frappe.get_doc(HANDOVER, name), today)


def _drafts(students, users) -> set[str]:
	"""Opened by the app, not signed yet: all of them, or those that concern these students or people."""
	draft = {"status": "Draft", "opened_by_app": 1}
	if students is None and users is None:
		return set(frappe.get_all(HANDOVER, filters=draft, pluck="name"))
	found: set[str] = set()
	if users is not None:
		found |= set(
			frappe.get_all(HANDOVER, {**draft, "from_user": ("in", list(users) or [""])}, pluck="name")
		)
	if students is not None:
		item, parent = frappe.qb.DocType(f"{HANDOVER} Item"), frappe.qb.DocType(HANDOVER)
		rows = (
			frappe.qb.from_(item)
			.join(parent)
			.on(parent.name == item.parent)
			.select(parent.name)
			.where(item.student.isin(list(students) or [""]))
			.where((parent.status == "Draft") & (parent.opened_by_app == 1))
			.run()
		)
		found |= {row[0] for row in rows}
	return found


def _follow(document, today: date) -> None:
	is_asked = _is_asked(document, today)
	if is_asked and not document.finds_something_else():
		return
	document.flags.ignore_links = True  # a student may have been taken out since
	with document.as_app():
		if not is_asked or document.has_nothing_left():
			with in_school_language():
				document.cancel_reason = _("Nothing is left to hand over.")
			document.status = document.workflow_state = "Cancelled"
		document.save(ignore_permissions=True)  # by the app, whoever caused it


def _is_asked(document, today: date) -> bool:
	"""Back in the post or from the leave, or decided that it stays: then nothing is to be handed over."""
	whose = Whose(document.from_user, document.college, document.student)
	return whose in _group(today, None, [document.from_user])
