import frappe
from frappe import _
from frappe.utils import flt

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.access.scopes.people import TRAINING_OFFICES, trainings_held
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.evidence import EvidenceRecord
from campus_safety.records.posts import get_units_of
from campus_safety.records.scope import get_scope_of_unit

TARGETS = {"Person": "user", "Student": "student", "Unit": "unit"}
TITLES = {
	"user": ("User", "full_name"),
	"student": ("Campus Student", "student_name"),
	"unit": ("Campus Unit", "unit_name"),
}


class CampusTrainingRecord(EvidenceRecord):
	"""A training 培训 of one person, one student, or of everybody with a post of a unit (domain §0)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		audience: DF.Literal["Person", "Student", "Unit"]
		college: DF.Link | None
		counts: DF.Check
		date: DF.Date
		hours: DF.Float
		kind: DF.Literal["Psych Skills", "Emergency", "Safety Education", "Law"]
		late_entry: DF.Check
		occurred_on: DF.Date | None
		recorded_by: DF.Link | None
		status: DF.Literal["Recorded", "Void"]
		student: DF.Link | None
		term: DF.Link | None
		topic: DF.Data
		trained_name: DF.Data | None
		unit: DF.Link | None
		user: DF.Link | None
		void_reason: DF.SmallText | None
	# end: auto-generated types

	time_field = "date"
	late_writers = (COLLEGE_LEAD, *TRAINING_OFFICES)  # certificates reach the offices weeks later

	def validate(self) -> None:
		self.set_target()
		super().validate()
		self.validate_target()
		self.validate_hours()

	def set_target(self) -> None:
		"""Whoever is named alone says which audience it is; fields of the other kinds are emptied."""
		if not self.get(TARGETS.get(self.audience, "user")):
			named = [kind for kind, field in TARGETS.items() if self.get(field)]
			self.audience = named[0] if named else self.audience
		for kind, field in TARGETS.items():
			if kind != self.audience:
				self.set(field, None)
		doctype, title = TITLES[TARGETS[self.audience]]
		self.trained_name = frappe.db.get_value(doctype, self.get(TARGETS[self.audience]), title)

	def set_scope(self) -> None:
		super().set_scope()
		if self.audience == "Unit" and self.unit:
			self.college = get_scope_of_unit(self.unit)

	def validate_target(self) -> None:
		if not self.get(TARGETS[self.audience]):
			frappe.throw(_("Name who was trained: a person, a student or a unit."), frappe.MandatoryError)
		if self.user and frappe.db.exists("Campus Student", {"user": self.user}):
			frappe.throw(
				_("{0} is a student's account. Choose the student as holder instead.").format(self.user)
			)

	def validate_hours(self) -> None:
		if flt(self.hours) <= 0:
			frappe.throw(_("Enter how many hours it took."))

	def validate_scope(self) -> None:
		"""Of whom one looks after, or who came to a training of one's office, and never of oneself: rates are counted from it. Errors: OutOfScopeError."""
		user = frappe.session.user
		if self.flags.ignore_permissions or user == "Administrator" or not self.is_new():
			return
		if self.user == user:
			frappe.throw(_("Your own training is entered by somebody else."), OutOfScopeError)
		if has_any_role(user, TRAINING_OFFICES) or self.kind in trainings_held(user):
			return
		if self.student:
			allowed = covers_student(self.student, user)
		elif self.unit:
			allowed = self.unit in held_units(user)
		else:
			allowed = not get_units_of(self.user).isdisjoint(held_units(user))
		if not allowed:
			frappe.throw(
				_("{0} is outside what you look after. Ask the HR Office to enter it.").format(
					self.student or self.trained_name  # of a student the number, which was typed
				),
				OutOfScopeError,
				title=_("Outside your classes"),
			)
