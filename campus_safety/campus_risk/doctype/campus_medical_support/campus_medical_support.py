import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.access.secrets import decrypt
from campus_safety.campus_risk.doctype.campus_medical_support import follow_ups
from campus_safety.domain import roles as r
from campus_safety.domain.risk.medical import names_dose
from campus_safety.exceptions import CareStepError, SecondCarePlanError
from campus_safety.records.one_open import OneOpen
from campus_safety.records.posts import get_newest_holder
from campus_safety.records.protected import ProtectedRecord
from campus_safety.records.scope import get_scope_of_student
from campus_safety.services.risk.open_files import LEAD, MEDICAL, PERSON, may_answer
from campus_safety.services.risk.unowned import Owned

RUNNING, ENDED = "Running", "Ended"


class CampusMedicalSupport(Owned, OneOpen, ProtectedRecord):
	"""Medical support 医疗帮扶 (notice 一(二), 四(二); domain §11): hospital, leave, burden, follow-ups; never which medicine."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_risk.doctype.campus_medical_follow_up.campus_medical_follow_up import (
			CampusMedicalFollowUp,
		)

		away_from: DF.Date | None
		away_until: DF.Date | None
		chronic_benefit: DF.Literal["Unknown", "Not Needed", "To Apply", "Applied", "Granted", "Refused"]
		college: DF.Link | None
		consent_by: DF.Literal["", "Student", "Guardian", "Protecting Life"]
		consent_on: DF.Date
		end_reason: DF.SmallText | None
		ended_on: DF.Date | None
		follow_ups: DF.Table[CampusMedicalFollowUp]
		hospital: DF.SmallText | None
		insurance: DF.Literal["Unknown", "Insured", "Not Insured"]
		late_entry: DF.Check
		lead: DF.Link | None
		medication_reminder: DF.Literal["Not Needed", "By the Student", "Somebody Reminds"]
		next_due: DF.Date | None
		no_owner: DF.Check
		occurred_on: DF.Date | None
		open_key: DF.Data | None
		recorded_by: DF.Link | None
		remind_evening: DF.Check
		remind_morning: DF.Check
		remind_night: DF.Check
		remind_noon: DF.Check
		reminded_by: DF.Link | None
		responsible_person: DF.Link | None
		school_doctor: DF.Link | None
		started_on: DF.Date | None
		status: DF.Literal["Running", "Ended"]
		student: DF.Link
		subsidy: DF.Literal["Unknown", "Not Needed", "To Apply", "Applied", "Granted", "Refused"]
		term: DF.Link | None
		treatment: DF.SmallText | None
		unit: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	open_key_field = "open_key"
	second_error = SecondCarePlanError
	final = (ENDED,)
	app_owned = ("status", "next_due", "started_on", "ended_on", "open_key")

	def validate(self) -> None:
		today, before = getdate(now_datetime()), self.get_doc_before_save()
		self.occurred_on = before.occurred_on if before else today
		self.validate_not_decided()
		self.keep_owner_mark()
		self.set_people()
		super().validate()
		self.started_on = self.started_on or today
		self.validate_one_is_open()
		self.validate_people()
		self.validate_consent()
		self.validate_away()
		self.validate_no_dose()
		follow_ups.follow(self, today)
		self.set_open_key()

	def on_update(self) -> None:
		self.follow_owner(now_datetime())

	@property
	def is_open(self) -> bool:
		return self.status == RUNNING

	# who

	def set_people(self) -> None:
		"""At the beginning: the class's counsellor, else who files it; the college's lead."""
		if not self.is_new():
			return
		unit, college = get_scope_of_student(self.student)
		self.responsible_person = (
			self.responsible_person or get_newest_holder("Counsellor", unit) or frappe.session.user
		)
		self.lead = self.lead or get_newest_holder("College Lead", college)

	def validate_people(self) -> None:
		"""Whoever is newly named can open it. Errors: CareStepError naming the field."""
		before = self.get_doc_before_save()
		allowed = {
			PERSON: lambda user: may_answer(MEDICAL, PERSON, user, self),
			LEAD: lambda user: may_answer(MEDICAL, LEAD, user, self),
			"school_doctor": lambda user: has_any_role(user, (r.LOGISTICS,)),
		}
		for field, may in allowed.items():
			user = self.get(field)
			if user and not (before and before.get(field) == user) and not may(user):
				frappe.throw(
					_("{0}: {1} cannot answer for it.").format(
						_(self.meta.get_label(field), context=self.doctype),
						frappe.bold(frappe.utils.get_fullname(user)),
					),
					CareStepError,
				)

	# what

	def validate_consent(self) -> None:
		"""Health is sensitive: agreed to, of a minor by a guardian (PIPL 29, 31). Errors: CareStepError."""
		if getdate(self.consent_on) > getdate(now_datetime()):
			frappe.throw(_("The consent lies in the future."), CareStepError)
		came, minor = frappe.db.get_value("Campus Student", self.student, ["admission_date", "is_minor"])
		if self.has_value_changed("consent_on") and came and getdate(self.consent_on) < came:
			frappe.throw(_("The consent lies before the admission of the student."), CareStepError)
		if self.consent_by == "Student" and minor:
			frappe.throw(_("The student is a minor: a guardian agrees."), CareStepError)

	def validate_away(self) -> None:
		if self.away_from and self.away_until and getdate(self.away_from) > getdate(self.away_until):
			frappe.throw(_("The leave ends before it begins."), CareStepError)
		if self.medication_reminder == "Somebody Reminds" and not self.reminded_by:
			frappe.throw(_("Name who reminds the student."), frappe.MandatoryError)

	def validate_no_dose(self) -> None:
		"""Nobody writes medication in detail. Asked of new text alone. Errors: CareStepError."""
		before = self.get_doc_before_save()
		old = {row.get(field) for row, field in before.secret_places()} if before else set()
		for row, field in self.secret_places():
			text = row.get(field)
			if text and text not in old and names_dose(decrypt(text)):
				frappe.throw(
					_(
						"{0}: no medicine and no dose. That is between the student and the doctor; write what to watch for."
					).format(_(row.meta.get_label(field), context=row.doctype)),
					CareStepError,
					title=_("Not in detail"),
				)
