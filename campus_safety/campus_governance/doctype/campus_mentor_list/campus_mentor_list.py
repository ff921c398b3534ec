import frappe
from frappe import _

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.document import CampusDocument
from campus_safety.records.opened import LogsOpenings
from campus_safety.services.people import mentor_lists
from campus_safety.services.people.settings import get_most_students_of_mentor


class CampusMentorList(LogsOpenings, AppOwned, CampusDocument):
	"""A teacher's students and duties for a school year 导师名单 (domain §15)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_evidence.doctype.campus_signature.campus_signature import CampusSignature
		from campus_safety.campus_governance.doctype.campus_mentor_list_duty.campus_mentor_list_duty import (
			CampusMentorListDuty,
		)
		from campus_safety.campus_governance.doctype.campus_mentor_list_student.campus_mentor_list_student import (
			CampusMentorListStudent,
		)

		college: DF.Link | None
		duties: DF.Table[CampusMentorListDuty]
		evaluation: DF.Text | None
		mentor: DF.Link
		mentor_name: DF.Data | None
		signatures: DF.Table[CampusSignature]
		signed_at: DF.Datetime | None
		students: DF.Table[CampusMentorListStudent]
		unit: DF.Link
		year: DF.Data
	# end: auto-generated types

	app_owned = ("signatures", "signed_at")  # signatures come from a login, not from a form

	def validate(self) -> None:
		self.college = frappe.db.get_value("Campus Unit", self.unit, "college")
		self.validate_app_owned()
		self.validate_one_list()
		self.validate_students()
		self.validate_scope()
		mentor_lists.void_what_changed(self)

	def validate_scope(self) -> None:
		"""A signed list gives access to its students: a College Lead names those of the own college only."""
		user, before = frappe.session.user, self.get_doc_before_save()
		if self.flags.app_write or user == "Administrator" or has_any_role(user, mentor_lists.KEEPERS):
			return
		known = {row.student for row in before.students} if before else set()
		for row in self.students:
			if row.student not in known and not covers_student(row.student, user):
				frappe.throw(
					_("Students, row {0}: {1} is not in your college. Ask Student Affairs.").format(
						row.idx, row.student
					),
					OutOfScopeError,
				)

	def validate_one_list(self) -> None:
		other = frappe.db.get_value(
			self.doctype, {"mentor": self.mentor, "year": self.year, "name": ("!=", self.name or "")}
		)
		if other:
			frappe.throw(
				_("{0} already has a list for {1}.").format(self.mentor_name or self.mentor, self.year),
				frappe.DuplicateEntryError,
			)

	def validate_students(self) -> None:
		"""No more students for a mentor than the settings allow (15 [P]), one mentor for a student (domain §15)."""
		most = get_most_students_of_mentor()
		if len(self.students) > most:
			frappe.throw(
				_("A mentor has at most {0} students; this list has {1}.").format(most, len(self.students))
			)
		seen = set()
		for row in self.students:
			if row.student in seen:
				frappe.throw(_("Students, row {0}: {1} is named twice.").format(row.idx, row.student))
			seen.add(row.student)
		lists = frappe.get_all(
			self.doctype, filters={"year": self.year, "name": ("!=", self.name or "")}, pluck="name"
		)
		taken = frappe.db.get_value(
			"Campus Mentor List Student",
			{"parent": ("in", lists or [""]), "student": ("in", list(seen) or [""])},
			"student",
		)
		if taken:
			frappe.throw(
				_("{0} already has a mentor in {1}.").format(taken, self.year), frappe.DuplicateEntryError
			)
