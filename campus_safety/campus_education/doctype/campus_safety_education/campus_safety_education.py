"""Safety education 专题教育 (domain §17, notice 二(三), 一(三)): what was taught to whom; hours per student add up from it."""

import frappe
from frappe import _
from frappe.utils import cint, flt

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.access.scopes.education import WHOLE_SCHOOL
from campus_safety.domain import roles as r
from campus_safety.domain.education.hours import LEAST_HOURS, MOST_HOURS
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.evidence import EvidenceRecord
from campus_safety.records.scope import get_common_unit, get_scope_of_unit
from campus_safety.services.education import attendance


class CampusSafetyEducation(EvidenceRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_education.doctype.campus_education_absence.campus_education_absence import (
			CampusEducationAbsence,
		)
		from campus_safety.campus_education.doctype.campus_education_unit.campus_education_unit import (
			CampusEducationUnit,
		)

		absent: DF.Table[CampusEducationAbsence]
		attended: DF.Int
		college: DF.Link | None
		counts: DF.Check
		course_kind: DF.Literal["Compulsory", "Elective", "Lecture", "Drill", "Public-benefit Practice"]
		credits: DF.Float
		expected: DF.Int
		held_on: DF.Date
		hours: DF.Float
		late_entry: DF.Check
		materials: DF.Attach | None
		note: DF.SmallText | None
		occurred_on: DF.Date | None
		place: DF.Data | None
		recorded_by: DF.Link | None
		speaker: DF.Data | None
		status: DF.Literal["Recorded", "Void"]
		term: DF.Link | None
		theme: DF.Literal[
			"Life",
			"Frustration",
			"Relationships",
			"Ethics",
			"Family",
			"Career",
			"Mental Health",
			"Fire",
			"Fraud",
			"Drowning",
			"Traffic",
			"Drugs",
			"Food and Health",
			"Law",
			"Other",
		]
		topic: DF.Data
		unit: DF.Link | None
		units: DF.TableMultiSelect[CampusEducationUnit]
		void_reason: DF.SmallText | None
	# end: auto-generated types
	needs_unit = True
	time_field = "held_on"
	late_writers = (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS)

	def validate(self) -> None:
		self.set_numbers()
		super().validate()
		self.validate_units()
		self.validate_hours()
		self.validate_absent()
		self.validate_numbers()

	@property
	def named(self) -> list[str]:
		return [row.unit for row in self.units if row.unit]

	def set_scope(self) -> None:
		"""The class, else the smallest unit that holds all of them."""
		self.unit = get_common_unit(self.named)
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def set_numbers(self) -> None:
		"""All students of the units, less those who are named as absent, until somebody writes another number."""
		if self.is_new() and self.named and not cint(self.expected):
			self.expected = attendance.count_students(self.named)
		if self.absent:
			self.attended = max(0, cint(self.expected) - len(self.absent))
		elif self.is_new() and not cint(self.attended):
			self.attended = cint(self.expected)

	def validate_scope(self) -> None:
		"""Whoever teaches the whole school, or looks after every unit that took part. Errors: OutOfScopeError."""
		user = frappe.session.user
		if self.flags.ignore_permissions or user == "Administrator" or has_any_role(user, WHOLE_SCHOOL):
			return
		before = self.get_doc_before_save()
		outside = sorted({*self.named} - {*(before.named if before else ())} - held_units(user))
		if outside:
			frappe.throw(
				_("You do not look after {0}. Take it out, or ask Student Affairs to enter it.").format(
					", ".join(outside)
				),
				OutOfScopeError,
				title=_("Outside your classes"),
			)

	def validate_units(self) -> None:
		"""Classes or colleges, each once, and no class beside its own college: it would count twice."""
		rows = frappe.get_all(
			"Campus Unit", {"name": ("in", self.named or [""])}, ["name", "unit_type", "college"]
		)
		units = {row.name: row for row in rows}
		for row in self.units:
			unit = units.get(row.unit)
			if not unit or unit.unit_type not in ("Class", "College"):
				frappe.throw(
					_("Who took part, row {0}: {1} is neither a class nor a college.").format(
						row.idx, row.unit
					)
				)
			if self.named.count(row.unit) > 1 or (unit.unit_type == "Class" and unit.college in self.named):
				frappe.throw(
					_("Who took part, row {0}: {1} is named twice, or its college is named already.").format(
						row.idx, row.unit
					)
				)

	def validate_hours(self) -> None:
		if not LEAST_HOURS <= flt(self.hours) <= MOST_HOURS:
			frappe.throw(
				_("Enter hours from {0} to {1}: what one student who was there gets.").format(
					LEAST_HOURS, MOST_HOURS
				)
			)

	def validate_absent(self) -> None:
		"""A roll is of one class: everybody who reads a joint education would read the names of other classes."""
		if not self.absent:
			return
		if not attendance.is_one_class(self.named):
			frappe.throw(
				_(
					"Who was absent is kept for one class. Write an education for each class, or only the number."
				)
			)
		names = [row.student for row in self.absent]
		known = attendance.students_among(names, self.named[0])
		for row in self.absent:
			if row.student not in known or names.count(row.student) > 1:
				frappe.throw(
					_("Who was absent, row {0}: {1} is not in this class, or is named twice.").format(
						row.idx, row.student
					)
				)

	def validate_numbers(self) -> None:
		if cint(self.attended) > cint(self.expected):
			frappe.throw(
				_("{0} came but only {1} were expected. Correct one of the numbers.").format(
					cint(self.attended), cint(self.expected)
				)
			)
