"""Contact with parents 家长联系 (domain §2, notice 一(三)): each student's once a term, by the school, in both directions."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.domain.care.heart_talk import fingerprint
from campus_safety.domain.care.parent_contact import REACHED, counts
from campus_safety.records.evidence import EvidenceRecord, words
from campus_safety.records.students import get_guardians
from campus_safety.services.care import contact_check, talk_batches
from campus_safety.services.care.settings import get_fewest_letters

TEXTS = ("school_feedback", "home_info")


class CampusParentContact(EvidenceRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel: DF.Literal["Phone", "WeChat", "Network", "SMS", "Letter", "School Visit"]
		college: DF.Link | None
		contact_time: DF.Datetime
		content_hash: DF.Data | None
		counts: DF.Check
		evidence: DF.Attach | None
		followup_due: DF.Date | None
		guardian_name: DF.Data
		home_info: DF.Text | None
		initiated_by: DF.Literal["School", "Parent"]
		late_entry: DF.Check
		occurred_on: DF.Datetime | None
		parent_request: DF.SmallText | None
		recorded_by: DF.Link | None
		relation: DF.Data
		result: DF.Literal["Reached", "No Answer", "Wrong Number", "Refused"]
		school_feedback: DF.Text | None
		status: DF.Literal["Recorded", "Void"]
		student: DF.Link
		student_name: DF.Data | None
		suspected_batch: DF.Check
		term: DF.Link | None
		topics: DF.Literal["", "Emotion", "Academics", "Behaviour", "Development", "At Home", "Safety"]
		unit: DF.Link
		void_reason: DF.SmallText | None
	# end: auto-generated types

	time_field = "contact_time"
	copies_count = False
	app_owned = (*EvidenceRecord.app_owned, "suspected_batch")

	def validate(self) -> None:
		self.set_guardian()
		talk_batches.keep_mark(self)
		self.set_content_hash()
		super().validate()
		self.validate_texts()
		self.validate_followup()

	def on_update(self) -> None:
		talk_batches.follow(self)
		contact_check.follow(self, now_datetime())

	def meets_duty(self) -> bool:
		"""A text written once for many families is a group message, and those never count (domain §2)."""
		texts = words(self.school_feedback), words(self.home_info)
		return not self.suspected_batch and counts(
			self.result, self.initiated_by, *texts, get_fewest_letters()
		)

	def set_content_hash(self) -> None:
		if self.result != REACHED:
			self.content_hash = None
			return
		name = frappe.db.get_value("Campus Student", self.student, "student_name") if self.student else None
		text = f"{self.school_feedback or ''} {self.home_info or ''}"
		self.content_hash = fingerprint(text, (name, self.student, self.guardian_name))

	def set_guardian(self) -> None:
		"""The primary guardian unless another is named; the relation as the student's record has it."""
		if not self.student or (self.guardian_name and self.relation):
			return
		known = get_guardians(self.student)
		found = next((row for row in known if row.guardian_name == self.guardian_name), None)
		if not self.guardian_name and known:
			found = known[0]
		if found:
			self.guardian_name, self.relation = found.guardian_name, self.relation or found.relation

	def validate_texts(self) -> None:
		missing = [field for field in TEXTS if not words(self.get(field))]
		if self.result == REACHED and missing:
			frappe.throw(
				_(
					"The parents were reached: write what was said in both directions. Still missing: {0}."
				).format(", ".join(_(self.meta.get_label(field), context=self.doctype) for field in missing)),
				frappe.MandatoryError,
				title=_("Not complete"),
			)

	def validate_followup(self) -> None:
		if self.followup_due and getdate(self.followup_due) < getdate(self.contact_time):
			frappe.throw(
				_("{0} cannot lie before the contact.").format(
					_(self.meta.get_label("followup_due"), context=self.doctype)
				)
			)
