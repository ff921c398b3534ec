import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from campus_safety.access.scopes import SCHOOL_WIDE, has_any_role, held_units
from campus_safety.access.scopes.people import REGISTRARS, is_class_staff_alone
from campus_safety.campus_people.doctype.campus_student.identity import set_identity, validate_only_one
from campus_safety.domain.people import identity_card
from campus_safety.domain.plain_line import (
	PRIVATE_SIGN,
	clean_line,
	holds_identity,
	is_student_no,
	is_telephone,
	person_name,
	plain_code,
	telephone,
)
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.exceptions import AppOwnedFieldError, OutOfScopeError
from campus_safety.records.changes import has_changed
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.document import CampusDocument
from campus_safety.records.students import LEFT_SCHOOL
from campus_safety.services.leave.residences import lives_outside
from campus_safety.services.people.settings import get_age_of_majority

# what class staff keep up to date themselves; the register belongs to the college and Student Affairs
CLASS_STAFF_FIELDS = frozenset(("mobile", "home_address", "guardians", "lives_off_campus"))
# within the dormitories they move a student, too: somebody still looks for them at night
ROOM_FIELDS = frozenset(("dormitory", "dormitory_building", "bed_no"))
OFF_CAMPUS = "Off Campus"


class CampusStudent(CampusDocument):
	"""One student 学生. Whoever looks after the class or the dormitory sees it (access/scopes.students)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_earlier_class.campus_earlier_class import (
			CampusEarlierClass,
		)
		from campus_safety.campus_people.doctype.campus_student_guardian.campus_student_guardian import (
			CampusStudentGuardian,
		)

		admission_date: DF.Date | None
		bed_no: DF.Data | None
		birth_date: DF.Date | None
		card_no: DF.Data | None
		college: DF.Link | None
		dormitory: DF.Link | None
		dormitory_building: DF.Link | None
		earlier_classes: DF.Table[CampusEarlierClass]
		gender: DF.Literal["", "Male", "Female"]
		graduation_date: DF.Date | None
		guardians: DF.Table[CampusStudentGuardian]
		home_address: DF.SmallText | None
		id_no: DF.Data | None
		id_no_encrypted: DF.SmallText | None
		id_type: DF.Literal["Identity Card", "Passport", "Travel Permit", "Other"]
		is_minor: DF.Check
		lives_off_campus: DF.Check
		mobile: DF.Data | None
		residence_type: DF.Literal["Dormitory", "Off Campus", "Day Student"]
		status: DF.Literal["Enrolled", "Internship", "Suspended", "Withdrawn", "Graduated"]
		student_name: DF.Data
		student_no: DF.Data
		unit: DF.Link
		user: DF.Link | None
	# end: auto-generated types

	def autoname(self) -> None:
		self.set_texts()
		self.validate_student_no()
		self.name = self.student_no

	def validate(self) -> None:
		self.set_texts()
		self.validate_student_no()
		self.validate_class_staff_fields()
		self.validate_unit()
		self.set_earlier_classes()
		self.validate_scope()
		self.validate_names()
		self.validate_telephones()
		self.validate_card_no()
		self.set_college_and_building()
		self.set_lives_off_campus()
		self.set_primary_guardian()
		set_identity(self)
		validate_only_one(self)
		self.validate_birth_date()
		self.validate_graduation_date()
		self.set_is_minor()
		self.validate_portal_user()
		self.warn_about_bed()

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		user = frappe.session.user
		if user != "Administrator" and not has_any_role(user, REGISTRARS):
			frappe.throw(
				_("The college puts a wrong student number right, or Student Affairs."),
				frappe.PermissionError,
			)

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		"""Renaming is how a wrong student number is put right, so the field follows."""
		frappe.db.set_value(self.doctype, new, "student_no", new, update_modified=False)

	# texts

	def set_texts(self) -> None:
		self.student_no = plain_code(self.student_no)
		self.student_name = person_name(self.student_name)
		self.bed_no = plain_code(self.bed_no)
		self.mobile = telephone(self.mobile)
		self.card_no = plain_code(self.card_no) or None
		for guardian in self.guardians:
			guardian.guardian_name = person_name(guardian.guardian_name)
			guardian.relation = clean_line(guardian.relation)
			guardian.mobile = telephone(guardian.mobile)

	def validate_student_no(self) -> None:
		if not is_student_no(self.student_no or ""):
			frappe.throw(
				_("Student number {0}: only letters, digits, - _ and . are allowed, 40 at most.").format(
					frappe.bold(self.student_no or _("(empty)"))
				),
				title=_("Wrong student number"),
			)
		if holds_identity(self.student_no):
			frappe.throw(
				_(
					"This is an identity number, or a national student number (学籍号) made of one. It is kept encrypted and cannot name a student: use the school’s own number."
				),
				title=_("Wrong student number"),
			)

	def validate_names(self) -> None:
		"""A sign of a private font is shown as a blank box everywhere else. Errors: ValidationError."""
		for name in (self.student_name, *(guardian.guardian_name for guardian in self.guardians)):
			if PRIVATE_SIGN.search(name or ""):
				frappe.throw(
					_(
						"The name {0} holds a sign of a private font. Type the character as it is on the card."
					).format(name)
				)

	def validate_card_no(self) -> None:
		"""A card opens the gate for one person. Errors: ValidationError."""
		other = self.card_no and frappe.db.get_value(
			"Campus Student", {"card_no": self.card_no, "name": ("!=", self.name)}
		)
		if other:
			frappe.throw(
				_("Card {0} belongs to student {1}. Take it away there first.").format(self.card_no, other)
			)

	def validate_telephones(self) -> None:
		if self.mobile and not is_telephone(self.mobile):
			frappe.throw(_("{0}: {1} is not a telephone number.").format(_("Mobile"), self.mobile))
		for guardian in self.guardians:
			if guardian.mobile and not is_telephone(guardian.mobile):
				frappe.throw(
					_("Guardians, row {0}: {1} is not a telephone number.").format(
						guardian.idx, guardian.mobile
					)
				)

	# who may change what

	def get_closed_fields(self, user: str) -> list[str]:
		"""Class staff keep contact, living and guardians current, nothing else."""
		if not is_class_staff_alone(user):
			return []
		return [field for field in all_fields(self) if not self._may_class_staff_change(field)]

	def validate_class_staff_fields(self) -> None:
		"""Class staff keep contact, living and guardians current, nothing else. Errors: AppOwnedFieldError."""
		if not self.get_doc_before_save() or not self._is_saved_by_class_staff():
			return
		for field in self.meta.fields:
			if (
				self._may_class_staff_change(field.fieldname)
				or field.fieldtype in frappe.model.no_value_fields
			):
				continue
			if has_changed(self, field.fieldname):
				frappe.throw(
					_(
						"{0} is kept by the college. You can change contact and guardians, and move a student from room to room."
					).format(_(field.label, context=field.parent)),
					AppOwnedFieldError,
				)

	def _is_saved_by_class_staff(self) -> bool:
		return not self.flags.ignore_permissions and is_class_staff_alone(frappe.session.user)

	def _may_class_staff_change(self, fieldname: str) -> bool:
		"""Whoever has no bed any more is not called at night: giving one up is for the college, or an approved record."""
		if fieldname in ROOM_FIELDS:
			return bool(
				self.dormitory and frappe.db.get_value("Campus Dormitory", self.dormitory, "building")
			)
		return fieldname in CLASS_STAFF_FIELDS

	def validate_scope(self) -> None:
		"""A College Lead enters and moves students within the own college only."""
		user = frappe.session.user
		if self.flags.ignore_permissions or user == "Administrator" or has_any_role(user, SCHOOL_WIDE):
			return
		if self.has_value_changed("unit") and self.unit not in held_units(user):
			frappe.throw(
				_("You do not look after {0}. Student Affairs moves students between colleges.").format(
					self.unit
				),
				OutOfScopeError,
			)

	# where the student belongs

	def validate_unit(self) -> None:
		if not self.unit or not self.has_value_changed("unit"):
			return
		kind = frappe.db.get_value("Campus Unit", self.unit, "unit_type")
		if kind == "School":
			frappe.throw(
				_("{0} is the school itself. Choose the class, or at least the college.").format(self.unit)
			)
		if kind and kind != "Class":
			frappe.msgprint(
				_("{0} is not in a class yet: no counsellor sees this student.").format(self.student_name),
				indicator="orange",
				alert=True,
			)

	def set_earlier_classes(self) -> None:
		"""What the class had while the student was in it stays theirs (domain §17). Whoever keeps the register may put it right."""
		before = self.get_doc_before_save()
		if not before:
			return
		if self._is_saved_by_class_staff():
			self.earlier_classes = before.earlier_classes
		if before.unit and before.unit != self.unit:
			self.append("earlier_classes", {"unit": before.unit, "until": nowdate()})

	def set_college_and_building(self) -> None:
		self.college = frappe.db.get_value("Campus Unit", self.unit, "college") if self.unit else None
		self.dormitory_building = (
			frappe.db.get_value("Campus Dormitory", self.dormitory, "building") if self.dormitory else None
		)

	def set_lives_off_campus(self) -> None:
		"""Who is visited outside: by the register, or by an approved residence that has begun. Never typed."""
		outside = self.residence_type == OFF_CAMPUS or lives_outside(self.name, getdate(nowdate()))
		self.lives_off_campus = int(outside)

	def warn_about_bed(self) -> None:
		"""Two in one bed is mostly a slip; a swap needs both for a moment, so it only warns."""
		if not (self.dormitory and self.bed_no) or self.status in LEFT_SCHOOL or frappe.flags.in_import:
			return
		if not (self.has_value_changed("dormitory") or self.has_value_changed("bed_no")):
			return
		other = frappe.db.exists(
			"Campus Student",
			{
				"dormitory": self.dormitory,
				"bed_no": self.bed_no,
				"status": ("not in", LEFT_SCHOOL),
				"name": ("!=", self.name),
			},
		)
		if other:
			frappe.msgprint(
				_("Bed {0} in {1} is already given to another student.").format(self.bed_no, self.dormitory),
				indicator="orange",
				alert=True,
			)

	# who it is

	def set_primary_guardian(self) -> None:
		"""Exactly one guardian is rung first: the first one ticked, or the first."""
		chosen = next((row for row in self.guardians if cint(row.is_primary)), None) or next(
			iter(self.guardians), None
		)
		for row in self.guardians:
			row.is_primary = int(row is chosen)

	def validate_birth_date(self) -> None:
		if self.birth_date and getdate(self.birth_date) > getdate(nowdate()):
			frappe.throw(
				_("The birth date {0} lies in the future.").format(frappe.format(self.birth_date, "Date"))
			)

	def validate_graduation_date(self) -> None:
		"""How long files are kept hangs on this day. Errors: ValidationError for one before the admission or the birth."""
		if not (self.graduation_date and self.has_value_changed("graduation_date")):
			return
		first = max((getdate(day) for day in (self.admission_date, self.birth_date) if day), default=None)
		if first and getdate(self.graduation_date) < first:
			frappe.throw(
				_("The day of graduation {0} lies before the admission.").format(
					frappe.format(self.graduation_date, "Date")
				)
			)

	def set_is_minor(self) -> None:
		birth = getdate(self.birth_date) if self.birth_date else None
		self.is_minor = int(identity_card.is_minor(birth, getdate(nowdate()), get_age_of_majority()))

	def validate_portal_user(self) -> None:
		if not self.user or not self.has_value_changed("user"):
			return
		other = frappe.db.get_value("Campus Student", {"user": self.user, "name": ("!=", self.name)})
		if other:
			frappe.throw(_("The account {0} already belongs to another student.").format(self.user))
		if frappe.db.get_value("User", self.user, "user_type") != "Website User" or has_any_role(
			self.user, DESK_ROLES
		):
			frappe.throw(
				_("{0} is an account of staff. A student has one of their own.").format(self.user),
				title=_("Not a student's account"),
			)
