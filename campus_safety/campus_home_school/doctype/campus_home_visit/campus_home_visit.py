"""Home visit 家访 (domain §2, notice 一(三)): planned, approved by the lead, made, signed, archived."""

import frappe
from frappe import _
from frappe.utils import formatdate, get_fullname, get_link_to_form, getdate, nowdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.care.home_visit import counts_as, missing_in_report
from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.exceptions import DuplicateVisitError, ExemptionError
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_term_of
from campus_safety.records.students import get_primary_guardian

VIDEO = "Video Instead"
MADE = ("Visited", "Archived")


class CampusHomeVisit(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_home_school.doctype.campus_home_visit_photo.campus_home_visit_photo import (
			CampusHomeVisitPhoto,
		)
		from campus_safety.campus_home_school.doctype.campus_home_visit_visitor.campus_home_visit_visitor import (
			CampusHomeVisitVisitor,
		)

		address: DF.SmallText
		agreed_measures: DF.Text | None
		college: DF.Link | None
		counts_as: DF.Literal["", "Home Visit", "Video"]
		exempt_reason: DF.SmallText | None
		exempted_by: DF.Link | None
		family_situation: DF.Text | None
		findings: DF.Text | None
		guardian_name: DF.Data | None
		guardian_signature: DF.Signature | None
		late_entry: DF.Check
		occurred_on: DF.Date | None
		photos: DF.Table[CampusHomeVisitPhoto]
		recorded_by: DF.Link | None
		signature_refused_reason: DF.SmallText | None
		status: DF.Literal["Planned", "Approved", "Visited", "Archived", "Cancelled"]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		unit: DF.Link
		visit_category: DF.Literal[
			"", "Key Student", "Assigned Student", "Academic Difficulty", "Special Family"
		]
		visit_date: DF.Date
		visit_mode: DF.Literal["Home", "Video Instead"]
		visitors: DF.Table[CampusHomeVisitVisitor]
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	final = ("Archived", "Cancelled")
	deletable = ("Planned", "Approved", "Cancelled")
	administrator_deletes = False
	app_owned = ("occurred_on", "exempted_by", "counts_as", "late_entry", "written_by")

	def validate(self) -> None:
		self.set_family()
		super().validate()
		self.set_exemption()
		self.set_counts_as()
		self.validate_not_decided()
		self.validate_visitors()
		self.validate_exemption()
		self.validate_report()
		self.validate_one_visit_a_day()

	def why_kept(self) -> str:
		return _("A home visit that was made is evidence and is not deleted.")

	# the app's own fields

	def set_term(self) -> None:
		self.term = get_term_of(getdate(self.visit_date))

	def set_status(self) -> None:
		super().set_status()
		self.set_occurred_on()

	def set_occurred_on(self) -> None:
		"""The visit took place on its date once it is recorded; sent back for a correction, it still did."""
		if self.status in MADE:
			self.validate_date_not_ahead()
			self.occurred_on = self.visit_date
		elif self.status != "Approved":
			self.occurred_on = None

	def set_family(self) -> None:
		"""Address and guardian as the student's record has them, where the plan names no others."""
		if self.student and self.is_new():
			guardian = get_primary_guardian(self.student)
			self.address = self.address or guardian.address
			self.guardian_name = self.guardian_name or guardian.guardian_name

	def set_exemption(self) -> None:
		"""Whoever approves a video call as College Lead exempts it; another reason is asked anew."""
		before = self.get_doc_before_save()
		if self.visit_mode != VIDEO or self.status in ("Planned", "Cancelled"):
			self.exempted_by = None
		elif before and before.status == "Planned":
			self.exempted_by = (
				frappe.session.user if has_any_role(frappe.session.user, (COLLEGE_LEAD,)) else None
			)
		elif before and (before.visit_mode, before.exempt_reason) != (self.visit_mode, self.exempt_reason):
			self.exempted_by = None

	def set_counts_as(self) -> None:
		counted = counts_as(
			made=self.status in MADE, video=self.visit_mode == VIDEO, exempted=bool(self.exempted_by)
		)
		self.counts_as = counted.value

	# the rules

	def validate_date_not_ahead(self) -> None:
		if getdate(self.visit_date) > getdate(nowdate()):
			frappe.throw(
				_(
					"The visit is planned for {0}, which has not come yet. "
					"Record it after the visit, or correct the visit date."
				).format(formatdate(self.visit_date)),
				title=_("Not visited yet"),
			)

	def validate_visitors(self) -> None:
		seen = set()
		for row in self.visitors:
			if row.user in seen:
				frappe.throw(
					_("Visitors, row {0}: {1} is named twice.").format(row.idx, get_fullname(row.user))
				)
			seen.add(row.user)
			if frappe.get_cached_value("User", row.user, "user_type") != "System User":
				frappe.throw(
					_("Visitors, row {0}: {1} is not a member of staff.").format(
						row.idx, get_fullname(row.user)
					)
				)
		if not seen:
			frappe.throw(_("Name at least one member of staff who makes the visit."), frappe.MandatoryError)

	def validate_exemption(self) -> None:
		if self.visit_mode != VIDEO:
			return
		if not (self.exempt_reason or "").strip():
			frappe.throw(
				_("Write the reason for video: why can nobody visit this family at home?"),
				ExemptionError,
				title=_("Reason needed"),
			)
		if self.status in ("Approved", *MADE) and not self.exempted_by:
			frappe.throw(
				_(
					"Only the College Lead's approval exempts a visit from going there. Use Change Plan, "
					"choose video with its reason, and have the plan approved again."
				),
				ExemptionError,
				title=_("No exemption"),
			)

	def validate_report(self) -> None:
		"""A visit counts only with what was seen at home and a signature, or why there is none."""
		missing = missing_in_report(
			{
				field: without_markup(self.get(field) or "").strip()
				for field in ("family_situation", "findings", "signature_refused_reason")
			}
			| {"guardian_signature": self.guardian_signature}
		)
		if self.status in MADE and missing:
			frappe.throw(
				_("The visit cannot be recorded yet. Still missing: {0}.").format(
					", ".join(_(self.meta.get_label(field), context=self.doctype) for field in missing)
				),
				frappe.MandatoryError,
				title=_("Not complete"),
			)

	def validate_one_visit_a_day(self) -> None:
		if self.status == "Cancelled":
			return
		frappe.db.get_value("Campus Student", self.student, "name", for_update=True)  # two at once queue here
		other = frappe.db.get_value(
			self.doctype,
			{
				"student": self.student,
				"visit_date": self.visit_date,
				"status": ("!=", "Cancelled"),
				"name": ("!=", self.name or ""),
			},
		)
		if other:
			readable = frappe.has_permission(self.doctype, "read", doc=other)
			frappe.throw(
				_("There is already a home visit to this student on {0}: {1}. Continue there.").format(
					formatdate(self.visit_date),
					get_link_to_form(self.doctype, other) if readable else _("planned by a colleague"),
				),
				DuplicateVisitError,
				title=_("Visit exists"),
			)
