"""Help for those around after an event 事后心理援助 (domain §12): a circle, talks offered and held, one voice, an end that two sign."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.exceptions import CrisisStepError
from campus_safety.records.changes import has_changed
from campus_safety.records.content import content_of
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.crisis import papers, postvention

LEADING = (r.PSYCH_HEAD, r.STUDENT_AFFAIRS)
MAY_TALK = (*r.PSYCH_STAFF, r.STUDENT_AFFAIRS)


class CampusPostvention(ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_crisis.doctype.campus_postvention_person.campus_postvention_person import (
			CampusPostventionPerson,
		)
		from campus_safety.campus_evidence.doctype.campus_signature.campus_signature import CampusSignature

		begun_at: DF.Datetime | None
		begun_by: DF.Link | None
		close_reason: DF.SmallText | None
		closed_at: DF.Datetime | None
		college: DF.Link | None
		event_kind: DF.Literal["Death", "Attempt", "Accident", "Other"]
		facts: DF.SmallText
		happened_on: DF.Date
		late_entry: DF.Check
		media_rule: DF.SmallText | None
		occurred_on: DF.Date | None
		people: DF.Table[CampusPostventionPerson]
		recorded_by: DF.Link | None
		signatures: DF.Table[CampusSignature]
		spokesperson: DF.Link | None
		status: DF.Literal["Opened", "Supporting", "Closed"]
		term: DF.Link | None
		unit: DF.Link
		watch_until: DF.Date | None
		workflow_state: DF.Link | None
	# end: auto-generated types
	needs_unit = True
	final = ("Closed",)
	app_owned = ("signatures", "begun_at", "begun_by", "closed_at")

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		self.occurred_on = self.happened_on
		self.validate_not_decided()
		if self.is_new():
			self.set_usual()
		super().validate()
		self.validate_talker_only()
		self.validate_event()
		self.validate_people(now)
		self.validate_step()
		self.validate_may_close()
		self.set_steps(now)

	def on_update(self) -> None:
		postvention.tell_talkers(self, self.get_doc_before_save(), now_datetime())

	def set_usual(self) -> None:
		self.media_rule = self.media_rule or postvention.get_usual_rule()
		self.watch_until = self.watch_until or getdate(self.happened_on) + postvention.LOOKED_AFTER

	def validate_talker_only(self) -> None:
		"""Who only talks writes the own rows and nothing else. Errors: PermissionError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		if not before or self.flags.app_write or user == "Administrator" or has_any_role(user, LEADING):
			return
		others = [field for field in self.changed_content(before) if field != "people"]
		is_of_others = _of_others(self, user) != _of_others(before, user)
		lost = _whom(before, user) - _whom(
			self, user
		)  # an own row that is taken out, or tells of somebody else now
		if others or has_changed(self, "status") or is_of_others or lost:
			frappe.throw(
				_("You talk with people of this circle: write the rows in which you are named."),
				frappe.PermissionError,
				title=_("Not your record"),
			)

	def validate_event(self) -> None:
		"""What happened stays as it stood when the support began. Errors: CrisisStepError."""
		before = self.get_doc_before_save()
		if not before or before.status == "Opened":
			return
		for field in {"event_kind", "facts"} & set(self.changed_content(before)):
			_refuse(
				_("{0} stays as it was when the support began.").format(
					_(self.meta.get_label(field), context=self.doctype)
				)
			)

	def validate_people(self, now: datetime) -> None:
		"""Errors: CrisisStepError naming the row."""
		before = self.get_doc_before_save()
		known = {row.talker for row in before.people} if before else set()
		for row in self.people:
			if not (row.student or row.person):
				_refuse(_("The circle, row {0}: name the student, or the person or class.").format(row.idx))
			if row.talker and row.talker not in known and not has_any_role(row.talker, MAY_TALK):
				_refuse(
					_("The circle, row {0}: who talks is of the centre or of Student Affairs.").format(
						row.idx
					)
				)
			if row.held_at and not row.offered_at:
				_refuse(_("The circle, row {0}: when was the talk offered?").format(row.idx))
			for moment in (row.offered_at, row.held_at):
				if moment and get_datetime(moment).replace(microsecond=0) > now:
					_refuse(_("The circle, row {0}: a moment lies in the future.").format(row.idx))
				if moment and getdate(moment) < getdate(self.happened_on):
					_refuse(_("The circle, row {0}: a moment lies before the event.").format(row.idx))

	def validate_step(self) -> None:
		if self.status != "Opened" and not self.flags.app_write:
			papers.require(self, ("spokesperson", "media_rule", "watch_until", "people"))

	def validate_may_close(self) -> None:
		"""When closing is signed for, and until the last signature. Errors: CrisisStepError."""
		if not self.is_wanted_closed():
			return
		gaps = [
			_("The circle, row {0}: no talk has been offered yet.").format(row.idx)
			for row in self.people
			if not row.offered_at
		]
		gaps += [
			_("The circle, row {0}: still needs more.").format(row.idx)
			for row in self.people
			if row.needs_more
		]
		if not self.close_reason:
			gaps.append(
				_("{0} is empty.").format(_(self.meta.get_label("close_reason"), context=self.doctype))
			)
		if gaps:
			frappe.throw(gaps, CrisisStepError, title=_("It cannot be closed yet"), as_list=True)

	def is_wanted_closed(self) -> bool:
		"""A first signature leaves it where it was: it was asked for all the same."""
		before = self.get_doc_before_save()
		signed = {row.name for row in before.signatures} if before else set()
		signs = any(not row.void and row.name not in signed for row in self.signatures)
		return bool(before) and before.status != "Closed" and (self.status == "Closed" or signs)

	def set_steps(self, now: datetime) -> None:
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if self.status == "Supporting":
			self.begun_at, self.begun_by = now, frappe.session.user
		elif self.status == "Closed":
			self.closed_at = now


def _of_others(record, user: str) -> list[list]:
	return [
		[content_of(row, field.fieldname) for field in row.meta.fields]
		for row in record.people
		if row.talker != user
	]


def _whom(record, user: str) -> set[tuple]:
	return {(row.name, row.student, row.person) for row in record.people if row.talker == user}


def _refuse(words: str) -> None:
	frappe.throw(words, CrisisStepError)
