"""Heart-to-heart talk 谈心谈话 (domain §3, notice 三(一)): each student at least once a month, and what follows from it."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.campus_daily_care.doctype.campus_heart_talk import next_step
from campus_safety.domain.care.heart_talk import (
	NO_STEP,
	fingerprint,
	lacks_escalation,
	needs_online_reason,
	says_something,
)
from campus_safety.exceptions import EscalationMissingError
from campus_safety.records.evidence import EvidenceRecord, words
from campus_safety.services.care import talk_batches, talk_escalation
from campus_safety.services.care.settings import get_fewest_letters


class CampusHeartTalk(EvidenceRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		abnormal_behaviour: DF.Text | None
		college: DF.Link | None
		content: DF.Text
		content_hash: DF.Data | None
		counts: DF.Check
		escalate_to: DF.Literal["None", "Risk Ledger", "Abnormal Report", "Psych Centre"]
		escalated_at: DF.Datetime | None
		escalation_record: DF.Data | None
		late_entry: DF.Check
		measures: DF.SmallText | None
		mental_state: DF.Literal["", "Steady", "Fluctuating", "Abnormal"]
		mode: DF.Literal["In Person", "Online"]
		next_talk_date: DF.Date | None
		occurred_on: DF.Datetime | None
		online_reason: DF.SmallText | None
		place: DF.Data
		recorded_by: DF.Link | None
		status: DF.Literal["Recorded", "Void"]
		student: DF.Link
		student_name: DF.Data | None
		student_request: DF.SmallText | None
		suspected_batch: DF.Check
		talk_time: DF.Datetime
		talk_type: DF.Literal[
			"Routine", "Key", "Academic", "Emotion", "Employment", "Discipline", "Return", "Contact"
		]
		term: DF.Link | None
		topics: DF.Data
		unit: DF.Link
		void_reason: DF.SmallText | None
	# end: auto-generated types

	time_field = "talk_time"
	copies_count = True
	app_owned = (*EvidenceRecord.app_owned, "suspected_batch", "escalated_at", "escalation_record")

	def validate(self) -> None:
		talk_batches.keep_mark(self)
		self.set_content_hash()
		super().validate()
		self.validate_online()
		self.validate_next_talk()
		self.validate_escalation()

	def on_update(self) -> None:
		talk_batches.follow(self)
		next_step.show(talk_escalation.follow(self, now_datetime()))

	def meets_duty(self) -> bool:
		return says_something(words(self.content), get_fewest_letters())

	def set_content_hash(self) -> None:
		name = frappe.db.get_value("Campus Student", self.student, "student_name") if self.student else None
		self.content_hash = fingerprint(self.content, (name, self.student))

	def validate_online(self) -> None:
		"""Asked when the mode is chosen; that the student came back from internship later changes nothing."""
		before = self.get_doc_before_save()
		if before and (before.mode, before.online_reason) == (self.mode, self.online_reason):
			return
		status = frappe.db.get_value("Campus Student", self.student, "status")
		if needs_online_reason(self.mode, status) and not words(self.online_reason):
			frappe.throw(
				_(
					"This student is not on internship: talk face to face, or write under Why Online what prevents it."
				),
				frappe.MandatoryError,
				title=_("Reason needed"),
			)

	def validate_next_talk(self) -> None:
		if self.next_talk_date and getdate(self.next_talk_date) < getdate(self.talk_time):
			frappe.throw(
				_("The next talk cannot lie before this one. Correct {0}.").format(
					_(self.meta.get_label("next_talk_date"), context=self.doctype)
				)
			)

	def validate_escalation(self) -> None:
		before = self.get_doc_before_save()
		if lacks_escalation(self.mental_state, self.escalate_to):
			frappe.throw(
				_(
					"The state is abnormal: choose under Next Step who takes it on. It is passed on when you save."
				),
				EscalationMissingError,
				title=_("Next step needed"),
			)
		if before and before.escalated_at and self.escalate_to in NO_STEP:
			frappe.throw(
				_("This talk was passed on already ({0}); that cannot be taken back.").format(
					_(before.escalate_to, context=self.doctype)
				),
				EscalationMissingError,
			)
