import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.records.by_author import ByAuthor
from campus_safety.records.record import CampusRecord
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.gate import truancy

REPORTERS = (r.MENTOR, r.ACADEMIC_AFFAIRS)


class CampusClassAbsence(ByAuthor, CampusRecord):
	"""A student missing in class 课堂缺勤 (domain §5): truant, late or gone early, as the teacher saw it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		absence_case: DF.Data | None
		class_time: DF.Datetime
		college: DF.Link | None
		course: DF.Data
		excuse_reason: DF.SmallText | None
		excused: DF.Check
		late_entry: DF.Check
		note: DF.SmallText | None
		occurred_on: DF.Datetime | None
		recorded_by: DF.Link | None
		session: DF.Data
		status: DF.Literal["Truant", "Late", "Left Early"]
		student: DF.Link
		student_name: DF.Data | None
		teacher: DF.Link | None
		term: DF.Link | None
		unit: DF.Link
	# end: auto-generated types

	app_owned = ("absence_case",)
	open_to_others = ("excused", "excuse_reason")

	def validate(self) -> None:
		self.set_teacher()
		self.occurred_on = get_datetime(self.class_time).replace(microsecond=0) if self.class_time else None
		super().validate()
		self.set_excuse()
		self.validate_excuse()
		self.validate_author()

	def on_update(self) -> None:
		truancy.follow(self, now_datetime())

	def set_teacher(self) -> None:
		if not self.teacher:
			self.teacher = frappe.session.user

	def validate_scope(self) -> None:
		"""Teachers and Academic Affairs report whoever is missing in class, though they look after nobody."""
		if not (self.is_new() and has_any_role(frappe.session.user, REPORTERS)):
			return super().validate_scope()
		if frappe.db.get_value("Campus Student", self.student, "status") not in AT_SCHOOL:
			frappe.throw(
				_("{0} is not at the school at present. Check the student number.").format(self.student)
			)

	def set_excuse(self) -> None:
		if not self.excused:
			self.excuse_reason = None

	def validate_excuse(self) -> None:
		if self.excused and len((self.excuse_reason or "").strip()) < 2:
			frappe.throw(
				_(
					"Write why it is excused, e.g. the number of the leave, or that the wrong student was chosen."
				),
				frappe.MandatoryError,
			)

	def why_not_yours(self, author: str, labels: str) -> str:
		return _(
			"{0} was written by {1}, who alone can change it. You can excuse it, with the reason."
		).format(self.name, author)
