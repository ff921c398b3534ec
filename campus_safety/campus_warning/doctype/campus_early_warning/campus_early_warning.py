import hashlib

import frappe
from frappe.utils import getdate

from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.warning import steps


class CampusEarlyWarning(Decided, CampusRecord):
	"""Signals of a rule that came together at one student (domain §24): somebody takes it and decides. Written by the app alone."""

	needs_unit = True
	final = ("Confirmed", "Dismissed")
	shut = True
	app_owned = (
		"rule",
		"act",
		"status",
		"level",
		"student",
		"assigned_to",
		"decide_by",
		"score",
		"threshold",
		"signals",
		"taken_by",
		"taken_at",
		"decided_by",
		"decided_at",
		"dismiss_reason",
		"dismiss_note",
		"ledger",
		"occurred_on",
		"open_key",
	)

	def onload(self) -> None:
		self.set_onload("score_now", steps.get_score_now(self, getdate()))
		self.set_onload("may", steps.get_possible(self, frappe.session.user))

	def validate(self) -> None:
		super().validate()
		self.validate_not_decided()
		self.set_open_key()

	def set_recorded_by(self) -> None:
		"""No person writes one: the rule does."""
		self.recorded_by = self.recorded_by or "Administrator"

	def set_late_entry(self) -> None:
		"""It is written when it is made."""
		self.late_entry = 0

	def set_open_key(self) -> None:
		"""One open warning of a rule and student, also when the night's run and a save come together."""
		self.open_key = None if self.status in self.final else get_open_key(self.rule, self.student)


def get_open_key(rule: str, student: str) -> str:
	return hashlib.sha256(f"{rule}|{student}".encode()).hexdigest()[:40]
