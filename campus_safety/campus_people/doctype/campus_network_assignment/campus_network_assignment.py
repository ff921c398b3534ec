import frappe
from frappe.utils import getdate, nowdate

from campus_safety.domain.people.network import Level, Post
from campus_safety.domain.plain_line import telephone
from campus_safety.records.document import CampusDocument
from campus_safety.records.positions import get_post
from campus_safety.records.scope import get_scope_of_student, get_scope_of_unit
from campus_safety.services.people import intake_post, network_rules, network_scope


class CampusNetworkAssignment(CampusDocument):
	"""One post of the four-level network 四级网络: who holds it, where, from when to when."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		away_from: DF.Date | None
		away_until: DF.Date | None
		college: DF.Link | None
		dated_back: DF.Check
		dormitory: DF.Link | None
		end_blocked: DF.SmallText | None
		from_date: DF.Date
		holder_name: DF.Data | None
		holder_phone: DF.Data | None
		holder_student: DF.Link | None
		holder_user: DF.Link | None
		is_covert: DF.Check
		level: DF.Literal["School", "College", "Class", "Dormitory"]
		notes: DF.SmallText | None
		position: DF.Link
		status: DF.Literal["Planned", "Active", "Ended"]
		student: DF.Link | None
		to_date: DF.Date | None
		training_date: DF.Date | None
		unit: DF.Link | None
	# end: auto-generated types

	post: Post | None = None  # what the position needs; read once in a save

	def validate(self) -> None:
		self.post = get_post(self.position)
		if not self.has_known_post():
			return  # the framework names the empty or unknown field
		self.set_dates()
		self.set_covert()
		self.set_status()
		network_rules.validate_holder(self)
		network_rules.validate_level(self)
		network_rules.validate_scope(self)
		network_rules.validate_dates(self)
		network_rules.validate_away(self)
		network_rules.validate_history(self)
		intake_post.validate_not_own(self)
		network_rules.validate_appointer(self)
		self.set_holder()
		self.set_college()
		self.end_blocked = network_rules.get_left_open(self)
		network_rules.validate_single_holder(self)

	def on_update(self) -> None:
		network_scope.follow(self)
		intake_post.follow(self)
		if not self.flags.by_calendar:
			network_rules.warn_about_role(self)
			network_rules.warn_about_planned_end(self)
			network_rules.warn_about_left_open(self)

	def on_trash(self) -> None:
		network_rules.validate_deletion(self)
		network_scope.withdraw(self)
		intake_post.follow_deletion(self)

	def has_known_post(self) -> bool:
		return bool(self.post) and self.level in [level.value for level in Level]

	def set_dates(self) -> None:
		self.from_date = getdate(self.from_date or nowdate())
		self.to_date = getdate(self.to_date) if self.to_date else None
		before = self.get_doc_before_save()
		if not before or before.from_date != self.from_date:
			self.dated_back = int(network_rules.is_dated_back(self, getdate(nowdate())))
		else:
			self.dated_back = before.dated_back

	def set_covert(self) -> None:
		self.is_covert = int(self.post.covert)

	def set_status(self) -> None:
		self.status = network_scope.get_status(self, nowdate()).value

	def set_holder(self) -> None:
		if self.holder_student:
			name, phone = frappe.db.get_value(
				"Campus Student", self.holder_student, ["student_name", "mobile"]
			) or (None, None)
		else:
			name, phone = frappe.db.get_value("User", self.holder_user, ["full_name", "mobile_no"]) or (
				None,
				None,
			)
		self.holder_name = name
		self.holder_phone = telephone(self.holder_phone) or phone

	def set_college(self) -> None:
		"""The college of the scope, else of the student who holds the post; none for the school's and of dormitories."""
		if self.unit:
			self.college = get_scope_of_unit(self.unit)
		else:
			student = self.student or self.holder_student
			self.college = get_scope_of_student(student)[1] if student else None
