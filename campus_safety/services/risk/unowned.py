"""What nobody answers for 无人负责: marked on the record, so that it stands on a list until somebody does (domain §9).

Looked for by what is so: whichever way a person stopped answering, the next look finds it, and takes the mark away again.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

import frappe
from frappe import _

from campus_safety.access.checks import worked_out_once
from campus_safety.domain.roles import PSYCH_HEAD, STUDENT_AFFAIRS
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records.posts import get_holders, get_users_with_role
from campus_safety.services.risk import handover, open_files
from campus_safety.services.risk.open_files import ALL, LEDGERS, PLANS, Files, may_answer

MARK = "no_owner"


class Owned:
	"""Part of a record that somebody answers for: no form writes or keeps back the mark. Subclasses answer `is_open`."""

	def keep_owner_mark(self) -> None:
		before = self.get_doc_before_save()
		self.no_owner = int(bool(before and before.no_owner and self.is_open))

	def follow_owner(self, now: datetime) -> None:
		if self.is_open:
			look(now, students=[self.student])
			self.no_owner = frappe.db.get_value(self.doctype, self.name, MARK)


def look(
	now: datetime, students: Iterable[str] | None = None, users: Iterable[str] | None = None
) -> list[str]:
	"""Names of the records that nobody answers for since now: among all open ones, or those of these students or people."""
	found = []
	with worked_out_once():
		rows = [
			(files, row, is_unowned(files, row))
			for files in ALL
			for row in open_files.read(files, students, users)
		]
	for files, row, unowned in rows:
		if unowned != bool(row.no_owner):
			_mark(files, row, unowned)
			if unowned:
				_tell(files, row, now)
				found.append(row.name)
	return found


def is_unowned(files: Files, row) -> bool:
	"""Nobody is named, or somebody who cannot answer, and nobody has decided that it stays so."""
	if files is LEDGERS and handover.is_settled(row):
		return False
	return any(get_gone(files, row))


def get_gone(files: Files, row) -> list[str]:
	"""Posts of the record whose holder cannot answer; a post that nobody needs to hold may be empty."""
	return [
		post
		for post in files.posts
		if (row[post] or post == files.person) and not may_answer(files, post, row[post], row)
	]


def _mark(files: Files, row, unowned: bool) -> None:
	"""Beside the form, which may be open; the seal follows."""
	frappe.db.set_value(files.doctype, row.name, MARK, int(unowned), update_modified=False)
	follow_rows(files.doctype, [row.name])
	access_log.record(
		"State",
		files.doctype,
		row.name,
		student=row.student,
		reason=f"{MARK} → {int(unowned)}",
	)


def _tell(files: Files, row, now: datetime) -> None:
	"""Number and action. A ledger calls by its alert already."""
	if files is LEDGERS:
		return
	office = STUDENT_AFFAIRS if files is PLANS else PSYCH_HEAD
	leads = get_holders(("College Lead",), row.college)
	tell(
		leads if leads and files is PLANS else {*leads, *get_users_with_role(office)},
		partial(_word, files.doctype, row.name),
		f"no-owner|{row.name}|{row.unit}|{row[files.person]}",
		About(files.doctype, row.name),
		now=now,
	)


def _word(doctype: str, name: str) -> str:
	return _("{0} {1}: nobody answers for it. Name who does.").format(_(doctype), name)
